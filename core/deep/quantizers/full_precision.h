// Q(W) = W.
#pragma once

#include "core/deep/weight_quantizer.h"

namespace zipml {

class FullPrecisionWeights final : public WeightQuantizer {
 public:
  void quantize(const WeightShape& shape, std::span<const float> weights,
                const WeightRounder& rounder,
                std::span<float> quantized) const override;
};

}  // namespace zipml
