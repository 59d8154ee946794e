// The certified coarse-to-fine search: bounds on blocks, windows that shrink,
// blocks that split, until the bounds meet (PROOF.md).
#pragma once

#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <vector>

#include "core/optimal/optimal_levels.h"
#include "core/optimal/search/block.h"
#include "core/optimal/search/bounds.h"

namespace zipml::optimal {

// Memory that rounds and searches hand on to each other: fresh pages cost
// more than the arithmetic that fills them.
struct SearchMemory {
  Bounds<double> fast;
  Bounds<DoubleDouble> precise;
  std::vector<Block> blocks;
  std::vector<Block> spare;

  template <typename Real>
  Bounds<Real>& bounds() {
    if constexpr (std::is_same_v<Real, double>) {
      return fast;
    } else {
      return precise;
    }
  }
};

// How many blocks a search starts with: as `options` say, or chosen from the
// number of levels.
std::size_t first_block_count(const LevelsOptions& options);

// A round aims at this much smaller a gap.
inline constexpr double kGapFactor = 4;

// What the search knows. `blocks` ascend; the first and the last are the end
// blocks; windows[t] are the blocks that level t of an optimum may still
// touch, and only blocks of windows are kept.
struct Search {
  explicit Search(SearchMemory& borrowed)
      : memory(borrowed), blocks(borrowed.blocks) {
    blocks.clear();
  }
  // All inner levels may be anywhere in `blocks`.
  void start(std::size_t levels);

  SearchMemory& memory;
  std::vector<Block>& blocks;
  std::vector<Window> windows;
  LevelsStatistics statistics;
  // refine() gives up after so many evaluations; 0: never.
  std::int64_t most_evaluations = 0;
};

// Splits the blocks of windows that can be split, so that each may hold about
// `target` of the gap, and drops all others.
void split_windows(Search& search, BlockSource& source,
                   const Bounds<double>& bounds, double target);

enum class SearchEnd {
  kOptimal,  // bounds met: the levels are an optimum
  kGap,      // the gap is within what was asked for
  kUnsplit,  // the source has no finer blocks: bounds stand
  kInexact,  // the source's sums are too coarse to tell the optimum
  kGaveUp,   // search.most_evaluations are used up: bounds stand
};

struct SearchResult {
  SearchEnd end = SearchEnd::kOptimal;
  std::vector<double> levels;  // of the upper bound
  // Areas, i.e. sum w (b - x)(x - a) + sum w (x - mean)^2. `lower` is at or
  // below the least area over all sets of levels, rounding included.
  DoubleDouble upper;
  DoubleDouble lower;
  // sum w (x - mean)^2: cost = area - spread.
  DoubleDouble spread;

  DoubleDouble cost() const { return upper - spread; }
};

// Whether the variance of the levels of so many points had better be summed up
// anew: the cost, a difference, is good for 2^-50 * spread only, and few
// points are quickly read.
bool wants_new_sum(const SearchResult& result, std::size_t points);

// Runs until the bounds meet or differ by at most relative_gap * cost.
SearchResult refine(Search& search, BlockSource& source, double relative_gap);

}  // namespace zipml::optimal
