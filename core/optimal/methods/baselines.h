// Levels by rule, without a look at the objective: what optimal levels are
// compared with.
#pragma once

#include <cstdint>
#include <vector>

#include "core/optimal/atoms.h"

namespace zipml::optimal {

// q_t = low + (high - low) t / (s - 1).
OptimalLevels uniform_levels(const Points& points,
                             const LevelsOptions& options);

// q_t = the least point at or below which lies a share t / (s - 1) of the
// weight. Where ties make levels coincide, neighbouring points fill up.
OptimalLevels quantile_levels(const Points& points,
                              const LevelsOptions& options);
std::vector<std::uint32_t> quantile_path(const Atoms& atoms,
                                         std::size_t levels);

// Exponential levels (NUQSGD, base 1/2): high, high/2, high/4, ... towards 0,
// and 0; the same on the negative side if there are negative points, with the
// levels shared out evenly. If 0 is outside [low, high]: a geometric series
// from low to high, q_t = low (high / low)^(t / (s - 1)).
OptimalLevels logarithmic_levels(const Points& points,
                                 const LevelsOptions& options);

}  // namespace zipml::optimal
