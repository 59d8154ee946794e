#include "core/optimal/methods/exact.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>
#include <span>
#include <vector>

#include "core/optimal/atoms.h"
#include "core/optimal/carried_sum.h"
#include "core/optimal/methods/dynamic_program.h"
#include "core/optimal/methods/exact_priced.h"
#include "core/optimal/methods/exact_sorted.h"
#include "core/optimal/methods/lagrangian.h"
#include "core/optimal/methods/unsorted.h"
#include "core/optimal/radix_sort.h"
#include "core/optimal/sorted_points.h"

namespace zipml::optimal {
namespace {

// A sorted copy with the points of weight 0 left out; the range of levels
// still covers them.
template <typename T>
struct SortedCopy {
  std::vector<T> values;
  std::vector<double> weights;

  SortedCopy(std::span<const T> x, std::span<const double> w) {
    if (w.empty()) {
      values.assign(x.begin(), x.end());
      sort_values(values);
      return;
    }
    std::vector<std::uint32_t> order;
    for (std::size_t i = 0; i < x.size(); ++i) {
      if (w[i] > 0) order.push_back(static_cast<std::uint32_t>(i));
    }
    std::sort(order.begin(), order.end(),
              [&](std::uint32_t a, std::uint32_t b) { return x[a] < x[b]; });
    for (const std::uint32_t i : order) {
      values.push_back(x[i]);
      weights.push_back(w[i]);
    }
  }
};

// Above these the bins save less than sorting costs.
constexpr std::size_t kMostUnsortedLevels = 64;
constexpr std::size_t kFewUnsortedPoints = 8192;

bool goes_unsorted(std::size_t size, const LevelsOptions& options) {
  if (options.way == ExactWay::kAutomatic) {
    return size > kFewUnsortedPoints && options.levels <= kMostUnsortedLevels;
  }
  return options.way == ExactWay::kHistogram;
}

// The windows of very many levels cover most of the points; a price search
// does not care.
bool goes_lagrangian(std::size_t size, const LevelsOptions& options) {
  if (options.way == ExactWay::kAutomatic) {
    return options.levels * options.levels / 2 > size && size > 256;
  }
  return options.way == ExactWay::kLagrangian;
}

struct Range {
  double least;
  double greatest;
};

template <typename T>
Range check_values(std::span<const T> values) {
  Range range{static_cast<double>(values[0]), static_cast<double>(values[0])};
  for (std::size_t i = 0; i < values.size(); ++i) {
    const auto x = static_cast<double>(values[i]);
    if (!std::isfinite(x)) throw_not_finite(i, x);
    range.least = std::min(range.least, x);
    range.greatest = std::max(range.greatest, x);
  }
  return range;
}

// Extreme data: the small methods' scaled atoms, solved as weighted points.
OptimalLevels solve_scaled(const Points& points, const LevelsOptions& options) {
  const Atoms atoms = make_atoms(points, options);
  if (atoms.size() <= options.levels) return all_atoms(atoms);
  LevelsOptions inner = options;
  inner.ends = Ends{atoms.x.front(), atoms.x.back()};
  OptimalLevels result = exact(Points(atoms.x, atoms.w), inner);
  return finish(atoms, std::move(result.levels), 0,
                std::move(result.statistics));
}

// Where the cost is a smaller share of the spread, see is_swamped.
constexpr double kSwampedShare = 1e-18;

// Areas are cost + spread, in 106 bits. Where the cost is so small a share of
// the spread that ties are no longer told apart, and the points are few, the
// paper's program decides: its costs are sums of non-negative terms.
bool is_swamped(const Points& points, const OptimalLevels& result) {
  constexpr std::size_t kMost = 4096;
  if (points.size() > kMost || result.variance == 0) return false;
  double weight = 0;
  double moment = 0;
  const double first = points.value(0);
  for (std::size_t i = 0; i < points.size(); ++i) {
    weight += points.weight(i);
    moment += points.weight(i) * (points.value(i) - first);
  }
  double spread = 0;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const double about = points.value(i) - first - moment / weight;
    spread += points.weight(i) * about * about;
  }
  return std::isfinite(spread) &&
         result.variance * weight < kSwampedShare * spread;
}

// Kept by each thread from one call to the next: a row of some ten points is
// solved in the time of a few allocations.
template <typename T>
struct PricedMemory {
  std::vector<T> sorted;
  PointCurve curve;
  PricedSearch search;
  std::vector<PlaceRange> places;
};

template <typename T>
PricedMemory<T>& priced_memory() {
  static thread_local PricedMemory<T> memory;
  return memory;
}

// Up to so many points sorting all takes less than bins.
constexpr std::size_t kMostPriced = 1 << 16;
// Beyond both of these, sums of blocks beat a look at every point.
constexpr std::size_t kMostCurved = 1 << 13;
constexpr std::size_t kMostALevel = 2048;

// Which of several sums, all of them right, the variance is: the one that the
// other ways would make of the same points, so that it does not depend on the
// way to the last bit.
enum class VarianceSum {
  kSorted,  // sorted_variance: exact_sorted
  kPoints,  // rounding_variance, in any order: solve_unsorted
  kAtoms,   // of merged points: lagrangian
};

VarianceSum variance_sum(std::size_t size, bool is_sorted,
                         const LevelsOptions& options) {
  if (goes_lagrangian(size, options)) return VarianceSum::kAtoms;
  return !is_sorted && goes_unsorted(size, options) ? VarianceSum::kPoints
                                                    : VarianceSum::kSorted;
}

double total_of(const CarriedSum (&sums)[4]) {
  DoubleDouble sum;
  for (const CarriedSum& part : sums) sum += part.both();
  return sum.hi;
}

double atoms_variance(const PointCurve& curve, std::span<const double> levels) {
  CarriedSum sums[4];
  std::uint32_t i = 0;
  for (std::size_t t = 1; t < levels.size(); ++t) {
    for (; i < curve.size() && curve.value[i] <= levels[t]; ++i) {
      const double x = curve.value[i];
      const double weight = curve.total - curve.above(i) - curve.below[i];
      sums[i % 4].add(weight * ((levels[t] - x) * (x - levels[t - 1])));
    }
  }
  return total_of(sums) / curve.total;
}

template <typename T>
double points_variance(std::span<const T> sorted,
                       std::span<const double> levels) {
  CarriedSum sums[4];
  std::size_t first = 0;
  for (std::size_t t = 1; t < levels.size(); ++t) {
    const double a = levels[t - 1];
    const double b = levels[t];
    const auto last = static_cast<std::size_t>(
        std::upper_bound(
            sorted.begin() + static_cast<std::ptrdiff_t>(first), sorted.end(),
            b,
            [](double level, T x) { return level < static_cast<double>(x); }) -
        sorted.begin());
    for (; first + 4 <= last; first += 4) {
      for (std::size_t k = 0; k < 4; ++k) {
        const auto x = static_cast<double>(sorted[first + k]);
        sums[k].add((b - x) * (x - a));
      }
    }
    for (; first < last; ++first) {
      const auto x = static_cast<double>(sorted[first]);
      sums[0].add((b - x) * (x - a));
    }
  }
  return total_of(sums) / static_cast<double>(sorted.size());
}

// Several sets of levels are the best, or nearly: 106 bits decide, on the
// points that are left.
template <typename T>
std::optional<OptimalLevels> solve_tied(
    std::span<const T> sorted, const Ends& ends, const LevelsOptions& options,
    const PointCurve& curve, std::span<const std::uint32_t> survivors,
    std::vector<PlaceRange>& places) {
  places.clear();
  for (const std::uint32_t i : survivors) {
    const auto first = static_cast<std::size_t>(curve.below[i]);
    const auto last = static_cast<std::size_t>(curve.total - curve.above(i));
    if (first < last) places.push_back({first, last});
  }
  SortedResult result = exact_sorted(sorted, {}, ends, options, places);
  if (result.end != SortedEnd::kSolved) return std::nullopt;
  return std::move(result.levels);
}

// The way of short vectors. Empty where it does not apply: few distinct
// points, magnitudes that are not safe to square, or an optimum that double
// does not tell from the second best.
template <typename T>
std::optional<OptimalLevels> solve_priced(std::span<const T> values,
                                          const Points& points,
                                          const LevelsOptions& options) {
  const Range range = check_values(values);
  const Ends ends = options.ends.value_or(Ends{range.least, range.greatest});
  check_ends(ends, range.least, range.greatest);
  const double largest = std::max(std::fabs(ends.low), std::fabs(ends.high));
  if (safe_exponent(largest, ends.high / 2 - ends.low / 2) != 0) {
    return std::nullopt;
  }
  PricedMemory<T>& memory = priced_memory<T>();
  std::span<const T> sorted = values;
  const bool is_sorted = std::is_sorted(values.begin(), values.end());
  if (!is_sorted) {
    sort_values(values, memory.sorted);
    sorted = memory.sorted;
  }
  if (values.size() > std::max(kMostCurved, kMostALevel * options.levels)) {
    // Too many points to look at each for a few windows.
    if (distinct_values(sorted, options.levels + 1).size() <= options.levels) {
      return std::nullopt;
    }
    SortedResult found = exact_sorted(sorted, {}, ends, options);
    if (found.end != SortedEnd::kSolved) return std::nullopt;
    if (variance_sum(values.size(), is_sorted, options) ==
        VarianceSum::kPoints) {
      found.levels.variance =
          points_variance(sorted, std::span<const double>(found.levels.levels));
    }
    return std::move(found.levels);
  }
  memory.curve.assign(sorted, ends);
  OptimalLevels result;
  if (memory.curve.size() <= options.levels) {
    result.levels = memory.curve.value;
    result.statistics = {.way = "every distinct value",
                         .survivors = memory.curve.size()};
    return result;
  }
  const PricedEnd end = memory.search.solve(memory.curve, options.levels);
  const std::vector<std::uint32_t>& survivors = memory.search.survivors();
  if (end == PricedEnd::kTied && !goes_lagrangian(values.size(), options)) {
    auto tied = solve_tied(sorted, ends, options, memory.curve, survivors,
                           memory.places);
    if (tied && is_swamped(points, *tied)) {
      return dynamic_program(points, options);
    }
    return tied;
  }
  if (end != PricedEnd::kSolved) return std::nullopt;

  result.levels.reserve(options.levels);
  for (const std::uint32_t i : survivors) {
    result.levels.push_back(memory.curve.value[i]);
  }
  const VarianceSum kind = variance_sum(values.size(), is_sorted, options);
  const std::span<const double> levels(result.levels);
  result.variance =
      kind == VarianceSum::kSorted   ? sorted_variance(sorted, {}, levels)
      : kind == VarianceSum::kPoints ? points_variance(sorted, levels)
                                     : atoms_variance(memory.curve, levels);
  if (result.variance * memory.curve.total <
      10 * kSwampedShare * memory.search.area()) {
    return std::nullopt;
  }
  result.statistics = {.way = "prices",
                       .evaluations = memory.search.evaluations(),
                       .rounds = memory.search.rounds(),
                       .survivors = memory.curve.size()};
  return result;
}

template <typename T>
OptimalLevels exact_typed(std::span<const T> values, const Points& points,
                          const LevelsOptions& options) {
  if (goes_lagrangian(values.size(), options)) {
    return lagrangian(points, options);
  }
  const std::span<const double> weights = points.weights();
  // Sorted data is not read twice: its ends are known, and whether it is
  // sorted shows on the way.
  const bool all_weigh = std::all_of(weights.begin(), weights.end(),
                                     [](double w) { return w > 0; });
  const bool maybe_sorted = all_weigh && values.front() <= values.back() &&
                            std::isfinite(values.front()) &&
                            std::isfinite(values.back());
  Range range{static_cast<double>(values.front()),
              static_cast<double>(values.back())};
  if (maybe_sorted &&
      std::is_sorted(values.begin(),
                     values.begin() + std::ptrdiff_t(std::min<std::size_t>(
                                          values.size(), 64)))) {
    const Ends ends = options.ends.value_or(Ends{range.least, range.greatest});
    const double largest = std::max(std::fabs(ends.low), std::fabs(ends.high));
    if (std::isfinite(largest) && ends.low <= range.least &&
        range.greatest <= ends.high && ends.low < ends.high &&
        safe_exponent(largest, ends.high / 2 - ends.low / 2) == 0 &&
        distinct_values(values, options.levels + 1).size() > options.levels) {
      SortedResult result = exact_sorted(values, weights, ends, options);
      if (result.end == SortedEnd::kSolved) return std::move(result.levels);
      if (result.end == SortedEnd::kGaveUp) return lagrangian(points, options);
    }
  }
  if (weights.empty() && goes_unsorted(values.size(), options) &&
      has_more_distinct(values, options.levels)) {
    auto result = solve_unsorted(values, options, 0);
    if (result) return std::move(*result);
  }
  range = check_values(values);
  const Ends ends = options.ends.value_or(Ends{range.least, range.greatest});
  check_ends(ends, range.least, range.greatest);
  const double largest = std::max(std::fabs(ends.low), std::fabs(ends.high));
  if (safe_exponent(largest, ends.high / 2 - ends.low / 2) != 0) {
    return solve_scaled(points, options);
  }
  const SortedCopy<T> copy(values, weights);
  const std::span<const T> sorted(copy.values);
  if (distinct_values(sorted, options.levels + 1).size() <= options.levels) {
    const Atoms atoms = make_atoms(points, options);
    if (atoms.size() <= options.levels) return all_atoms(atoms);
  }
  SortedResult result = exact_sorted(sorted, copy.weights, ends, options);
  if (result.end == SortedEnd::kGaveUp) return lagrangian(points, options);
  return std::move(result.levels);
}

}  // namespace

OptimalLevels exact(const Points& points, const LevelsOptions& options) {
  check_shape(points, options);
  if (options.way == ExactWay::kAutomatic && points.weights().empty() &&
      points.size() <= kMostPriced) {
    auto priced = with_values(points, [&](auto values) {
      return solve_priced(values, points, options);
    });
    if (priced) return std::move(*priced);
  }
  OptimalLevels result = with_values(points, [&](auto values) {
    return exact_typed(values, points, options);
  });
  if (is_swamped(points, result)) return dynamic_program(points, options);
  return result;
}

}  // namespace zipml::optimal
