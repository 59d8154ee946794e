// The paper's "general 2-approximation using k intervals", the dynamic program
// on the levels that the greedy leaves, on instances of one's own.
#pragma once

#include <cstddef>
#include <vector>

#include "core/optimal/optimal_levels.h"

namespace zipml::optimal_levels {

struct Instance {
  std::vector<double> points = {};   // ascending, from 0 to 1
  std::vector<double> weights = {};  // multiplicities: whole numbers from 1
  std::size_t intervals = 2;
};

struct Ratios {
  double program = 1, greedy = 0;  // MV over OPT_k
  // Of the optimum, and of the program.
  optimal::OptimalLevels exact = {}, of_program = {};
};

// 1 and 0 without levels of the program where the optimum is rounding itself.
Ratios ratios_of(const Instance& instance);

}  // namespace zipml::optimal_levels
