// Rows a block at a time. Internal to core/models.
#pragma once

#include <Eigen/Core>
#include <algorithm>

namespace zipml {

// Calls use(start, size) for the blocks of `rows` rows: as many rows as stay in
// cache when they are cast to double.
template <typename Use>
void for_row_blocks(Eigen::Index rows, Use&& use) {
  constexpr Eigen::Index kBlock = 256;
  for (Eigen::Index start = 0; start < rows; start += kBlock) {
    use(start, std::min(kBlock, rows - start));
  }
}

}  // namespace zipml
