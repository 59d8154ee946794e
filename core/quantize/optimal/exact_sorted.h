// Optimal levels of sorted points: about one reading of the data.
#pragma once

#include <optional>
#include <span>

#include "core/quantize/optimal/optimal_levels.h"

namespace zipml::optimal {

// Ascending finite points with weights (empty: 1 each; else positive), whose
// magnitudes are safe to square. Empty result: not ascending, or NaN. The
// ends may reach beyond the points. Time O(N) and a measured 200 s^2, worst
// case O(s N log N); memory O(sqrt(N) + s). T: float or double.
template <typename T>
std::optional<OptimalLevels> exact_sorted(std::span<const T> values,
                                          std::span<const double> weights,
                                          const Ends& ends,
                                          const LevelsOptions& options);

}  // namespace zipml::optimal
