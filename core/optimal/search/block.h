// Blocks of consecutive sorted points: what the certified coarse-to-fine
// solver sees instead of points (PROOF.md, steps 2 and 3).
#pragma once

#include <cstddef>
#include <vector>

#include "core/optimal/double_double.h"

namespace zipml::optimal {

// Sums of w and of w (x - origin) over some points.
struct Sums {
  DoubleDouble weight;
  DoubleDouble moment;

  friend Sums operator+(const Sums& a, const Sums& b) {
    return {a.weight + b.weight, a.moment + b.moment};
  }
  friend Sums operator-(const Sums& a, const Sums& b) {
    return {a.weight - b.weight, a.moment - b.moment};
  }
};

// The points first <= i < last of a source. The ends of the range of levels
// are blocks of weight 0.
struct Block {
  std::size_t first = 0;
  std::size_t last = 0;
  Sums before;      // of all points below the block
  Sums sum;         // of its own points
  double low = 0;   // all its points lie in [low, high], data units
  double high = 0;  // low == high: atomic, its points are one value

  bool atomic() const { return low == high; }
};

inline Block end_block(double value, const Sums& before) {
  return {.first = 0,
          .last = 0,
          .before = before,
          .sum = {},
          .low = value,
          .high = value};
}

// Where the blocks come from and how they are taken apart.
class BlockSource {
 public:
  virtual ~BlockSource() = default;

  // What moments are taken about; near the mean of the data.
  virtual double origin() const = 0;
  // Over all points.
  virtual Sums total() const = 0;
  virtual DoubleDouble second_moment() const = 0;  // sum w (x - origin)^2
  // Every sum of moments has an error of at most this times the sum of the
  // w |x - origin| that went into it.
  virtual double relative_error() const = 0;
  virtual bool can_split(const Block& block) const = 0;
  // Appends at most `parts` blocks that make up `block`.
  virtual void split(const Block& block, std::size_t parts,
                     std::vector<Block>& out) = 0;
  // Fetches what `split` would read: where it lies is only known here, and
  // the memory's latency would otherwise be paid once a block.
  virtual void prefetch(const Block& block) const = 0;
  // From now on makes sums of parts in double-double, and so remakes those of
  // the ascending `blocks`; of what lies before a run of adjoining blocks the
  // error stays, the same for the whole run. False if the source has bins
  // only.
  virtual bool sharpen(std::vector<Block>& blocks) = 0;
  // Recomputes all sums in double-double, here and in the ascending `blocks`;
  // false if the source cannot.
  virtual bool make_exact(std::vector<Block>& blocks) = 0;
};

// The loop of `sharpen`: exact_sum(block) is the block's sum.
template <typename F>
void sharpen_blocks(std::vector<Block>& blocks, F exact_sum) {
  double end = -1;  // weight up to the end of the block before
  Sums after;
  for (Block& block : blocks) {
    if (block.first == block.last) continue;
    if (block.before.weight.hi == end) block.before = after;
    const double next = block.before.weight.hi + block.sum.weight.hi;
    block.sum = exact_sum(block);
    after = block.before + block.sum;
    end = next;
  }
}

}  // namespace zipml::optimal
