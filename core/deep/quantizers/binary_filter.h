// Binary weights as in XNOR-Net (Rastegari, Ordonez, Redmon and Farhadi 2016).
#pragma once

#include "core/deep/weight_quantizer.h"

namespace zipml {

// q = a_f sign(w) with a_f = mean |w| over filter f and sign(0) = 1, whatever
// the rounding: the least squared error of binary weights with one scale a
// filter (their equation 6). Before each step W is centred, over the channels
// at each place of a filter's kernel, and clamped to [-1, 1], as their program
// does. Two things are not theirs: they leave the first and the last layer in
// full precision, while here every layer is quantized, as in the authors' fork;
// and their factor on the gradient, n (1 - 1/channels) (1/n + a_f) of n weights
// a filter, is made for Adam, which hardly feels it. Here all quantizers share
// one step size, so the gradient goes straight through.
class BinaryFilterWeights final : public WeightQuantizer {
 public:
  void constrain(const WeightShape& shape,
                 std::span<float> weights) const override;
  void quantize(const WeightShape& shape, std::span<const float> weights,
                const WeightRounder& rounder,
                std::span<float> quantized) const override;
};

}  // namespace zipml
