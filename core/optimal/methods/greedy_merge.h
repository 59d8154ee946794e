// The paper's greedy merging of intervals: ADAQUANT (Algorithm 1, H).
#pragma once

#include <cstdint>
#include <vector>

#include "core/optimal/atoms.h"

namespace zipml::optimal {

// Starts with a level at every distinct point and, while there are more than
// 2 (1 + gamma) k + delta intervals (k = levels - 1), pairs neighbouring
// intervals, leaves the (1 + gamma) k pairs of largest cost unmerged and
// merges all others. Theorem 9: the cost is at most (1 + 1/gamma) times that
// of the best k intervals; it uses more of them, so that `levels` has up to
// 2 (1 + gamma) k + delta + 1 entries. With delta < 1 one interval more, or
// two where (1 + gamma) k is not whole, can be left: every pair is then among
// those that stay split, and the paper's loop would not end. Theorem 8: O(N log
// N) with the sort; each round is linear (selection, not sorting) and merges
// all but a fixed number of pairs. UserError: gamma <= 0 or delta < 0.
OptimalLevels greedy_merge(const Points& points, const LevelsOptions& options);

// The same on atoms: indices of the levels.
std::vector<std::uint32_t> greedy_merge_path(const Atoms& atoms,
                                             const LevelsOptions& options,
                                             LevelsStatistics& statistics);

// The paper's fast method: the dynamic program over the levels that the
// greedy leaves (4k at gamma = 1), O(N log N + k^3). The points between them
// count fully. The paper claims twice the optimum, without proof; gap =
// variance.
OptimalLevels greedy_then_dynamic_program(const Points& points,
                                          const LevelsOptions& options);

}  // namespace zipml::optimal
