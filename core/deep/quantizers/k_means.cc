#include "core/deep/quantizers/k_means.h"

#include "core/optimal/nearest_levels.h"

namespace zipml {

std::vector<float> KMeansWeights::levels(std::span<const float> weights) const {
  const std::vector<double> found =
      optimal::nearest_levels(weights, static_cast<std::size_t>(level_count_));
  return {found.begin(), found.end()};
}

}  // namespace zipml
