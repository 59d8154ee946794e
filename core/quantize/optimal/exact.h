// The exact solver: any order, float or double, weights or none.
#pragma once

#include "core/quantize/optimal/optimal_levels.h"

namespace zipml::optimal {

// An optimum up to the rounding of double: the cost of the levels exceeds the
// least by at most 1e-11 relative wherever the variance is above 1e-20 of
// that of the data (tested against 113-bit arithmetic). gap = 0. Sorted data
// is recognised while it is read. `options.way` forces a way; UserError if it
// cannot be gone (kCoarseToFine and kLagrangian sort a copy if need be;
// kHistogram takes no weights).
OptimalLevels exact(const Points& points, const LevelsOptions& options);

}  // namespace zipml::optimal
