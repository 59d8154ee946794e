#include "core/deep/quantizers/binary_layer.h"

#include <cmath>

#include "core/deep/quantizers/level_quantizer.h"

namespace zipml {

void BinaryLayerWeights::quantize(const WeightShape&,
                                  std::span<const float> weights,
                                  const WeightRounder&,
                                  std::span<float> quantized) const {
  // Half-way between the two levels lies 0.
  round_to_levels(weights, levels(weights), {}, quantized);
}

void BinaryLayerWeights::pull_back(std::span<const float>,
                                   std::span<const float> quantized,
                                   std::span<float> gradient) const {
  for (std::size_t i = 0; i < gradient.size(); ++i) {
    if (std::abs(quantized[i]) > 1) gradient[i] = 0;
  }
}

std::vector<float> BinaryLayerWeights::levels(
    std::span<const float> weights) const {
  const auto scale = static_cast<float>(mean_magnitude(weights));
  return {-scale, scale};
}

}  // namespace zipml
