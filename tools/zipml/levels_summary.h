// Levels of one set of numbers, and how good they are.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "core/optimal/registry.h"

namespace zipml {

// Variances are mean rounding variances in squared units of the numbers. One
// that no double holds is infinite, or 0; the ratio is right all the same,
// since numbers whose squares leave the range of doubles are divided by a power
// of two before levels are made.
struct LevelsSummary {
  std::size_t points = 0;
  std::size_t distinct = 0;
  double largest = 0;  // magnitude
  // Ascending; as many as asked for, or one for each distinct number where
  // these are no more.
  std::vector<double> levels = {};
  double variance = 0;
  double uniform_variance = 0;  // of the levels asked for at equal steps
  // uniform_variance / variance; NaN where the variance is 0.
  double ratio = 0;
  double gap = 0;                      // optimal::OptimalLevels::gap
  double least_possible_variance = 0;  // variance - gap

  bool every_point_has_a_level() const { return levels.size() >= distinct; }
};

struct SummaryOptions {
  std::size_t levels = 16;
  // Before a method that takes so many seconds begins.
  std::function<void(double seconds, std::size_t distinct)> begin = {};
  std::function<void(double)> progress = {};  // LevelsOptions::progress
};

// Of at least one finite number. UserError of the method, and where it gives
// more levels than were asked for.
LevelsSummary summarize_levels(std::vector<double> numbers,
                               const optimal::Method& method,
                               const SummaryOptions& options);

}  // namespace zipml
