// The mid-size reference: a plain divide-and-conquer dynamic program.
#pragma once

#include "core/optimal/optimal_levels.h"

namespace zipml::optimal {

// Layers F_t(j) = min_{i<=j} F_{t-1}(i) + T(i, j) with T(i, j) =
// (x_j - x_i)(h_i + h_j), h_j = sum_l w_l max(x_j - x_l, 0): twice the area
// under the chord, equal to V(i, j) up to a constant over paths (PROOF.md,
// step 1). T satisfies the quadrangle inequality, so the least i grows with j
// and each layer takes O(N log N). Time O(s N log N), memory O(s N). Plain
// double: the relative excess is up to about 2^-50 N range^2 / sum of costs.
OptimalLevels divide_and_conquer(const Points& points,
                                 const LevelsOptions& options);

}  // namespace zipml::optimal
