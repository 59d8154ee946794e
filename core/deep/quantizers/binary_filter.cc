#include "core/deep/quantizers/binary_filter.h"

#include <algorithm>

#include "core/deep/quantizers/level_quantizer.h"

namespace zipml {

void BinaryFilterWeights::constrain(const WeightShape& shape,
                                    std::span<float> weights) const {
  const auto places = static_cast<std::size_t>(shape.places);
  const auto filter_size = static_cast<std::size_t>(shape.filter_size());
  // One channel has nothing to be centred among: it would be 0.
  if (shape.channels > 1) {
    for (std::size_t f = 0; f < weights.size(); f += filter_size) {
      for (std::size_t p = 0; p < places; ++p) {
        double sum = 0;
        for (std::size_t i = f + p; i < f + filter_size; i += places) {
          sum += weights[i];
        }
        const auto mean = static_cast<float>(sum / shape.channels);
        for (std::size_t i = f + p; i < f + filter_size; i += places) {
          weights[i] -= mean;
        }
      }
    }
  }
  for (float& weight : weights) weight = std::clamp(weight, -1.0f, 1.0f);
}

void BinaryFilterWeights::quantize(const WeightShape& shape,
                                   std::span<const float> weights,
                                   const WeightRounder&,
                                   std::span<float> quantized) const {
  const auto filter_size = static_cast<std::size_t>(shape.filter_size());
  for (std::size_t f = 0; f < weights.size(); f += filter_size) {
    const std::span<const float> filter = weights.subspan(f, filter_size);
    const auto scale = static_cast<float>(mean_magnitude(filter));
    round_to_levels(filter, std::vector<float>{-scale, scale}, {},
                    quantized.subspan(f, filter_size));
  }
}

}  // namespace zipml
