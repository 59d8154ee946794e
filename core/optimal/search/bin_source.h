// Blocks over the bins of a histogram.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/optimal/search/block.h"
#include "core/optimal/search/log_linear_histogram.h"

namespace zipml::optimal {

// The bins that have points, with the sums before each.
struct BinTable {
  std::vector<std::uint32_t> index;  // in the histogram
  std::vector<double> weight;        // before
  std::vector<DoubleDouble> moment;  // before
};

// Single bins are not split further: the search ends with bounds.
class BinSource final : public BlockSource {
 public:
  // `memory` is overwritten; both must outlive the source.
  BinSource(const LogLinearHistogram& histogram, BinTable& memory);

  void first_blocks(double low, double high, std::size_t blocks,
                    std::vector<Block>& out);

  double origin() const override { return histogram_.rule().center; }
  Sums total() const override { return total_; }
  DoubleDouble second_moment() const override {
    return histogram_.second_moment();
  }
  double relative_error() const override;
  bool can_split(const Block& block) const override {
    return block.last - block.first > 1;
  }
  void split(const Block& block, std::size_t parts,
             std::vector<Block>& out) override;
  void prefetch(const Block&) const override {}
  bool sharpen(std::vector<Block>&) override { return false; }
  bool make_exact(std::vector<Block>&) override { return false; }

  // Of the place of a block of one bin.
  std::uint32_t histogram_index(const Block& block) const {
    return table_.index[block.first];
  }

 private:
  Block block(std::size_t first, std::size_t last) const;

  const LogLinearHistogram& histogram_;
  BinTable& table_;
  Sums total_;
  double heaviest_ = 0;
};

}  // namespace zipml::optimal
