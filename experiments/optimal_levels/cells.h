// The cells of optimal_levels, made in one place for plan and analysis.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/harness/experiment.h"
#include "experiments/linear/linear_problems.h"

namespace zipml::optimal_levels {

// One part of the experiment. Its cells are: one for each shape (or data set,
// or size) and, where points are drawn, repetition.
struct Task {
  std::string_view name;
  enum class Each { kShape, kSize, kDataSet, kNothing } each;
  std::vector<const char*> parameters;  // of the settings that it reads
  // Rows say all about themselves: shape, sizes and what was measured.
  CellResult (*run)(const Cell& cell, LinearProblems& problems,
                    const RunContext& context);
};

// brute_force: every set of levels on small instances against the exact
//   methods. A row a method: instances, agree, worst (relative difference).
CellResult run_brute_force(const Cell&, LinearProblems&, const RunContext&);
// off_points: levels anywhere against levels at points (Lemma 3). A row:
//   searches, reached (the optimum to 1e-6), advantage (the largest of a search
//   over the reals, relative to the optimum; above rounding it would refute the
//   lemma), moves, bend (largest departure of the objective from a straight
//   line between neighbouring points, relative), better (largest gain of a
//   place between two points over both).
CellResult run_off_points(const Cell&, LinearProblems&, const RunContext&);
// discretised: Theorem 2. A row for each number of intervals and candidates:
//   gap (MV above the optimum), b, c, printed and halved (bounds), certified
//   (the solver's own), optimum.
CellResult run_discretised(const Cell&, LinearProblems&, const RunContext&);
// greedy: ADAQUANT. A row for each number of points, intervals and gamma:
//   greedy_ratio (MV over OPT_k), bound (1 + 1/gamma), used, limit and
//   odd_limit (intervals: 2 (1 + gamma) k, and 2 ceil((1 + gamma) k) + 1 where
//   no pair is left to merge), merges (pairs looked at), rounds, program_ratio
//   (the program on the greedy's levels over OPT_k).
CellResult run_greedy(const Cell&, LinearProblems&, const RunContext&);
// methods: a row for each method of the registry: used (levels), ratio (MV
//   over the optimum), gap (certified, relative to MV).
CellResult run_methods(const Cell&, LinearProblems&, const RunContext&);
// adversary: search for instances where the program on the greedy's levels is
//   far from OPT_k. A row a number of intervals: instances, start_ratio (worst
//   drawn), ratio (worst found), greedy_ratio (worst seen of ADAQUANT itself),
//   points, weights, own_levels and exact_levels (lists).
CellResult run_adversary(const Cell&, LinearProblems&, const RunContext&);
// constructed: a family of instances, two intervals. A row a width, and
//   whether the points are distinct: width, distinct, multiplicity, ratio,
//   greedy_ratio, own_level, exact_level.
CellResult run_constructed(const Cell&, LinearProblems&, const RunContext&);
// feature: Fig 3 on real data. A row a feature: skewness, distinct, exact and
//   uniform (MV), crowding, bins, exact_levels, uniform_levels.
CellResult run_feature(const Cell&, LinearProblems&, const RunContext&);
// timing: a row for each number of levels, method and order of the points:
//   milliseconds (median CPU time), ratio (median over the exact method's in
//   the same turn). The only task that reads a clock: no verdict uses it.
CellResult run_timing(const Cell&, LinearProblems&, const RunContext&);

const std::vector<Task>& tasks();

inline Value::List list_of(const std::vector<double>& values) {
  return Value::List(values.begin(), values.end());
}

// One grid point with its data located.
class CellMaker {
 public:
  CellMaker(const ExperimentInfo& info, const Settings& settings,
            const LinearProblems& problems);

  const Settings& settings() const { return settings_; }
  const std::vector<ProblemSpec>& data() const { return data_; }
  std::vector<Cell> of(const Task& task) const;
  std::vector<Cell> all() const;

 private:
  const ExperimentInfo& info_;
  const Settings& settings_;
  std::vector<ProblemSpec> data_;
};

}  // namespace zipml::optimal_levels
