// Blocks over sorted points of some bins only: the last stage of the search
// on unsorted data.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "core/optimal/search/block.h"

namespace zipml::optimal {

// `values` ascend; a block is a range of them whose sums before it are known
// from the bins. Sums of parts are made from the points.
template <typename T>
class GatheredSource final : public BlockSource {
 public:
  GatheredSource(std::span<const T> values, const BlockSource& bins)
      : values_(values), bins_(bins) {}

  double origin() const override { return bins_.origin(); }
  Sums total() const override { return bins_.total(); }
  DoubleDouble second_moment() const override { return bins_.second_moment(); }
  double relative_error() const override { return bins_.relative_error(); }
  bool can_split(const Block& block) const override {
    return block.last > block.first && !block.atomic();
  }
  void split(const Block& block, std::size_t parts,
             std::vector<Block>& out) override {
    const std::size_t size = block.last - block.first;
    parts = std::min(parts, size);
    Sums before = block.before;
    std::size_t first = block.first;
    for (std::size_t k = 1; k <= parts; ++k) {
      const std::size_t last = block.first + size * k / parts;
      const Block part = make(first, last, before);
      before = before + part.sum;
      out.push_back(part);
      first = last;
    }
  }
  void prefetch(const Block&) const override {}
  bool sharpen(std::vector<Block>& blocks) override {
    sharp_ = true;
    sharpen_blocks(blocks, [this](const Block& block) {
      return make(block.first, block.last, block.before).sum;
    });
    return true;
  }
  bool make_exact(std::vector<Block>&) override { return false; }

  // The block of the points first <= i < last. Its sum is made anew.
  Block make(std::size_t first, std::size_t last, const Sums& before) const {
    Block block;
    block.first = first;
    block.last = last;
    block.before = before;
    block.low = static_cast<double>(values_[first]);
    block.high = static_cast<double>(values_[last - 1]);
    DoubleDouble moment;
    if (sharp_) {
      for (std::size_t i = first; i < last; ++i) {
        moment +=
            DoubleDouble::difference(static_cast<double>(values_[i]), origin());
      }
    } else {
      double sum = 0;
      for (std::size_t i = first; i < last; ++i) {
        sum += static_cast<double>(values_[i]) - origin();
      }
      moment = DoubleDouble(sum);
    }
    block.sum = {DoubleDouble(static_cast<double>(last - first)), moment};
    return block;
  }

 private:
  std::span<const T> values_;
  const BlockSource& bins_;
  bool sharp_ = false;
};

}  // namespace zipml::optimal
