#include "core/polynomial/estimate.h"

#include <algorithm>
#include <array>
#include <cassert>

#include "core/base/name_table.h"

namespace zipml {
namespace {

constexpr std::array<Named<PolynomialForm>, 3> kForms = {{
    {"monomial", PolynomialForm::kMonomial},
    {"chebyshev", PolynomialForm::kChebyshev},
    {"symmetrised", PolynomialForm::kSymmetrised},
}};

}  // namespace

std::string polynomial_form_name(PolynomialForm form) {
  return name_in(kForms, form);
}

std::vector<std::string> polynomial_form_names() { return names_in(kForms); }

PolynomialForm polynomial_form_from_name(const std::string& name) {
  return value_in(kForms, name, "form of the polynomial estimator");
}

double estimate_monomial(std::span<const double> monomial,
                         std::span<const double> draws) {
  assert(!monomial.empty() && draws.size() + 1 >= monomial.size());
  // Horner's scheme, from the last draw inwards.
  double sum = monomial.back();
  for (std::size_t i = monomial.size() - 1; i > 0; --i) {
    sum = monomial[i - 1] + draws[i - 1] * sum;
  }
  return sum;
}

double estimate_chebyshev(const Polynomial& polynomial,
                          std::span<const double> draws) {
  const std::span<const double> c = polynomial.chebyshev();
  assert(draws.size() + 1 >= c.size());
  double sum = c[0];
  double previous = 0, current = 1;
  for (std::size_t i = 1; i < c.size(); ++i) {
    const double u = draws[i - 1] / polynomial.radius();
    const double next = (i == 1 ? u : 2 * u) * current - previous;
    previous = current;
    current = next;
    sum += c[i] * current;
  }
  return sum;
}

double estimate_symmetrised(std::span<const double> monomial,
                            std::span<const double> draws) {
  assert(!monomial.empty() && draws.size() + 1 >= monomial.size());
  // means[i] = e_i(z_1 ... z_k) / C(k, i), the mean of the products of i of
  // the k draws seen so far; draw k is in i / k of the products.
  std::vector<double> means(monomial.size());
  means[0] = 1;
  for (std::size_t k = 1; k <= draws.size(); ++k) {
    for (std::size_t i = std::min(k, means.size() - 1); i > 0; --i) {
      const double share = static_cast<double>(i) / static_cast<double>(k);
      means[i] = (1 - share) * means[i] + share * draws[k - 1] * means[i - 1];
    }
  }
  double sum = 0;
  for (std::size_t i = 0; i < means.size(); ++i) sum += monomial[i] * means[i];
  return sum;
}

PolynomialEstimator::PolynomialEstimator(Polynomial polynomial,
                                         PolynomialForm form)
    : polynomial_(std::move(polynomial)),
      form_(form),
      monomial_(polynomial_.monomial()) {}

double PolynomialEstimator::operator()(std::span<const double> draws) const {
  switch (form_) {
    case PolynomialForm::kMonomial:
      return estimate_monomial(monomial_, draws);
    case PolynomialForm::kChebyshev:
      return estimate_chebyshev(polynomial_, draws);
    case PolynomialForm::kSymmetrised:
      break;
  }
  return estimate_symmetrised(monomial_, draws);
}

}  // namespace zipml
