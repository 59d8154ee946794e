// The levels of many vectors at once: rows, blocks, messages, features.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "core/optimal/optimal_levels.h"

namespace zipml::optimal {

// The result r is that of solve(method, rows[r], options), to the bit and
// whatever the number of threads: each row is solved for itself. Rows may
// differ in length, type and weights. `threads` >= 1 of them, the caller's
// among them, take the rows in turn, each with scratch memory that it keeps
// from row to row. options.progress is not called.
//
// UserError as solve, of the first row in order that has one; "threads" if
// there are none.
std::vector<OptimalLevels> solve_rows(std::string_view method,
                                      std::span<const Points> rows,
                                      const LevelsOptions& options = {},
                                      int threads = 1);

// The rows of a row-major matrix of rows x columns, `stride` >= columns values
// apart, as `solve_rows` takes them. Does not own the data. T: float or double.
template <typename T>
std::vector<Points> matrix_rows(const T* values, std::size_t rows,
                                std::size_t columns, std::size_t stride) {
  std::vector<Points> result;
  result.reserve(rows);
  for (std::size_t row = 0; row < rows; ++row) {
    result.emplace_back(std::span<const T>(values + row * stride, columns));
  }
  return result;
}

}  // namespace zipml::optimal
