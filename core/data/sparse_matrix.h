// A matrix of which few values are kept, row after row.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace zipml {

// Row r has the values value[begin[r]] ... value[begin[r + 1] - 1], in the
// columns of the same numbers, which ascend; all others are 0.
struct SparseMatrix {
  std::size_t columns = 0;
  std::vector<std::size_t> begin = {0};  // rows + 1 of them
  std::vector<std::uint32_t> column = {};
  std::vector<float> value = {};

  std::size_t rows() const { return begin.size() - 1; }
  std::size_t size() const { return value.size(); }  // of all rows
  std::size_t row_size(std::size_t row) const {
    return begin[row + 1] - begin[row];
  }
  std::size_t largest_row() const {
    std::size_t largest = 0;
    for (std::size_t row = 0; row < rows(); ++row) {
      if (row_size(row) > largest) largest = row_size(row);
    }
    return largest;
  }
  std::span<const std::uint32_t> row_columns(std::size_t row) const {
    return std::span(column).subspan(begin[row], row_size(row));
  }
  std::span<const float> row_values(std::size_t row) const {
    return std::span(value).subspan(begin[row], row_size(row));
  }
};

}  // namespace zipml
