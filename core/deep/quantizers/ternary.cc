#include "core/deep/quantizers/ternary.h"

#include <cmath>
#include <cstddef>

#include "core/deep/quantizers/level_quantizer.h"

namespace zipml {
namespace {

struct Ternary {
  float threshold = 0;
  float scale = 0;
};

Ternary ternary_of(std::span<const float> weights) {
  constexpr double kShare = 0.7;
  Ternary own;
  own.threshold = static_cast<float>(kShare * mean_magnitude(weights));
  double sum = 0;
  std::size_t above = 0;
  for (const float weight : weights) {
    if (std::abs(weight) <= own.threshold) continue;
    sum += std::abs(weight);
    ++above;
  }
  if (above > 0)
    own.scale = static_cast<float>(sum / static_cast<double>(above));
  return own;
}

}  // namespace

void TernaryWeights::quantize(const WeightShape&,
                              std::span<const float> weights,
                              const WeightRounder&,
                              std::span<float> quantized) const {
  const Ternary own = ternary_of(weights);
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const float weight = weights[i];
    quantized[i] = weight > own.threshold    ? own.scale
                   : weight < -own.threshold ? -own.scale
                                             : 0.0f;
  }
}

std::vector<float> TernaryWeights::levels(
    std::span<const float> weights) const {
  const float scale = ternary_of(weights).scale;
  return {-scale, 0, scale};
}

}  // namespace zipml
