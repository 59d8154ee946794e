// The paper's discretisation: levels on M candidates only (Theorem 2).
#pragma once

#include "core/optimal/optimal_levels.h"

namespace zipml::optimal {

// Candidates at the edges of M cells of equal width over [first, last level],
// M = options.candidates; the dynamic program runs over them with the exact
// costs of all points: O(N log N + s M^2) (one scan after the sort). Theorem
// 2, for cells with at most b N / M points and optimal intervals that cross
// at most c M / k cells, a = 1: MV exceeds the optimum by at most
// b k / (4 M^3) + b c^2 / (M k). The result's gap is a certified one, from
// PROOF.md step 5: levels moved to the next edge, a second-order bound
// R^2 max_count / (2 M) / N. UserError: no candidates.
OptimalLevels discretised(const Points& points, const LevelsOptions& options);

}  // namespace zipml::optimal
