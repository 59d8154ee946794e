// Chooses levels for a few samples, compares them with uniform ones, and
// rounds the samples to them.
#include <cstdio>
#include <vector>

#include "core/base/random.h"
#include "core/optimal/optimal_levels.h"
#include "core/quantize/optimal_grid.h"
#include "core/quantize/quantizer.h"

int main() {
  // The levels of one list of numbers, in any order.
  const std::vector<float> points = {0, 7, 1, 1, 8, 1, 2, 7, 10, 1};
  const auto exact = zipml::optimal::solve("exact", points, {.levels = 4});
  const auto uniform = zipml::optimal::solve("uniform", points, {.levels = 4});
  std::printf("levels:");
  for (const double level : exact.levels) std::printf(" %g", level);
  std::printf("\nvariance: %g, of uniform levels %g\n", exact.variance,
              uniform.variance);

  // The levels of each feature of a matrix (5 samples of 2 features), and an
  // unbiased draw of the first sample.
  const zipml::LevelGrid grid =
      zipml::optimal_grid(points.data(), 5, 2, /*stride=*/2, /*levels=*/3);
  const zipml::Quantizer quantizer(grid, zipml::Rounding::kStochastic);
  const zipml::CounterHash hash(zipml::StreamKey{.seed = 1});
  std::vector<float> drawn(grid.features());
  quantizer.draw(points.data(), hash, /*visit=*/0, drawn.data());
  std::printf("features: %zu, levels a feature: %d, first sample:",
              grid.features(), grid.intervals() + 1);
  for (const float value : drawn) std::printf(" %g", double{value});
  std::printf("\n");
}
