#include "tools/zipml/levels_summary.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "core/base/error.h"
#include "core/optimal/atoms.h"
#include "core/optimal/optimal_levels.h"
#include "core/optimal/radix_sort.h"

namespace zipml {
namespace {

std::size_t count_distinct(const std::vector<double>& sorted) {
  std::size_t count = 1;
  for (std::size_t i = 1; i < sorted.size(); ++i) {
    count += sorted[i] != sorted[i - 1] ? 1 : 0;
  }
  return count;
}

// A method that uses more levels than were asked for does not fit the bits.
void require_count(const optimal::Method& method, std::size_t levels,
                   std::size_t wanted) {
  if (levels <= wanted) return;
  fail_at("--method",
          fmt::format("{} gives {} levels where {} were asked for", method.name,
                      levels, wanted),
          "greedy_then_dynamic_program takes as many of them as fit");
}

}  // namespace

LevelsSummary summarize_levels(std::vector<double> numbers,
                               const optimal::Method& method,
                               const SummaryOptions& options) {
  optimal::sort_values(numbers);
  LevelsSummary summary;
  summary.points = numbers.size();
  summary.distinct = count_distinct(numbers);
  const double least = numbers.front();
  const double greatest = numbers.back();
  summary.largest = std::max(std::fabs(least), std::fabs(greatest));
  int exponent = 0;
  if (summary.distinct > options.levels) {
    exponent =
        optimal::safe_exponent(summary.largest, greatest / 2 - least / 2);
  }
  if (exponent != 0) {
    for (double& number : numbers) number = std::ldexp(number, -exponent);
  }
  const optimal::LevelsOptions own_options{.levels = options.levels,
                                           .progress = options.progress};
  if (method.steps != nullptr) {
    constexpr double kStepsASecond = 1e9;
    options.begin(
        method.steps(static_cast<double>(summary.distinct), own_options) /
            kStepsASecond,
        summary.distinct);
  }
  auto own = optimal::solve(method.name, numbers, own_options);
  require_count(method, own.levels.size(), options.levels);
  const auto uniform =
      optimal::solve("uniform", numbers, {.levels = options.levels});
  const auto in_own_units = [exponent](double variance) {
    return std::ldexp(variance, 2 * exponent);
  };
  summary.ratio = own.variance > 0 ? uniform.variance / own.variance
                                   : std::numeric_limits<double>::quiet_NaN();
  summary.variance = in_own_units(own.variance);
  summary.uniform_variance = in_own_units(uniform.variance);
  summary.gap = in_own_units(own.gap);
  summary.least_possible_variance = in_own_units(own.variance - own.gap);
  // -0 is 0.
  for (double& level : own.levels) level = std::ldexp(level, exponent) + 0.0;
  // The smallest doubles may have lost bits on the way.
  own.levels.front() = least;
  own.levels.back() = greatest;
  summary.levels = std::move(own.levels);
  return summary;
}

}  // namespace zipml
