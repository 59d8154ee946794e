// The paper's dynamic program: the reference that every other method is
// measured against.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "core/optimal/atoms.h"

namespace zipml::optimal {

// T(k, m) = min_{j < m} T(k - 1, j) + V(j, m), goal T(s - 1, N), with V(j, m)
// = sum_{j<l<m} w_l (x_m - x_l)(x_l - x_j) (section 3; optimal levels are
// points by Lemma 3). O(s N^2) time, O(s N) memory: V is made one column m at
// a time by additions of non-negative terms only,
//   V(j-1, m) = V(j, m) + (x_j - x_{j-1}) sum_{l=j}^{m-1} w_l (x_m - x_l),
// so each entry has a relative error of at most 3 N * 2^-53.
OptimalLevels dynamic_program(const Points& points,
                              const LevelsOptions& options);

// The same on atoms: indices of the levels, min(levels, atoms) of them.
// `evaluations` is raised by the number of transitions looked at; `progress` is
// that of LevelsOptions.
std::vector<std::uint32_t> dynamic_program_path(
    const Atoms& atoms, std::size_t levels, std::int64_t& evaluations,
    const std::function<void(double)>& progress = {});

}  // namespace zipml::optimal
