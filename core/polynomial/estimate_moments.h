// Exact second moments of the polynomial estimators, and Lemma 4's bound.
//
// The draws z_j are independent with mean z = a^T x and variance v = x^T D x,
// D = diag(Var Q(a_i)): all that the second moment of a multilinear form
// depends on.
#pragma once

#include "core/polynomial/estimate.h"

namespace zipml {

struct DrawMoments {
  double mean = 0;                                          // z = a^T x
  double variance = 0;                                      // v = x^T D x
  double square() const { return mean * mean + variance; }  // E z_j^2
};

// Var Q of an estimate from `draws` >= degree draws (only the symmetrised form
// reads more than degree).
//
// Monomial: with A_d = m_d and A_{i-1} = m_{i-1} + z_i A_i, where z_i and A_i
// are independent:
//   E A_{i-1} = m_{i-1} + z E A_i,
//   Var A_{i-1} = (z^2 + v) Var A_i + v (E A_i)^2.
// Chebyshev: the covariances of (S_i, B_i, B_{i-1}), S_i the partial sum, with
// u = z_{i+1} / R:
//   Cov(B_{i+1}, Y) = 2 E u Cov(B_i, Y) - Cov(B_{i-1}, Y) for Y of the draws
//   1 ... i, and Var B_{i+1} = 4 (E u^2) Var B_i + 4 Var(u) (E B_i)^2
//   - 4 (E u) Cov(B_i, B_{i-1}) + Var B_{i-1}.
// Symmetrised (Hoeffding's decomposition of the polar form):
//   sum_{k >= 1} (P^(k)(z) / k!)^2 v^k / C(draws, k).
double estimator_variance(const Polynomial& polynomial, PolynomialForm form,
                          const DrawMoments& moments, int draws);

// E Q^2 of the monomial form, from its coefficients: the variance above plus
// P(z)^2.
double monomial_second_moment(std::span<const double> monomial,
                              const DrawMoments& moments);

// Lemma 4 as printed: (sum_i m_i r^i z^i)^2, a bound on E Q^2 of the monomial
// form, with r = r(s) of the quantizer. False: for P(z) = z and z = 0 it is 0,
// while E Q^2 = x^T D x.
double printed_lemma_4(std::span<const double> monomial, double r, double z);

// As corrected, by Minkowski's inequality: (sum_i |m_i| (z^2 + v)^{i/2})^2.
double corrected_lemma_4(std::span<const double> monomial,
                         const DrawMoments& moments);

}  // namespace zipml
