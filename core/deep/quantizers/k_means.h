// The levels that rounding to nearest wants.
#pragma once

#include "core/deep/quantizers/level_quantizer.h"

namespace zipml {

// K levels with the least squared error of rounding to nearest over the
// layer's weights: one-dimensional k-means, exact
// (core/optimal/nearest_levels.h). Fewer where there are fewer distinct
// weights.
class KMeansWeights final : public LevelQuantizer {
 public:
  explicit KMeansWeights(int level_count) : level_count_(level_count) {}
  std::vector<float> levels(std::span<const float> weights) const override;

 private:
  int level_count_;
};

}  // namespace zipml
