// Optimal levels by a Lagrangian search: for many levels, because its time
// does not grow with them.
#pragma once

#include <cstdint>
#include <vector>

#include "core/optimal/atoms.h"

namespace zipml::optimal {

// With a price on each interval, f(j) = min_{i<j} f(i) + T(i, j) + price, the
// count of intervals is free and one pass of a monotone queue is O(N log N).
// The price that gives s - 1 intervals is searched for, first in double, then
// in double-double; where no price gives that count (ties), the two optimal
// paths on either side are spliced (Aggarwal, Schieber and Tokuyama 1994;
// PROOF.md, step 6). O(N log N) for each of a few passes, memory O(N).
OptimalLevels lagrangian(const Points& points, const LevelsOptions& options);

// The same on atoms, more than `levels` of them.
std::vector<std::uint32_t> lagrangian_path(const Atoms& atoms,
                                           std::size_t levels,
                                           LevelsStatistics& statistics);

}  // namespace zipml::optimal
