#include "core/optimal/methods/unsorted.h"

#include <algorithm>
#include <cmath>

#include "core/optimal/atoms.h"
#include "core/optimal/radix_sort.h"
#include "core/optimal/search/gathered_source.h"

namespace zipml::optimal {
namespace {

constexpr int kBits = 11;

struct UnsortedMemory {
  LogLinearHistogram histogram;
  BinTable bins;
  SearchMemory search;
  std::vector<unsigned char> wanted;
};

// Kept from call to call unless it has grown large.
UnsortedMemory& unsorted_memory() {
  static thread_local UnsortedMemory memory;
  constexpr std::size_t kKeptBins = 1 << 17;
  if (memory.histogram.size() > kKeptBins ||
      memory.search.blocks.capacity() > kKeptBins) {
    memory = UnsortedMemory();
  }
  return memory;
}

OptimalLevels to_levels(const Search& search, SearchResult&& found,
                        const BlockSource& source, std::string way) {
  OptimalLevels result;
  found.levels.erase(std::unique(found.levels.begin(), found.levels.end()),
                     found.levels.end());
  result.levels = std::move(found.levels);
  const double weight = source.total().weight.hi;
  result.variance = std::max(found.cost().hi / weight, 0.0);
  result.gap = found.end == SearchEnd::kOptimal
                   ? 0
                   : std::max((found.upper - found.lower).hi / weight, 0.0);
  result.statistics = search.statistics;
  result.statistics.way = std::move(way);
  return result;
}

// The same with the variance summed up anew where the difference of area and
// spread would be too coarse, or where it costs nothing.
template <typename T>
OptimalLevels to_levels(const Search& search, SearchResult&& found,
                        const BlockSource& source, std::string way,
                        std::span<const T> values) {
  const bool anew = wants_new_sum(found, values.size());
  OptimalLevels result =
      to_levels(search, std::move(found), source, std::move(way));
  if (anew) result.variance = rounding_variance(values, result.levels);
  return result;
}

// The points of the bins that windows still hold, in order.
template <typename T>
std::vector<T> gather(std::span<const T> values, const BinSource& bins,
                      const LogLinearHistogram& histogram, const Search& search,
                      std::vector<unsigned char>& wanted) {
  wanted.assign(histogram.size(), 0);
  std::size_t expected = 0;
  for (const Block& block : search.blocks) {
    if (block.first == block.last) continue;
    wanted[bins.histogram_index(block)] = 1;
    expected += static_cast<std::size_t>(block.sum.weight.hi);
  }
  // Every point is written, only wanted ones are kept: no branch. One spare
  // place takes the last unwanted ones.
  std::vector<T> points(expected + 1);
  std::size_t place = 0;
  BinBatch batch;
  const unsigned char* is_wanted = wanted.data() - histogram.first_bin();
  for (std::size_t first = 0; first < values.size(); first += kBinBatch) {
    const std::size_t size = std::min(kBinBatch, values.size() - first);
    fill_batch(values.data() + first, size, histogram.rule(), batch);
    for (std::size_t i = 0; i < size; ++i) {
      points[place] = values[first + i];
      place += is_wanted[batch.bins[i]];
    }
  }
  points.resize(expected);
  sort_values(points);
  return points;
}

}  // namespace

OptimalLevels solve_bins(const LogLinearHistogram& histogram, const Ends& ends,
                         const LevelsOptions& options) {
  BinTable table;
  SearchMemory memory;
  BinSource bins(histogram, table);
  Search search(memory);
  bins.first_blocks(ends.low, ends.high, first_block_count(options),
                    search.blocks);
  search.start(options.levels);
  SearchResult found = refine(search, bins, options.relative_gap);
  return to_levels(search, std::move(found), bins, "log-linear bins");
}

template <typename T>
std::optional<OptimalLevels> solve_unsorted(std::span<const T> values,
                                            const LevelsOptions& options,
                                            double relative_gap) {
  UnsortedMemory& memory = unsorted_memory();
  LogLinearHistogram& histogram = memory.histogram;
  histogram.reset(choose_rule(values, kBits));
  if (!histogram.add(values)) return std::nullopt;
  const Ends ends =
      options.ends.value_or(Ends{histogram.least(), histogram.greatest()});
  check_ends(ends, histogram.least(), histogram.greatest());
  if (safe_exponent(std::max(std::fabs(ends.low), std::fabs(ends.high)),
                    ends.high / 2 - ends.low / 2) != 0) {
    return std::nullopt;
  }

  BinSource bins(histogram, memory.bins);
  Search search(memory.search);
  bins.first_blocks(ends.low, ends.high, first_block_count(options),
                    search.blocks);
  search.start(options.levels);
  SearchResult found = refine(search, bins, relative_gap);
  if (found.end == SearchEnd::kGap) {
    return to_levels(search, std::move(found), bins, "log-linear bins", values);
  }
  if (found.end != SearchEnd::kUnsplit) return std::nullopt;

  const std::vector<T> points =
      gather(values, bins, histogram, search, memory.wanted);
  GatheredSource<T> gathered(points, bins);
  std::size_t first = 0;
  for (Block& block : search.blocks) {
    if (block.first == block.last) continue;
    const auto size = static_cast<std::size_t>(block.sum.weight.hi);
    const Sums sum = block.sum;
    block = gathered.make(first, first + size, block.before);
    block.sum = sum;
    first += size;
  }
  search.statistics.survivors = static_cast<std::int64_t>(points.size());
  found = refine(search, gathered, relative_gap);
  if (found.end == SearchEnd::kInexact) return std::nullopt;
  return to_levels(search, std::move(found), gathered,
                   "log-linear bins, survivors gathered", values);
}

template <typename T>
bool has_more_distinct(std::span<const T> values, std::size_t count) {
  std::vector<T> seen;
  for (const T value : values) {
    if (std::isnan(value)) return true;
    const auto place = std::lower_bound(seen.begin(), seen.end(), value);
    if (place != seen.end() && *place == value) continue;
    seen.insert(place, value);
    if (seen.size() > count) return true;
  }
  return false;
}

template bool has_more_distinct(std::span<const float>, std::size_t);
template bool has_more_distinct(std::span<const double>, std::size_t);

template std::optional<OptimalLevels> solve_unsorted(std::span<const float>,
                                                     const LevelsOptions&,
                                                     double);
template std::optional<OptimalLevels> solve_unsorted(std::span<const double>,
                                                     const LevelsOptions&,
                                                     double);

}  // namespace zipml::optimal
