// Blocks over sorted points in memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/optimal/search/block.h"

namespace zipml::optimal {

// Sums at the chunks' starts.
struct Checkpoints {
  std::vector<DoubleDouble> moments;
  std::vector<DoubleDouble> weights;  // of weighted points
  std::vector<double> values;         // the chunks' first
};

// The points first <= i < last.
struct PlaceRange {
  std::size_t first = 0;
  std::size_t last = 0;
};

// Reads the data once to make sums at every chunk of about sqrt(N) / 2 points
// and then only where a block is split. Memory O(sqrt N). T: float or double.
// Weights are empty or positive, one a point.
template <typename T>
class SortedSource final : public BlockSource {
 public:
  // The one pass. `ascending()` is false if the points turn out unsorted or
  // not a number; the pass stops there and nothing else may be used.
  // `memory` is overwritten and must outlive the source. Up to `always_exact`
  // points are summed in double-double at once, which then costs less than
  // deciding about it.
  SortedSource(std::span<const T> values, std::span<const double> weights,
               Checkpoints& memory, std::size_t always_exact = 2048);

  bool ascending() const { return ascending_; }
  // About `blocks` blocks of about equal (width^2 * count)^(1/3), finer
  // towards both ends, between end blocks at `low` and `high`.
  void first_blocks(double low, double high, std::size_t blocks,
                    std::vector<Block>& out);

  // The blocks of the ascending ranges of places, between the same end blocks.
  void blocks_of(double low, double high, std::span<const PlaceRange> ranges,
                 std::vector<Block>& out);

  double origin() const override { return origin_; }
  Sums total() const override { return total_; }
  DoubleDouble second_moment() const override { return second_moment_; }
  double relative_error() const override;
  bool can_split(const Block& block) const override { return !block.atomic(); }
  void split(const Block& block, std::size_t parts,
             std::vector<Block>& out) override;
  void prefetch(const Block& block) const override;
  bool sharpen(std::vector<Block>& blocks) override;
  bool make_exact(std::vector<Block>& blocks) override;

 private:
  Sums sum_directly(std::size_t first, std::size_t last) const;
  // Appends the block [first, last) that follows `before`; returns the sums
  // before the next one.
  Sums append(std::size_t first, std::size_t last, const Sums& before,
              std::vector<Block>& out) const;
  Sums checkpoint(std::size_t chunk) const;
  void fast_pass();
  void exact_pass();

  std::span<const T> values_;
  std::span<const double> weights_;
  double origin_;
  std::size_t chunk_;
  bool exact_ = false;  // all sums are in double-double
  bool sharp_ = false;  // sums of parts are
  bool ascending_ = true;
  Sums total_;
  DoubleDouble second_moment_;
  std::vector<DoubleDouble>& moments_;
  std::vector<DoubleDouble>& masses_;
  std::vector<double>& starts_;
};

extern template class SortedSource<float>;
extern template class SortedSource<double>;

}  // namespace zipml::optimal
