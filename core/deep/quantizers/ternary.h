// Ternary weights (Li, Zhang and Liu 2016, Ternary Weight Networks).
#pragma once

#include "core/deep/weight_quantizer.h"

namespace zipml {

// q = a sign(w) where |w| > d, otherwise 0, with d = 0.7 mean |w| over the
// layer and a the mean |w| of those above it, whatever the rounding (their
// equations 5 and 6: nearly the least squared error for normal weights).
class TernaryWeights final : public WeightQuantizer {
 public:
  void quantize(const WeightShape& shape, std::span<const float> weights,
                const WeightRounder& rounder,
                std::span<float> quantized) const override;
  std::vector<float> levels(std::span<const float> weights) const override;
};

}  // namespace zipml
