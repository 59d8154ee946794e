// What optimal_levels computes: each task in the file of its name. Rows say all
// about themselves: shape, sizes and what was measured.
#pragma once

#include <vector>

#include "core/harness/cell.h"
#include "core/harness/run_context.h"
#include "experiments/linear/linear_problems.h"

namespace zipml::optimal_levels {

inline constexpr const char* kBruteForceTask = "brute_force";
inline constexpr const char* kOffPointsTask = "off_points";
inline constexpr const char* kDiscretisedTask = "discretised";
inline constexpr const char* kGreedyTask = "greedy";
inline constexpr const char* kMethodsTask = "methods";
inline constexpr const char* kAdversaryTask = "adversary";
inline constexpr const char* kConstructedTask = "constructed";
inline constexpr const char* kFeatureTask = "feature";
inline constexpr const char* kTimingTask = "timing";

// Every set of levels on small instances against the exact methods. A row a
// method: instances, agree, worst (relative difference).
CellResult run_brute_force(const Cell& cell, const RunContext& context);

// Levels anywhere against levels at points (Lemma 3). A row: searches, reached
// (the optimum to 1e-6), advantage (the largest of a search over the reals,
// relative to the optimum; above rounding it would refute the lemma), moves,
// bend (largest departure of the objective from a straight line between
// neighbouring points, relative), better (largest gain of a place between two
// points over both).
CellResult run_off_points(const Cell& cell, const RunContext& context);

// Theorem 2. A row for each number of intervals and candidates: gap (MV above
// the optimum), b, c, printed and halved (bounds), certified (the solver's
// own), optimum.
CellResult run_discretised(const Cell& cell, const RunContext& context);

// ADAQUANT. A row for each number of points, intervals and gamma: greedy_ratio
// (MV over OPT_k), bound (1 + 1/gamma), used, limit and odd_limit (intervals:
// 2 (1 + gamma) k, and 2 ceil((1 + gamma) k) + 1 where no pair is left to
// merge), merges (pairs looked at), comparisons (of their costs, to select
// those that stay split), rounds, program_ratio (the program on the greedy's
// levels over OPT_k).
CellResult run_greedy(const Cell& cell, const RunContext& context);

// A row for each method of the registry: used (levels), ratio (MV over the
// optimum), gap (certified, relative to MV).
CellResult run_methods(const Cell& cell, const RunContext& context);

// A search for instances where the program on the greedy's levels is far from
// OPT_k. A row a number of intervals: instances, start_ratio (worst drawn),
// ratio (worst found), greedy_ratio (worst seen of ADAQUANT itself), points,
// weights, own_levels and exact_levels (lists).
CellResult run_adversary(const Cell& cell, const RunContext& context);

// A family of instances, two intervals. A row a width, and whether the points
// are distinct: width, distinct, multiplicity, ratio, greedy_ratio, own_level,
// exact_level.
CellResult run_constructed(const Cell& cell, const RunContext& context);

// Fig 3 on real data. A row a feature: skewness, distinct, exact and uniform
// (MV), crowding (null where the quartiles coincide), bins, exact_levels,
// uniform_levels.
CellResult run_feature(const Cell& cell, LinearProblems& problems,
                       const RunContext& context);

// A row for each number of levels, method and order of the points: milliseconds
// (the median), ratio (median over the exact method's in the same turn). Its
// cells run alone, and no verdict uses them.
CellResult run_timing(const Cell& cell, const RunContext& context);

inline Value::List list_of(const std::vector<double>& values) {
  return Value::List(values.begin(), values.end());
}

}  // namespace zipml::optimal_levels
