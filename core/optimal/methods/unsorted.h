// Optimal levels of points in any order without sorting them.
#pragma once

#include <optional>
#include <span>

#include "core/optimal/optimal_levels.h"
#include "core/optimal/search/bin_source.h"
#include "core/optimal/search/coarse_to_fine.h"

namespace zipml::optimal {

// 1. one pass into log-linear bins; 2. coarse-to-fine on the bins; 3. if the
// bounds are further apart than relative_gap * variance (0: at all), the
// points of the bins that survive are gathered, sorted and searched. Time
// O(N + bins + s^2) for few levels; memory O(bins + survivors). Empty result:
// not safe to square, or the sums are too coarse to tell the optimum (tight
// clusters): sort instead. UserError: NaN, infinity, ends that do not
// contain the points. `values` has more than `options.levels` distinct ones.
template <typename T>
std::optional<OptimalLevels> solve_unsorted(std::span<const T> values,
                                            const LevelsOptions& options,
                                            double relative_gap);

// Are there more than `count` distinct values? Stops as soon as it knows. True
// as well if there is a NaN: whoever asks refuses it later.
template <typename T>
bool has_more_distinct(std::span<const T> values, std::size_t count);

// Step 2 with its result, for a histogram made elsewhere.
OptimalLevels solve_bins(const LogLinearHistogram& histogram, const Ends& ends,
                         const LevelsOptions& options);

}  // namespace zipml::optimal
