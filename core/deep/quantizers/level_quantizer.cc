#include "core/deep/quantizers/level_quantizer.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstddef>

namespace zipml {
namespace {

// Two levels next to each other meet half-way.
std::vector<float> thresholds(std::span<const float> levels) {
  std::vector<float> between;
  for (std::size_t j = 1; j < levels.size(); ++j) {
    between.push_back(static_cast<float>(
        (static_cast<double>(levels[j - 1]) + levels[j]) / 2));
  }
  return between;
}

// Level by level over blocks of weights: the inner loops have no branches.
constexpr std::size_t kBlock = 1024;

void round_to_nearest(std::span<const float> weights,
                      std::span<const float> levels,
                      std::span<float> quantized) {
  const std::vector<float> between = thresholds(levels);
  for (std::size_t first = 0; first < weights.size(); first += kBlock) {
    const std::size_t last = std::min(first + kBlock, weights.size());
    std::fill(quantized.begin() + static_cast<std::ptrdiff_t>(first),
              quantized.begin() + static_cast<std::ptrdiff_t>(last), levels[0]);
    for (std::size_t j = 0; j < between.size(); ++j) {
      const float threshold = between[j], level = levels[j + 1];
      for (std::size_t i = first; i < last; ++i) {
        quantized[i] = weights[i] >= threshold ? level : quantized[i];
      }
    }
  }
}

void round_stochastically(std::span<const float> weights,
                          std::span<const float> levels,
                          const CounterHash& draws,
                          std::span<float> quantized) {
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const auto above =
        std::upper_bound(levels.begin(), levels.end(), weights[i]);
    if (above == levels.begin()) {
      quantized[i] = levels.front();
    } else if (above == levels.end()) {
      quantized[i] = levels.back();
    } else {
      const double low = above[-1], high = above[0];
      const double uniform = static_cast<double>(draws(i) >> 11) * 0x1p-53;
      const bool up = uniform * (high - low) < weights[i] - low;
      quantized[i] = up ? above[0] : above[-1];
    }
  }
}

}  // namespace

void LevelQuantizer::quantize(const WeightShape&,
                              std::span<const float> weights,
                              const WeightRounder& rounder,
                              std::span<float> quantized) const {
  round_to_levels(weights, levels(weights), rounder, quantized);
}

void round_to_levels(std::span<const float> weights,
                     std::span<const float> levels,
                     const WeightRounder& rounder, std::span<float> quantized) {
  assert(!levels.empty() && weights.size() == quantized.size());
  if (rounder.rounding == WeightRounding::kStochastic) {
    round_stochastically(weights, levels, rounder.draws, quantized);
  } else {
    round_to_nearest(weights, levels, quantized);
  }
}

double nearest_error(std::span<const float> weights,
                     std::span<const float> levels) {
  std::vector<float> quantized(weights.size());
  round_to_nearest(weights, levels, quantized);
  double sum = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const double error = static_cast<double>(quantized[i]) - weights[i];
    sum += error * error;
  }
  return sum;
}

float largest_magnitude(std::span<const float> weights) {
  float largest = 0;
  for (const float weight : weights) {
    largest = std::max(largest, std::abs(weight));
  }
  return largest;
}

double mean_magnitude(std::span<const float> weights) {
  double sum = 0;
  for (const float weight : weights) sum += std::abs(weight);
  return weights.empty() ? 0 : sum / static_cast<double>(weights.size());
}

}  // namespace zipml
