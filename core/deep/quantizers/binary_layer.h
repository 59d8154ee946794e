// Binary weights as in the authors' fork of Caffe (NLEVELS=2).
#pragma once

#include "core/deep/weight_quantizer.h"

namespace zipml {

// q = a sign(w) with a = mean |w| over the layer and sign(0) = 1, whatever the
// rounding. The gradient is set to 0 where |q| > 1: the fork tests the
// quantized weight, where XNOR-Net tests the full-precision one.
class BinaryLayerWeights final : public WeightQuantizer {
 public:
  void quantize(const WeightShape& shape, std::span<const float> weights,
                const WeightRounder& rounder,
                std::span<float> quantized) const override;
  void pull_back(std::span<const float> weights,
                 std::span<const float> quantized,
                 std::span<float> gradient) const override;
  std::vector<float> levels(std::span<const float> weights) const override;
};

}  // namespace zipml
