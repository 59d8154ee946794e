#include "core/deep/quantizers/heuristic.h"

#include <limits>

namespace zipml {

std::vector<float> HeuristicWeights::levels(
    std::span<const float> weights) const {
  const double largest = largest_magnitude(weights);
  std::vector<float> best;
  double least = std::numeric_limits<double>::infinity();
  for (const double k : {0.1, 0.2, 0.3}) {
    const auto inner = static_cast<float>(k * largest);
    const auto outer = static_cast<float>(3 * k * largest);
    const std::vector<float> levels = {-outer, -inner, 0, inner, outer};
    const double error = nearest_error(weights, levels);
    if (error < least) {
      least = error;
      best = levels;
    }
  }
  return best;
}

}  // namespace zipml
