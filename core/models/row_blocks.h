// Walks a matrix by blocks of rows.
#pragma once

#include <Eigen/Core>
#include <algorithm>

namespace zipml {

// Calls use(start, size) for rows start .. start + size - 1, block after block,
// so few at a time that they stay in cache when they are cast to double.
template <typename Use>
void for_row_blocks(Eigen::Index rows, Use&& use) {
  constexpr Eigen::Index kBlock = 256;
  for (Eigen::Index start = 0; start < rows; start += kBlock) {
    use(start, std::min(kBlock, rows - start));
  }
}

}  // namespace zipml
