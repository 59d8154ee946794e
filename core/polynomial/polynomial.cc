#include "core/polynomial/polynomial.h"

#include <fmt/format.h>

#include <cassert>
#include <cmath>

#include "core/base/error.h"

namespace zipml {
namespace {

// sum c_i T_i(x) by Clenshaw's recurrence.
double clenshaw(std::span<const double> coefficients, double x) {
  double next = 0, after = 0;
  for (std::size_t i = coefficients.size() - 1; i > 0; --i) {
    const double current = coefficients[i] + 2 * x * next - after;
    after = next;
    next = current;
  }
  return coefficients[0] + x * next - after;
}

// The coefficients of d/dx sum c_i T_i(x), one fewer (or a single zero):
// c'_{i-1} = c'_{i+1} + 2 i c_i, c'_0 halved.
std::vector<double> derivative(std::span<const double> coefficients) {
  const std::size_t count = coefficients.size();
  std::vector<double> result(count + 1);
  for (std::size_t i = count - 1; i > 0; --i) {
    result[i - 1] =
        result[i + 1] + 2 * static_cast<double>(i) * coefficients[i];
  }
  result[0] /= 2;
  result.resize(count > 1 ? count - 1 : 1);
  return result;
}

// sum |v_i|.
double absolute_sum(std::span<const double> values) {
  double sum = 0;
  for (const double value : values) sum += std::abs(value);
  return sum;
}

// m_i R^i: the monomial coefficients in z / R.
std::vector<double> scaled_monomial(std::span<const double> chebyshev) {
  const std::size_t count = chebyshev.size();
  std::vector<double> sum(count), previous(count), current(count), next(count);
  previous[0] = 1;  // T_0
  if (count > 1) current[1] = 1;
  sum[0] = chebyshev[0];
  for (std::size_t i = 1; i < count; ++i) {
    for (std::size_t k = 0; k <= i; ++k) sum[k] += chebyshev[i] * current[k];
    // T_{i+1} = 2 x T_i - T_{i-1}; the term of degree `count` has no use.
    for (std::size_t k = 0; k < count; ++k) {
      next[k] = (k > 0 ? 2 * current[k - 1] : 0) - previous[k];
    }
    previous.swap(current);
    current.swap(next);
  }
  return sum;
}

}  // namespace

Polynomial::Polynomial(std::vector<double> chebyshev, double radius)
    : chebyshev_(std::move(chebyshev)), radius_(radius) {
  assert(!chebyshev_.empty());
  if (radius_ > 0 && std::isfinite(radius_)) return;
  fail_at("radius",
          fmt::format("found {}, expected a finite number above 0", radius_));
}

double Polynomial::operator()(double z) const {
  return clenshaw(chebyshev_, z / radius_);
}

std::vector<double> Polynomial::monomial() const {
  std::vector<double> coefficients = scaled_monomial(chebyshev_);
  double scale = 1;
  for (double& coefficient : coefficients) {
    coefficient /= scale;
    scale *= radius_;
  }
  return coefficients;
}

std::vector<double> Polynomial::taylor(double z) const {
  std::vector<double> coefficients;
  std::vector<double> current = chebyshev_;
  double scale = 1;  // 1 / (k! R^k)
  for (std::size_t k = 0; k < chebyshev_.size(); ++k) {
    if (k > 0) {
      current = derivative(current);
      scale /= static_cast<double>(k) * radius_;
    }
    coefficients.push_back(scale * clenshaw(current, z / radius_));
  }
  return coefficients;
}

double Polynomial::chebyshev_growth() const { return absolute_sum(chebyshev_); }

double Polynomial::monomial_growth() const {
  return absolute_sum(scaled_monomial(chebyshev_));
}

}  // namespace zipml
