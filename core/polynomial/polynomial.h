// A polynomial on [-R, R], held by its coefficients in the Chebyshev basis.
#pragma once

#include <span>
#include <vector>

namespace zipml {

// P(z) = sum_{i=0}^{d} c_i T_i(z / R), T_i the Chebyshev polynomials of the
// first kind: |T_i| <= 1 on [-R, R], so values and coefficients have the same
// size there. Immutable.
class Polynomial {
 public:
  // `chebyshev` holds c_0 ... c_d, at least one. UserError unless 0 < radius.
  Polynomial(std::vector<double> chebyshev, double radius);

  double radius() const { return radius_; }
  int degree() const { return static_cast<int>(chebyshev_.size()) - 1; }

  // P(z) by Clenshaw's recurrence. Any z; outside [-R, R] the values grow as
  // (2 |z| / R)^d.
  double operator()(double z) const;

  // c_0 ... c_d.
  std::span<const double> chebyshev() const { return chebyshev_; }
  // m_0 ... m_d of P(z) = sum m_i z^i. Rounding leaves an error of up to
  // epsilon (1 + sqrt 2)^d max |c_i| in m_i R^i: 1e-10 at degree 15, 2e-4 at
  // degree 31.
  std::vector<double> monomial() const;
  // P^(k)(z) / k! for k = 0 ... d: the coefficients of the Taylor polynomial
  // around z. By differentiation in the Chebyshev basis.
  std::vector<double> taylor(double z) const;

  // sum |c_i|: the largest that |P| could be on [-R, R].
  double chebyshev_growth() const;
  // sum |m_i| R^i: how large the terms of the monomial form are at z = R.
  double monomial_growth() const;

 private:
  std::vector<double> chebyshev_;
  double radius_;
};

}  // namespace zipml
