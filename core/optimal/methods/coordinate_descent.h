// ALQ's coordinate descent (Faghri et al., NeurIPS 2020).
#pragma once

#include "core/optimal/optimal_levels.h"

namespace zipml::optimal {

// Each inner level in turn goes to the best point between its neighbours a
// and c: the least b with
//   sum_{a<l<=b} w_l >= sum_{a<l<c} w_l (x_c - x_l) / (x_c - x_a),
// ALQ's stationary point F(b) = F(c) - int_a^c (r - a) / (c - a) dF on an
// empirical distribution. MV never rises; it ends in a local optimum, after a
// sweep without a change or `max_sweeps`. Starts at the quantiles.
// O(N log N + sweeps s log N).
OptimalLevels coordinate_descent(const Points& points,
                                 const LevelsOptions& options);

}  // namespace zipml::optimal
