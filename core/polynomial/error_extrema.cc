#include "core/polynomial/error_extrema.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <string>
#include <utility>

#include "core/base/error.h"

namespace zipml::polynomial {
namespace {

struct Interval {
  double low = 0;
  double high = 0;
};

std::vector<Interval> domain(double radius, double gap) {
  if (gap == 0) return {{-radius, radius}};
  return {{-radius, -gap}, {gap, radius}};
}

// Golden-section search for the largest |error| between two points around a
// grid maximum, to 1e-9 of their distance; the extremum is flat there, so its
// value is exact to rounding.
template <typename Error>
Extremum refine(const Error& error, double low, double high, Extremum best) {
  constexpr double kRatio = 1 / std::numbers::phi;
  double left = high - kRatio * (high - low);
  double right = low + kRatio * (high - low);
  double at_left = error(left), at_right = error(right);
  for (int i = 0; i < 44; ++i) {
    if (std::abs(at_left) > std::abs(at_right)) {
      high = right;
      right = left;
      at_right = at_left;
      left = high - kRatio * (high - low);
      at_left = error(left);
    } else {
      low = left;
      left = right;
      at_left = at_right;
      right = low + kRatio * (high - low);
      at_right = error(right);
    }
  }
  for (const Extremum& candidate :
       {Extremum{left, at_left}, Extremum{right, at_right}}) {
    if (std::abs(candidate.error) > std::abs(best.error)) best = candidate;
  }
  return best;
}

}  // namespace

std::vector<Extremum> alternating_extrema(const Function& f,
                                          const Polynomial& polynomial,
                                          double radius, double gap) {
  check_domain(radius, gap);
  const auto error = [&](double z) { return polynomial(z) - f(z); };
  const int steps = 40 * (polynomial.degree() + 2);
  std::vector<Extremum> extrema;
  for (const Interval& interval : domain(radius, gap)) {
    // Denser towards the ends, as the zeros of good approximations are.
    std::vector<Extremum> grid;
    for (int i = 0; i <= steps; ++i) {
      const double angle = std::numbers::pi * i / steps;
      const double z =
          i == 0 ? interval.low
          : i == steps
              ? interval.high
              : (interval.low + interval.high) / 2 -
                    std::cos(angle) * (interval.high - interval.low) / 2;
      grid.push_back({z, error(z)});
      // No comparison below would find it.
      if (std::isnan(grid.back().error)) return {grid.back()};
    }
    for (std::size_t i = 0; i < grid.size(); ++i) {
      const std::size_t before = i == 0 ? 0 : i - 1;
      const std::size_t after = i + 1 == grid.size() ? i : i + 1;
      const double size = std::abs(grid[i].error);
      if (size < std::abs(grid[before].error)) continue;
      if (size < std::abs(grid[after].error)) continue;
      const Extremum found =
          refine(error, grid[before].z, grid[after].z, grid[i]);
      if (!extrema.empty() &&
          std::signbit(extrema.back().error) == std::signbit(found.error)) {
        if (std::abs(found.error) > std::abs(extrema.back().error)) {
          extrema.back() = found;
        }
      } else {
        extrema.push_back(found);
      }
    }
  }
  return extrema;
}

double largest_error(const std::vector<Extremum>& extrema) {
  double largest = 0;
  for (const Extremum& extremum : extrema) {
    if (std::isnan(extremum.error)) return extremum.error;
    largest = std::max(largest, std::abs(extremum.error));
  }
  return largest;
}

void check_domain(double radius, double gap) {
  if (!(radius > 0) || !std::isfinite(radius)) {
    fail_at("radius",
            fmt::format("found {}, expected a finite number above 0", radius));
  }
  if (!(gap >= 0) || !(gap < radius)) {
    fail_at("gap", fmt::format("found {}, expected at least 0 and below the "
                               "radius, {}",
                               gap, radius));
  }
}

void check_gap(double radius, double gap) {
  check_domain(radius, gap);
  if (!(gap > 0)) fail_at("gap", "found 0, expected a number above 0");
}

void check_degree(int degree, int most) {
  if (degree >= 0 && degree <= most) return;
  fail_at("degree", fmt::format("found {}, expected 0 to {}", degree, most));
}

}  // namespace zipml::polynomial
