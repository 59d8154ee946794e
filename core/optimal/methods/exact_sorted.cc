#include "core/optimal/methods/exact_sorted.h"

#include <algorithm>
#include <cmath>

#include "core/optimal/search/coarse_to_fine.h"
#include "core/optimal/search/price_windows.h"
#include "core/optimal/search/sorted_source.h"
#include "core/optimal/sorted_points.h"

namespace zipml::optimal {
namespace {

// The difference of area and spread is good for 2^-50 * spread; below this
// share of it, or for few points, the levels' variance is summed up anew.
constexpr double kCancellation = 1e-3;
constexpr std::size_t kFewPoints = 1 << 16;

// From here on priced passes find the first windows faster than layers.
constexpr std::size_t kManyLevels = 48;

// Where windows overlap and do not shrink (log-normal points, s^2 / 2 to 2 s^2
// of them), so many evaluations a point take as long as a price search.
constexpr std::int64_t kMostEvaluations = 100;

// Kept by each thread from one call to the next, because levels are often
// wanted for many features in a row; given back when it has grown large.
struct ThreadMemory {
  Checkpoints checkpoints;
  SearchMemory search;
};
constexpr std::size_t kKeptBlocks = 1 << 17;
constexpr std::size_t kKeptCheckpoints = 1 << 15;

ThreadMemory& thread_memory() {
  static thread_local ThreadMemory memory;
  return memory;
}

class Release {
 public:
  explicit Release(ThreadMemory& memory) : memory_(memory) {}
  Release(const Release&) = delete;
  Release& operator=(const Release&) = delete;
  ~Release() {
    if (memory_.search.blocks.capacity() > kKeptBlocks ||
        memory_.search.spare.capacity() > kKeptBlocks ||
        memory_.checkpoints.moments.capacity() > kKeptCheckpoints) {
      memory_ = ThreadMemory();
    }
  }

 private:
  ThreadMemory& memory_;
};

}  // namespace

template <typename T>
SortedResult exact_sorted(std::span<const T> values,
                          std::span<const double> weights, const Ends& ends,
                          const LevelsOptions& options) {
  ThreadMemory& memory = thread_memory();
  const Release release(memory);
  SortedSource<T> source(values, weights, memory.checkpoints);
  if (!source.ascending()) return {SortedEnd::kNotAscending, {}};

  const bool many = options.levels >= kManyLevels;
  const std::size_t wanted =
      options.initial_blocks > 0
          ? options.initial_blocks
          : std::max<std::size_t>(64, 2 * options.levels);
  Search search(memory.search);
  source.first_blocks(ends.low, ends.high, wanted, search.blocks);
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
  const DoubleDouble cost = found.upper - found.spread;
  if (values.size() <= kFewPoints ||
      !(cost.hi > kCancellation * found.spread.hi)) {
    result.variance = sorted_variance(values, weights,
                                      std::span<const double>(result.levels));
  } else {
    result.variance = cost.hi / source.total().weight.hi;
  }
  result.statistics = std::move(search.statistics);
  result.statistics.way = "coarse-to-fine";
  return {SortedEnd::kSolved, std::move(result)};
}

template SortedResult exact_sorted(std::span<const float>,
                                   std::span<const double>, const Ends&,
                                   const LevelsOptions&);
template SortedResult exact_sorted(std::span<const double>,
                                   std::span<const double>, const Ends&,
                                   const LevelsOptions&);

}  // namespace zipml::optimal
