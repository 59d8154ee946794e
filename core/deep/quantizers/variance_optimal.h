// The paper's optimal levels (section 3), for weights.
#pragma once

#include "core/deep/quantizers/level_quantizer.h"

namespace zipml {

// K levels with the least variance of stochastic rounding over the layer's
// weights (core/optimal, exact). The least and the greatest weight are among
// them. With rounding to nearest this is another objective than the one that
// counts (erratum X16). Fewer than K where there are fewer distinct weights.
class VarianceOptimalWeights final : public LevelQuantizer {
 public:
  explicit VarianceOptimalWeights(int level_count)
      : level_count_(level_count) {}
  std::vector<float> levels(std::span<const float> weights) const override;

 private:
  int level_count_;
};

}  // namespace zipml
