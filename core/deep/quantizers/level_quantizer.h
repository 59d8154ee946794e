// What quantizers with one set of levels a layer share.
#pragma once

#include <span>
#include <vector>

#include "core/deep/weight_quantizer.h"

namespace zipml {

// Rounds to the levels that a derived class chooses.
class LevelQuantizer : public WeightQuantizer {
 public:
  void quantize(const WeightShape& shape, std::span<const float> weights,
                const WeightRounder& rounder,
                std::span<float> quantized) const override;
  std::vector<float> levels(std::span<const float> weights) const override = 0;
};

// Each weight to one of the ascending levels (at least one). Half-way between
// two it goes up.
void round_to_levels(std::span<const float> weights,
                     std::span<const float> levels,
                     const WeightRounder& rounder, std::span<float> quantized);

// sum (w - its nearest level)^2.
double nearest_error(std::span<const float> weights,
                     std::span<const float> levels);

float largest_magnitude(std::span<const float> weights);
// 0 for no weights.
double mean_magnitude(std::span<const float> weights);

}  // namespace zipml
