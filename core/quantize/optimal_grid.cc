#include "core/quantize/optimal_grid.h"

#include <utility>
#include <vector>

#include "core/optimal/optimal_levels.h"

namespace zipml {
namespace {

std::vector<double> levels_of(const std::vector<float>& points,
                              std::size_t levels, const std::string& method) {
  return optimal::solve(method, points, {.levels = levels}).levels;
}

}  // namespace

LevelGrid optimal_grid(const float* values, std::size_t rows,
                       std::size_t features, std::size_t stride,
                       std::size_t levels, const std::string& method) {
  std::vector<std::vector<double>> per_feature(features);
  std::vector<float> column(rows);
  for (std::size_t j = 0; j < features; ++j) {
    for (std::size_t row = 0; row < rows; ++row) {
      column[row] = values[row * stride + j];
    }
    per_feature[j] = levels_of(column, levels, method);
  }
  return LevelGrid::from_levels(per_feature);
}

LevelGrid global_optimal_grid(const float* values, std::size_t rows,
                              std::size_t features, std::size_t stride,
                              std::size_t levels, const std::string& method) {
  std::vector<float> all;
  all.reserve(rows * features);
  for (std::size_t row = 0; row < rows; ++row) {
    const float* start = values + row * stride;
    all.insert(all.end(), start, start + features);
  }
  return LevelGrid::from_shared_levels(features,
                                       levels_of(all, levels, method));
}

}  // namespace zipml
