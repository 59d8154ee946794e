// Estimates of P(a^T x) from independent quantizations of a (section 4.1).
//
// z_j = Q_j(a)^T x, j = 1 ... d, from independent stochastic roundings: they
// are independent and E z_j = a^T x. Every form below is linear in each z_j,
// so it is unbiased: E = P(a^T x). Any affine function of the draws may stand
// for z_j, e.g. 1 - b z_j for the hinge loss. `draws` holds at least degree
// values.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/polynomial/polynomial.h"

namespace zipml {

enum class PolynomialForm {
  kMonomial,     // the paper's, estimate_monomial
  kChebyshev,    // estimate_chebyshev
  kSymmetrised,  // estimate_symmetrised
};
inline constexpr PolynomialForm kPolynomialForms[] = {
    PolynomialForm::kMonomial, PolynomialForm::kChebyshev,
    PolynomialForm::kSymmetrised};

// "monomial", "chebyshev", "symmetrised".
std::string polynomial_form_name(PolynomialForm form);
std::vector<std::string> polynomial_form_names();
// UserError for an unknown name.
PolynomialForm polynomial_form_from_name(const std::string& name);

// As printed: sum_i m_i prod_{j <= i} z_j with `monomial` = m_0 ... m_d
// (Polynomial::monomial). z_1 is in every term, z_d in one; draws beyond the
// degree are not read.
double estimate_monomial(std::span<const double> monomial,
                         std::span<const double> draws);

// sum_i c_i B_i with Chebyshev's recurrence on a fresh draw at every step:
//   B_0 = 1, B_1 = z_1 / R, B_{i+1} = 2 (z_{i+1} / R) B_i - B_{i-1}.
// B_i has only the draws 1 ... i in it, so E B_{i+1} = 2 (a^T x / R) E B_i -
// E B_{i-1}, and by induction E B_i = T_i(a^T x / R). Free of the cancellation
// between large m_i.
double estimate_chebyshev(const Polynomial& polynomial,
                          std::span<const double> draws);

// The mean of either form over all orders of the k >= d draws (the same for
// both, and for every other multilinear form): the U-statistic
//   sum_i m_i e_i(z_1 ... z_k) / C(k, i),
// e_i the elementary symmetric polynomials; for k = d, P's polar form
// (blossom). It needs no order of the draws, and no unbiased estimator from
// the same draws has less variance when nothing is known of their distribution
// (Halmos 1946, Hoeffding 1948). O(d k).
double estimate_symmetrised(std::span<const double> monomial,
                            std::span<const double> draws);

// A polynomial with what the forms need of it, for many estimates.
class PolynomialEstimator {
 public:
  PolynomialEstimator(Polynomial polynomial, PolynomialForm form);

  const Polynomial& polynomial() const { return polynomial_; }
  PolynomialForm form() const { return form_; }
  // How many draws an estimate takes: the degree.
  int draws() const { return polynomial_.degree(); }
  double operator()(std::span<const double> draws) const;

 private:
  Polynomial polynomial_;
  PolynomialForm form_;
  std::vector<double> monomial_;
};

}  // namespace zipml
