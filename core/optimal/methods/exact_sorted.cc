#include "core/optimal/methods/exact_sorted.h"

#include <algorithm>
#include <cmath>

#include "core/optimal/search/coarse_to_fine.h"
#include "core/optimal/search/price_windows.h"
#include "core/optimal/search/sorted_source.h"
#include "core/optimal/sorted_points.h"

namespace zipml::optimal {
namespace {

// From here on priced passes find the first windows faster than layers.
constexpr std::size_t kManyLevels = 48;

// Where windows overlap and do not shrink (log-normal points, s^2 / 2 to 2 s^2
// of them), so many evaluations a point take as long as a price search.
constexpr std::int64_t kMostEvaluations = 100;

// Kept by each thread from one call to the next, because levels are often
// wanted for many features in a row; given back when it has grown large.
struct SortedMemory {
  Checkpoints checkpoints;
  SearchMemory search;
};
constexpr std::size_t kKeptBlocks = 1 << 17;
constexpr std::size_t kKeptCheckpoints = 1 << 15;

SortedMemory& sorted_memory() {
  static thread_local SortedMemory memory;
  return memory;
}

class Release {
 public:
  explicit Release(SortedMemory& memory) : memory_(memory) {}
  Release(const Release&) = delete;
  Release& operator=(const Release&) = delete;
  ~Release() {
    if (memory_.search.blocks.capacity() > kKeptBlocks ||
        memory_.search.spare.capacity() > kKeptBlocks ||
        memory_.checkpoints.moments.capacity() > kKeptCheckpoints) {
      memory_ = SortedMemory();
    }
  }

 private:
  SortedMemory& memory_;
};

}  // namespace

template <typename T>
SortedResult exact_sorted(std::span<const T> values,
                          std::span<const double> weights, const Ends& ends,
                          const LevelsOptions& options,
                          std::span<const PlaceRange> survivors) {
  SortedMemory& memory = sorted_memory();
  const Release release(memory);
  SortedSource<T> source(values, weights, memory.checkpoints);
  if (!source.ascending()) return {SortedEnd::kNotAscending, {}};

  const bool many = options.levels >= kManyLevels;
  Search search(memory.search);
  if (survivors.empty()) {
    source.first_blocks(ends.low, ends.high, first_block_count(options),
                        search.blocks);
  } else {
    source.blocks_of(ends.low, ends.high, survivors, search.blocks);
  }
  search.start(options.levels);
  if (many) {
    restrict_windows(search, source);
    if (options.way == ExactWay::kAutomatic) {
      search.most_evaluations =
          search.statistics.evaluations +
          kMostEvaluations * static_cast<std::int64_t>(values.size());
    }
  }
  SearchResult found = refine(search, source, 0);
  if (found.end == SearchEnd::kGaveUp) return {SortedEnd::kGaveUp, {}};

  OptimalLevels result;
  result.levels = fill_levels(std::move(found.levels), values, options.levels);
  if (wants_new_sum(found, values.size())) {
    result.variance = sorted_variance(values, weights,
                                      std::span<const double>(result.levels));
  } else {
    result.variance = found.cost().hi / source.total().weight.hi;
  }
  result.statistics = std::move(search.statistics);
  result.statistics.way = "coarse-to-fine";
  return {SortedEnd::kSolved, std::move(result)};
}

template SortedResult exact_sorted(std::span<const float>,
                                   std::span<const double>, const Ends&,
                                   const LevelsOptions&,
                                   std::span<const PlaceRange>);
template SortedResult exact_sorted(std::span<const double>,
                                   std::span<const double>, const Ends&,
                                   const LevelsOptions&,
                                   std::span<const PlaceRange>);

}  // namespace zipml::optimal
