// Lloyd-Max levels: what minimises the squared error of nearest (biased)
// rounding, used for stochastic rounding.
#pragma once

#include "core/optimal/optimal_levels.h"

namespace zipml::optimal {

// Lloyd's iteration (Lloyd 1982, Max 1960) on the inner levels with the ends
// held: every level moves to the mean of the points nearest to it. Starts at
// the quantiles; stops when no level moves by more than `tolerance` times the
// range, or after `max_sweeps`. O(N log N + sweeps s log N). The
// result's variance is that of stochastic rounding, like every method's.
OptimalLevels lloyd_max(const Points& points, const LevelsOptions& options);

}  // namespace zipml::optimal
