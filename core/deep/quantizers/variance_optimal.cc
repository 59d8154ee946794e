#include "core/deep/quantizers/variance_optimal.h"

#include "core/optimal/optimal_levels.h"

namespace zipml {

std::vector<float> VarianceOptimalWeights::levels(
    std::span<const float> weights) const {
  const optimal::OptimalLevels found = optimal::solve(
      "exact", weights, {.levels = static_cast<std::size_t>(level_count_)});
  return {found.levels.begin(), found.levels.end()};
}

}  // namespace zipml
