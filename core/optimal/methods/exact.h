// The exact solver: any order, float or double, weights or none.
#pragma once

#include "core/optimal/optimal_levels.h"

namespace zipml::optimal {

// An optimum up to the rounding of double: the cost of the levels exceeds the
// least by at most 1e-11 relative (tested against 113-bit arithmetic; with
// more than 4,096 points only where the variance is above 1e-18 of the data's
// own). gap = 0. Sorted data is recognised while it is read. `options.way`
// asks for a way; where it cannot be gone (weights or tight clusters in bins)
// a copy is sorted, and `statistics.way` says what was done.
OptimalLevels exact(const Points& points, const LevelsOptions& options);

}  // namespace zipml::optimal
