#include "core/deep/quantizers/full_precision.h"

#include <algorithm>

namespace zipml {

void FullPrecisionWeights::quantize(const WeightShape&,
                                    std::span<const float> weights,
                                    const WeightRounder&,
                                    std::span<float> quantized) const {
  std::copy(weights.begin(), weights.end(), quantized.begin());
}

}  // namespace zipml
