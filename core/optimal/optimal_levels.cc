#include "core/optimal/optimal_levels.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <vector>

#include "core/optimal/atoms.h"
#include "core/optimal/double_double.h"

namespace zipml::optimal {

double rounding_variance(const Points& points, std::span<const double> levels) {
  check_shape(points, {});
  if (levels.empty() ||
      std::adjacent_find(levels.begin(), levels.end(),
                         std::greater_equal<>()) != levels.end()) {
    refuse("levels", "expected one or more ascending levels");
  }
  DoubleDouble sum;
  DoubleDouble total;
  const std::size_t last = levels.size() - 1;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const double x = points.value(i);
    if (!std::isfinite(x)) throw_not_finite(i, x);
    if (x < levels.front() || x > levels.back()) {
      check_ends({levels.front(), levels.back()}, x, x);
    }
    const double w = points.weight(i);
    total += DoubleDouble(w);
    if (last == 0) continue;
    const auto above = std::lower_bound(
        levels.begin() + 1, levels.begin() + std::ptrdiff_t(last), x);
    sum += DoubleDouble(w * ((*above - x) * (x - *(above - 1))));
  }
  return sum.hi / total.hi;
}

}  // namespace zipml::optimal
