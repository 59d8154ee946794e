#include "core/polynomial/approximation_theory.h"

#include <cmath>
#include <numbers>

#include "core/polynomial/error_extrema.h"

namespace zipml {
namespace {

// The odd degree that an approximation of an odd function has.
int odd_below(int degree) { return degree % 2 == 0 ? degree - 1 : degree; }

}  // namespace

double sigmoid_rate(double radius) {
  polynomial::check_domain(radius, 0);
  const double pole = std::numbers::pi / radius;
  return pole + std::sqrt(1 + pole * pole);
}

double sigmoid_series_asymptote(double radius, int degree) {
  const double rate = sigmoid_rate(radius);
  const double pole = std::numbers::pi / radius;
  return 4 / (radius * std::sqrt(1 + pole * pole)) *
         std::pow(rate, -(odd_below(degree) + 2)) / (1 - 1 / (rate * rate));
}

double step_rate(double radius, double gap) {
  polynomial::check_gap(radius, gap);
  return std::sqrt((radius + gap) / (radius - gap));
}

double step_minimax_asymptote(double radius, double gap, int degree) {
  const double rate = step_rate(radius, gap);
  const int m = (odd_below(degree) - 1) / 2;
  const double g = gap / radius;
  return (1 - g) / (2 * std::sqrt(std::numbers::pi * g * m)) *
         std::pow(rate, -2.0 * m);
}

}  // namespace zipml
