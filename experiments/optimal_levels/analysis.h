// From the results of optimal_levels to its findings.
#pragma once

#include <vector>

#include "core/harness/findings/findings.h"
#include "experiments/linear/linear_problems.h"
#include "experiments/optimal_levels/rows.h"

namespace zipml::optimal_levels {

// A data set, a row a feature.
struct FeatureSet {
  ProblemSpec problem = {};
  Rows features = {};

  // The feature that is shown: the most left-skewed of those with enough
  // different values for so many levels to be a choice; nullptr without one.
  const Record* shown(std::int64_t levels) const;
};

// The rows of every cell that gave a result, by task (tasks.h), with the
// repetition that they are of.
struct TaskRows {
  Rows brute_force = {}, off_points = {}, discretised = {}, greedy = {},
       methods = {}, adversary = {}, constructed = {}, timing = {};
  std::vector<FeatureSet> sets = {};
  std::vector<std::string> shapes = {};  // that points are drawn from
  // Parameters: of the methods' instances, and of the features.
  std::int64_t methods_points = 0, methods_levels = 0, figure_levels = 0;
};

std::vector<Table> make_tables(const TaskRows& rows);
// What is timed, ascending: points, as log2 of their number, and levels.
struct TimingGrid {
  std::vector<int> log2_points = {}, levels = {};
};
// Machine-dependent.
std::vector<Table> make_timing_tables(const Rows& timing,
                                      const TimingGrid& grid);
std::vector<Figure> make_figures(const TaskRows& rows);
std::vector<Verdict> make_verdicts(const TaskRows& rows);

}  // namespace zipml::optimal_levels
