// Uniform levels, the paper's "XNOR5".
#pragma once

#include "core/deep/quantizers/level_quantizer.h"

namespace zipml {

// K levels at equal distances from -max |w| to max |w| over the layer
// (XNOR-Net's q_k by K levels; the authors' fork without OPTIMAL).
class UniformWeights final : public LevelQuantizer {
 public:
  explicit UniformWeights(int level_count) : level_count_(level_count) {}
  std::vector<float> levels(std::span<const float> weights) const override;

 private:
  int level_count_;
};

}  // namespace zipml
