// Levels from one pass over points in any order, with a certified gap.
#pragma once

#include <cstddef>
#include <span>

#include "core/optimal/optimal_levels.h"
#include "core/optimal/search/log_linear_histogram.h"

namespace zipml::optimal {

// One pass into log-linear bins, then coarse-to-fine on the bins: O(N + bins
// + s^2). Stops where gap <= options.relative_gap * variance; where the bins
// alone do not give that, the points of the few surviving bins are read
// again. Levels are bin edges, not points. Weights: the points are sorted.
OptimalLevels near_linear(const Points& points, const LevelsOptions& options);

// The streaming form: chunks of a data set of any size, one pass, memory of
// the bins (about 0.5 MB). The first chunk fixes the bins; for several
// threads or shards, add one chunk, hand each a copy by empty_like(), and
// merge. The result does not depend on the order beyond rounding. No second
// pass: the gap is what the bins give.
class StreamedLevels {
 public:
  // 2^bits bins an octave; 4 <= bits <= 16. UserError otherwise.
  explicit StreamedLevels(int bits = 10);

  // UserError: NaN, infinity, or values beyond 2^400 in magnitude or scales.
  void add(std::span<const double> values);
  void add(std::span<const float> values);

  StreamedLevels empty_like() const;
  // UserError if the bins differ (neither made by empty_like of the other).
  void merge(const StreamedLevels& other);

  std::size_t count() const { return histogram_.count(); }
  // UserError as `solve`; the points so far count.
  OptimalLevels solve(const LevelsOptions& options) const;

 private:
  template <typename T>
  void add_typed(std::span<const T> values);

  int bits_;
  bool has_rule_ = false;
  LogLinearHistogram histogram_;
};

}  // namespace zipml::optimal
