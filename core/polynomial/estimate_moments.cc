#include "core/polynomial/estimate_moments.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace zipml {
namespace {

struct MeanAndVariance {
  double mean = 0;
  double variance = 0;
};

MeanAndVariance of_monomial(std::span<const double> monomial,
                            const DrawMoments& moments) {
  MeanAndVariance tail{monomial.back(), 0};
  for (std::size_t i = monomial.size() - 1; i > 0; --i) {
    tail.variance = moments.square() * tail.variance +
                    moments.variance * tail.mean * tail.mean;
    tail.mean = monomial[i - 1] + moments.mean * tail.mean;
  }
  return tail;
}

double chebyshev_variance(const Polynomial& polynomial,
                          const DrawMoments& moments) {
  const std::span<const double> c = polynomial.chebyshev();
  const double radius = polynomial.radius();
  const double u = moments.mean / radius;
  const double u_variance = moments.variance / (radius * radius);
  const double u_square = u * u + u_variance;
  // Of B_i ("now") and B_{i-1} ("before") at i = 0: constants 1 and 0.
  double now_mean = 1, before_mean = 0;
  double now = 0, before = 0, between = 0;      // variances, covariance
  double sum = 0, sum_now = 0, sum_before = 0;  // with the partial sum
  for (std::size_t i = 1; i < c.size(); ++i) {
    const double factor = i == 1 ? 1 : 2;
    const double next_mean = factor * u * now_mean - before_mean;
    const double next =
        factor * factor * (u_square * now + u_variance * now_mean * now_mean) -
        2 * factor * u * between + before;
    const double next_between = factor * u * now - between;
    const double sum_next = factor * u * sum_now - sum_before;
    sum += 2 * c[i] * sum_next + c[i] * c[i] * next;
    sum_before = sum_now + c[i] * next_between;
    sum_now = sum_next + c[i] * next;
    before_mean = now_mean;
    now_mean = next_mean;
    before = now;
    now = next;
    between = next_between;
  }
  // Rounding may leave a variance of zero a little below.
  return std::max(sum, 0.0);
}

double symmetrised_variance(const Polynomial& polynomial,
                            const DrawMoments& moments, int draws) {
  const std::vector<double> taylor = polynomial.taylor(moments.mean);
  double sum = 0;
  double weight = 1;  // v^k / C(draws, k)
  for (std::size_t k = 1; k < taylor.size(); ++k) {
    weight *= moments.variance * static_cast<double>(k) /
              (draws - static_cast<double>(k) + 1);
    sum += taylor[k] * taylor[k] * weight;
  }
  return sum;
}

}  // namespace

double estimator_variance(const Polynomial& polynomial, PolynomialForm form,
                          const DrawMoments& moments, int draws) {
  assert(draws >= polynomial.degree());
  switch (form) {
    case PolynomialForm::kMonomial:
      return of_monomial(polynomial.monomial(), moments).variance;
    case PolynomialForm::kChebyshev:
      return chebyshev_variance(polynomial, moments);
    case PolynomialForm::kSymmetrised:
      break;
  }
  return symmetrised_variance(polynomial, moments, draws);
}

double monomial_second_moment(std::span<const double> monomial,
                              const DrawMoments& moments) {
  const MeanAndVariance whole = of_monomial(monomial, moments);
  return whole.variance + whole.mean * whole.mean;
}

double printed_lemma_4(std::span<const double> monomial, double r, double z) {
  double sum = 0, power = 1;
  for (const double coefficient : monomial) {
    sum += coefficient * power;
    power *= r * z;
  }
  return sum * sum;
}

double corrected_lemma_4(std::span<const double> monomial,
                         const DrawMoments& moments) {
  const double size = std::sqrt(moments.square());
  double sum = 0, power = 1;
  for (const double coefficient : monomial) {
    sum += std::abs(coefficient) * power;
    power *= size;
  }
  return sum * sum;
}

}  // namespace zipml
