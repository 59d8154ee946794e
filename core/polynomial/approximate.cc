#include "core/polynomial/approximate.h"

#include <cmath>
#include <numbers>

#include "core/polynomial/error_extrema.h"

namespace zipml {

double sigmoid(double z) { return 1 / (1 + std::exp(-z)); }

double step(double z) { return z > 0 ? 1 : z < 0 ? 0 : 0.5; }

Polynomial chebyshev_series(const Function& f, double radius, int degree) {
  polynomial::check_domain(radius, 0);
  polynomial::check_degree(degree, 1000);
  constexpr int kNodes = 1 << 14;
  std::vector<double> coefficients(static_cast<std::size_t>(degree) + 1);
  for (int k = 0; k < kNodes; ++k) {
    const double angle = (k + 0.5) * std::numbers::pi / kNodes;
    const double x = std::cos(angle);
    const double value = f(radius * x);
    double previous = x, current = 1;  // T_{-1} = T_1, T_0
    for (double& coefficient : coefficients) {
      coefficient += value * current;
      const double next = 2 * x * current - previous;
      previous = current;
      current = next;
    }
  }
  for (double& coefficient : coefficients) coefficient *= 2.0 / kNodes;
  coefficients[0] /= 2;
  return Polynomial(std::move(coefficients), radius);
}

double max_error(const Function& f, const Polynomial& polynomial, double radius,
                 double gap) {
  return polynomial::largest_error(
      polynomial::alternating_extrema(f, polynomial, radius, gap));
}

}  // namespace zipml
