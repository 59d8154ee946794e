// Optimal levels of sorted points: about one reading of the data.
#pragma once

#include <span>

#include "core/optimal/optimal_levels.h"
#include "core/optimal/search/sorted_source.h"

namespace zipml::optimal {

enum class SortedEnd {
  kSolved,
  kNotAscending,  // or NaN
  kGaveUp,        // the windows do not shrink: a price search is faster
};

struct SortedResult {
  SortedEnd end = SortedEnd::kSolved;
  OptimalLevels levels;  // when solved
};

// Ascending finite points with weights (empty: 1 each; else positive), whose
// magnitudes are safe to square. The ends may reach beyond the points. It
// gives up for ExactWay::kAutomatic only. Time O(N) and a measured 200 s^2,
// worst case O(s N log N); memory O(sqrt(N) + s). T: float or double.
// `survivors`, if any: the ascending ranges of places, each of one value, that
// levels of every optimum are known to stand on.
template <typename T>
SortedResult exact_sorted(std::span<const T> values,
                          std::span<const double> weights, const Ends& ends,
                          const LevelsOptions& options,
                          std::span<const PlaceRange> survivors = {});

}  // namespace zipml::optimal
