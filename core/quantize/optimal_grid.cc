#include "core/quantize/optimal_grid.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "core/optimal/solve_rows.h"

namespace zipml {
namespace {

// Values that are copied at a time: columns that a row's cache lines hold are
// read together, and the copy stays small beside the data.
constexpr std::size_t kCopied = std::size_t{1} << 21;

}  // namespace

LevelGrid optimal_grid(const float* values, std::size_t rows,
                       std::size_t features, std::size_t stride,
                       std::size_t levels, const std::string& method,
                       int threads) {
  std::vector<std::vector<double>> per_feature;
  per_feature.reserve(features);
  const std::size_t most =
      std::max(kCopied / std::max<std::size_t>(rows, 1),
               static_cast<std::size_t>(std::max(threads, 1)));
  std::vector<float> columns;
  for (std::size_t first = 0; first < features; first += most) {
    const std::size_t count = std::min(most, features - first);
    columns.resize(count * rows);
    for (std::size_t row = 0; row < rows; ++row) {
      for (std::size_t j = 0; j < count; ++j) {
        columns[j * rows + row] = values[row * stride + first + j];
      }
    }
    const auto points = optimal::matrix_rows(columns.data(), count, rows, rows);
    for (auto& solved :
         optimal::solve_rows(method, points, {.levels = levels}, threads)) {
      per_feature.push_back(std::move(solved.levels));
    }
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
  return LevelGrid::from_shared_levels(
      features, optimal::solve(method, all, {.levels = levels}).levels);
}

}  // namespace zipml
