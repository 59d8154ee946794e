#include "core/deep/quantizers/uniform.h"

namespace zipml {

std::vector<float> UniformWeights::levels(
    std::span<const float> weights) const {
  const double largest = largest_magnitude(weights);
  std::vector<float> levels;
  for (int j = 0; j < level_count_; ++j) {
    levels.push_back(
        static_cast<float>(largest * (2.0 * j / (level_count_ - 1) - 1)));
  }
  return levels;
}

}  // namespace zipml
