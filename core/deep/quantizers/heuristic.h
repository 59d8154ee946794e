// What the authors' code calls optimal levels.
#pragma once

#include "core/deep/quantizers/level_quantizer.h"

namespace zipml {

// -3k, -k, 0, k, 3k times max |w| over the layer, with the k of 0.1, 0.2, 0.3
// whose rounding to nearest has the least squared error; weights beyond are
// clipped (ZipML/caffe, NLEVELS=5 OPTIMAL=1; no dynamic program).
class HeuristicWeights final : public LevelQuantizer {
 public:
  std::vector<float> levels(std::span<const float> weights) const override;
};

}  // namespace zipml
