#include "core/quantize/optimal/exact_sorted.h"

#include <algorithm>
#include <cmath>

#include "core/quantize/optimal/coarse_to_fine.h"
#include "core/quantize/optimal/sorted_points.h"
#include "core/quantize/optimal/sorted_source.h"

namespace zipml::optimal {
namespace {

// The difference of area and spread is good for 2^-50 * spread; below this
// share of it, or for few points, the levels' variance is summed up anew.
constexpr double kCancellation = 1e-3;
constexpr std::size_t kFewPoints = 1 << 16;

}  // namespace

template <typename T>
std::optional<OptimalLevels> exact_sorted(std::span<const T> values,
                                          std::span<const double> weights,
                                          const Ends& ends,
                                          const LevelsOptions& options) {
  SortedSource<T> source(values, weights);
  if (!source.ascending()) return std::nullopt;

  const std::size_t wanted =
      options.initial_blocks > 0
          ? options.initial_blocks
          : std::max<std::size_t>(64, 2 * options.levels);
  Search search = start_search(source.first_blocks(ends.low, ends.high, wanted),
                               options.levels);
  SearchResult found = refine(search, source, 0);

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
  return result;
}

template std::optional<OptimalLevels> exact_sorted(std::span<const float>,
                                                   std::span<const double>,
                                                   const Ends&,
                                                   const LevelsOptions&);
template std::optional<OptimalLevels> exact_sorted(std::span<const double>,
                                                   std::span<const double>,
                                                   const Ends&,
                                                   const LevelsOptions&);

}  // namespace zipml::optimal
