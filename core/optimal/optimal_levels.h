// Optimal quantization levels in one dimension: the one interface of every
// method (ZipML section 3 and supplement H, I).
//
// Problem. Points x_1 ... x_N with weights w. Stochastic rounding to levels
// q_0 < q_1 < ... < q_{s-1} sends x in [a, b], two neighbouring levels, to b
// with probability (x - a) / (b - a) and to a otherwise: unbiased, with
// variance (b - x)(x - a). The mean rounding variance is
//
//   MV(q) = (1 / sum_i w_i) sum_i w_i (b(x_i) - x_i)(x_i - a(x_i)),
//
// the paper's MV. A method chooses levels that make it small; the ends are
// fixed to the least and the greatest point, or to ends that the caller
// gives (the paper's 0 and 1). Counts: `levels` = s counts both ends, so it
// is s - 1 intervals; the paper's "k intervals" are levels = k + 1, and b
// bits are levels = 2^b.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/optimal/points.h"

namespace zipml::optimal {

// How `exact` goes about it. Every way gives an optimum.
enum class ExactWay {
  kAutomatic,     // from the order and the numbers of points and levels
  kCoarseToFine,  // certified coarse-to-fine on sorted points
  kLagrangian,    // Lagrangian search on sorted points; many levels
  kHistogram,     // any order: log-linear bins, bounds, gather what survives
};

struct Ends {
  double low = 0;
  double high = 1;
};

struct LevelsOptions {
  // s, both ends included; at least 2.
  std::size_t levels = 16;
  // First and last level; without it the least and the greatest point.
  std::optional<Ends> ends = {};

  // `exact`.
  ExactWay way = ExactWay::kAutomatic;
  // `exact`: blocks of the first, coarsest scale; 0 = chosen from s.
  std::size_t initial_blocks = 0;
  // `near_linear` stops at gap <= relative_gap * variance.
  double relative_gap = 1e-5;
  // `discretised`: M, cells of equal width over [first, last level].
  std::size_t candidates = 1000;
  // `greedy_merge`, `greedy_then_dynamic_program`: ADAQUANT's parameters.
  double gamma = 1;
  double delta = 0;
  // `lloyd_max` and `coordinate_descent`: sweeps at most, and the relative
  // change of the objective below which they stop.
  int max_sweeps = 1000;
  double tolerance = 1e-12;
  // `dynamic_program`: told the share of the work that is done, 0 to 1, after
  // every 2^28 transitions: a few times a second at most.
  std::function<void(double)> progress = {};
};

struct LevelsStatistics {
  std::string way = {};          // what was done, e.g. "coarse-to-fine"
  std::int64_t evaluations = 0;  // of an interval's cost
  // Of two costs, where a method selects among them (the greedy ones).
  std::int64_t comparisons = 0;
  int rounds = 0;              // refinements, sweeps or multipliers tried
  std::int64_t survivors = 0;  // candidates left in the last round
};

struct OptimalLevels {
  // Strictly ascending, first and last are the ends. As many as asked for, or
  // fewer if there are fewer distinct points (and ends): then these are the
  // levels and the variance is 0. `greedy_merge` may give
  // more intervals, see greedy_merge.h.
  std::vector<double> levels;
  // MV of these levels, in squared units of the points. +infinity if it
  // exceeds the range of double (the levels are still right).
  double variance = 0;
  // Certificate: variance - gap <= min MV over all sets of `levels` levels,
  // up to the rounding of double. 0 for the exact methods; where a method
  // has no lower bound of its own, gap = variance (0 is always one).
  double gap = 0;
  LevelsStatistics statistics;
};

// Runs the method of that name (registry.h lists them). UserError: unknown
// name, no points, NaN or infinity, bad weights (negative, not finite, all
// zero, wrong count), fewer than 2 levels, ends that do not contain the
// points, an option out of range, or more points and levels than the method has
// memory for.
OptimalLevels solve(std::string_view method, const Points& points,
                    const LevelsOptions& options = {});

// MV of given ascending levels, first <= all points <= last: each point finds
// its interval, O(N log s), compensated sum. UserError: as solve, and levels
// that do not ascend or do not contain the points.
double rounding_variance(const Points& points, std::span<const double> levels);

}  // namespace zipml::optimal
