#include "core/optimal/search/coarse_to_fine.h"

#include <algorithm>
#include <cmath>

namespace zipml::optimal {
namespace {

constexpr std::size_t kMaxParts = 64;
// Blocks between the request for data and its use.
constexpr std::uint32_t kAhead = 6;

// Drops for each level the segments whose both ends cost more than `limit`
// (PROOF.md, step 4); keeps one hull a level.
template <typename Real>
void prune(Search& search, const Bounds<Real>& bounds, const Real& limit) {
  const std::size_t levels = search.windows.size();
  for (std::size_t t = 1; t + 1 < levels; ++t) {
    Window& window = search.windows[t];
    const Real* ahead = bounds.ahead.layer(t);
    const Real* back = bounds.back.layer(t);
    std::uint32_t low = bounds.lower_path[t];
    std::uint32_t high = low;
    for (std::uint32_t j = window.first; j < low; ++j) {
      const std::uint32_t i = j - window.first;
      if (ahead[i] + back[i] <= limit) low = j;
    }
    for (std::uint32_t j = window.last; j > high; --j) {
      const std::uint32_t i = j - window.first;
      if (ahead[i] + back[i] <= limit) high = j;
    }
    // Between two points that are neighbours there is nothing to look for.
    const auto neighbours = [&](std::uint32_t i) {
      return search.blocks[i].atomic() && search.blocks[i + 1].atomic();
    };
    if (low > window.first && !neighbours(low - 1)) --low;
    if (high < window.last && !neighbours(high)) ++high;
    window = {low, high};
  }
  make_monotone(search.windows);
}

// Twice the distance of a block's vertex from the curve, at most.
double vertex_error(const Block& block, double origin) {
  const double mean =
      block.sum.moment.hi / block.sum.weight.hi + (origin - block.low);
  const double width = block.high - block.low;
  const double clamped = std::clamp(mean, 0.0, width);
  return block.sum.weight.hi * clamped * (width - clamped) / width;
}

template <typename Real>
void split_blocks(Search& search, BlockSource& source,
                  const Bounds<Real>& bounds, double target) {
  const std::size_t levels = search.windows.size();
  std::vector<Block>& blocks = search.memory.spare;
  blocks.clear();
  std::vector<Window> windows(levels);
  std::vector<Window> places(search.blocks.size());
  std::uint32_t next = 0;  // first block that is not yet dealt with
  for (std::size_t t = 0; t < levels; ++t) {
    const Window& window = search.windows[t];
    const std::size_t before = t == 0 ? 0 : t - 1;
    const std::size_t after = std::min(t + 1, levels - 1);
    const double span = to_double(bounds.outer.x[bounds.lower_path[after]]) -
                        to_double(bounds.outer.x[bounds.lower_path[before]]);
    for (next = std::max(next, window.first); next <= window.last; ++next) {
      const Block& block = search.blocks[next];
      if (next + kAhead < search.blocks.size()) {
        source.prefetch(search.blocks[next + kAhead]);
      }
      places[next].first = static_cast<std::uint32_t>(blocks.size());
      if (source.can_split(block)) {
        const double parts =
            std::sqrt(vertex_error(block, source.origin()) * span / target);
        // A quotient that is not a number asks for the most.
        const std::size_t count =
            parts < static_cast<double>(kMaxParts)
                ? std::max<std::size_t>(2, static_cast<std::size_t>(parts) + 1)
                : kMaxParts;
        source.split(block, count, blocks);
      } else {
        blocks.push_back(block);
      }
      places[next].last = static_cast<std::uint32_t>(blocks.size() - 1);
    }
    windows[t] = {places[window.first].first, places[window.last].last};
  }
  search.blocks.swap(blocks);
  search.windows = std::move(windows);
}

// Can the errors of the source's sums change which path in the windows is
// best by more than 1e-12 of the cost? An error of e in the height at level t
// moves a path by e times the distance of the neighbouring levels, of which
// only the variation within their windows matters. Heights come from sums
// over the tail on their side of the mean, so that is what their errors are
// relative to.
bool sums_are_fine(const Search& search, const BlockSource& source, double cost,
                   double spread) {
  const Sums total = source.total();
  const double mean = total.moment.hi / total.weight.hi;
  const double everything =
      std::sqrt(total.weight.hi * std::max(source.second_moment().hi, spread));
  const auto width = [&](std::size_t t) {
    const Window& window = search.windows[t];
    return search.blocks[window.last].high - search.blocks[window.first].low;
  };
  // The sum of |x - origin| over the tail that heights in the window use.
  const auto tail = [&](std::size_t t) {
    const Block& first = search.blocks[search.windows[t].first];
    const Block& last = search.blocks[search.windows[t].last];
    const double origin = source.origin();
    if (last.high - origin < std::min(mean, 0.0)) {
      return -(last.before.moment + last.sum.moment).hi;
    }
    if (first.low - origin > std::max(mean, 0.0)) {
      return (total.moment - first.before.moment).hi;
    }
    return everything;
  };
  double change = 0;
  for (std::size_t t = 1; t + 1 < search.windows.size(); ++t) {
    change += tail(t) * (width(t - 1) + width(t + 1));
  }
  // The cost itself is a difference of sums with the same errors.
  const double certain =
      cost - (source.relative_error() + 0x1p-46) * 4 * (spread + cost);
  return 2 * source.relative_error() * change <= 1e-12 * certain;
}

DoubleDouble spread_of(const BlockSource& source) {
  const Sums total = source.total();
  return source.second_moment() - total.moment * (total.moment / total.weight);
}

// Whether the next round would use up the evaluations: a layered program takes
// about the logarithm of a window's width for each of its blocks, some 8.
bool is_too_long(const Search& search) {
  if (search.most_evaluations == 0) return false;
  std::int64_t next = 0;
  for (const Window& window : search.windows) {
    next += 8 * (std::int64_t{window.last} - window.first + 1);
  }
  return search.statistics.evaluations + next > search.most_evaluations;
}

enum class Phase { kFinished, kNeedsPrecision };

template <typename Real>
Phase run(Search& search, BlockSource& source, double relative_gap,
          SearchResult& result) {
  constexpr bool kDouble = std::is_same_v<Real, double>;
  const double levels = static_cast<double>(search.windows.size());
  Bounds<Real>& bounds = search.memory.template bounds<Real>();
  for (;;) {
    if (is_too_long(search)) {
      result.end = SearchEnd::kGaveUp;
      return Phase::kFinished;
    }
    ++search.statistics.rounds;
    search.statistics.survivors =
        static_cast<std::int64_t>(search.blocks.size()) - 2;
    search.statistics.evaluations +=
        find_bounds(search.blocks, search.windows, source, bounds);
    // Sums of 2 s non-negative terms, each with some tens of roundings, and
    // what the source's own sums may be off by.
    const double rounding = (64 + 4 * levels) * (kDouble ? 0x1p-53 : 0x1p-102);
    const Real guard =
        bounds.upper * Real(rounding + 8 * source.relative_error());
    result.spread = spread_of(source);
    result.upper = DoubleDouble(0) + bounds.upper;
    result.lower = DoubleDouble(0) + (bounds.lower - guard);
    result.levels.clear();
    for (const std::uint32_t node : bounds.upper_path) {
      result.levels.push_back(search.blocks[node].low);
    }
    const double gap = to_double(bounds.upper - bounds.lower);
    const double cost = (result.upper - result.spread).hi;
    if (relative_gap > 0 &&
        (result.upper - result.lower).hi <= relative_gap * cost) {
      result.end = SearchEnd::kGap;
      return Phase::kFinished;
    }
    prune(search, bounds, bounds.upper + guard);
    bool splittable = false;
    bool atomic = true;
    for (const Window& window : search.windows) {
      for (std::uint32_t j = window.first; j <= window.last; ++j) {
        atomic = atomic && search.blocks[j].atomic();
        splittable = splittable || source.can_split(search.blocks[j]);
      }
    }
    const bool met = !(gap > rounding * to_double(bounds.upper));
    if (!kDouble && (atomic || met)) {
      // Blocks that are single values make the lower bound's path exact.
      if (atomic) {
        result.levels.clear();
        for (const std::uint32_t node : bounds.lower_path) {
          result.levels.push_back(search.blocks[node].low);
        }
        result.upper = DoubleDouble(0) + bounds.lower;
      }
      result.end = SearchEnd::kOptimal;
      return Phase::kFinished;
    }
    if (!splittable && !atomic) {
      split_blocks(search, source, bounds, 1);  // drops what is outside
      result.end = SearchEnd::kUnsplit;
      return Phase::kFinished;
    }
    const double wanted = met ? to_double(guard) : gap;
    split_blocks(search, source, bounds, wanted / (kGapFactor * levels));
    if (!atomic && !(kDouble && met)) continue;
    if (kDouble) return Phase::kNeedsPrecision;
  }
}

}  // namespace

std::size_t first_block_count(const LevelsOptions& options) {
  return options.initial_blocks > 0
             ? options.initial_blocks
             : std::max<std::size_t>(64, 2 * options.levels);
}

void Search::start(std::size_t levels) {
  const auto last = static_cast<std::uint32_t>(blocks.size() - 1);
  windows.assign(levels, Window{0, last});
  windows.front() = {0, 0};
  windows.back() = {last, last};
}

void split_windows(Search& search, BlockSource& source,
                   const Bounds<double>& bounds, double target) {
  split_blocks(search, source, bounds, target);
}

SearchResult refine(Search& search, BlockSource& source, double relative_gap) {
  SearchResult result;
  if (run<double>(search, source, relative_gap, result) == Phase::kFinished) {
    return result;
  }
  if (!source.sharpen(search.blocks)) {
    result.end = SearchEnd::kUnsplit;
    return result;
  }
  const double cost = (result.upper - result.spread).hi;
  if (!sums_are_fine(search, source, cost, result.spread.hi) &&
      !source.make_exact(search.blocks)) {
    result.end = SearchEnd::kInexact;
    return result;
  }
  run<DoubleDouble>(search, source, relative_gap, result);
  return result;
}

bool wants_new_sum(const SearchResult& result, std::size_t points) {
  constexpr double kCancellation = 1e-3;
  constexpr std::size_t kFewPoints = 1 << 16;
  return points <= kFewPoints ||
         !(result.cost().hi > kCancellation * result.spread.hi);
}

}  // namespace zipml::optimal
