#include "core/optimal/methods/exact_priced.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

#include "core/optimal/kernels/scan_kernels.h"
#include "core/optimal/search/coarse_to_fine.h"

namespace zipml::optimal {
namespace {

// Ranges a level on the first scale: with fewer the windows overlap, with more
// the passes over them take longer than a round saves.
constexpr std::size_t kRangesALevel = 12;
constexpr std::size_t kFewestRanges = 48;
constexpr std::uint32_t kGradeBehind = 2;
constexpr std::uint32_t kGradeAhead = 3;
// Up to so many points a layer takes less than passes.
constexpr std::uint32_t kFewPoints = 128;
constexpr int kMostPasses = 24;
constexpr int kMostRounds = 40;
// From here on the vectorised scan is faster.
constexpr std::uint32_t kLongScan = 12;

// Nodes whose costs are still on their way to memory when the next is looked
// at: a vector that reads them would wait.
constexpr std::uint32_t kUnsettled = 5;
constexpr std::uint32_t kLag = 2;

// x^(1/3) to 6 % for x >= 0: the exponent's bits divided by three.
double rough_cube_root(double x) {
  constexpr std::uint64_t kTwoThirdsOfOne = 0x2A9F7893782DA1CE;
  return std::bit_cast<double>(std::bit_cast<std::uint64_t>(x) / 3 +
                               kTwoThirdsOfOne);
}

}  // namespace

double PricedSearch::chord(std::uint32_t i, std::uint32_t j) const {
  const double a = points_->about(i);
  const double b = points_->about(j);
  return (b - a) * (points_->height[i] + points_->height[j]) +
         points_->total * std::max(b, 0.0) * std::max(-a, 0.0);
}

// The point between a and c where the curve's slope passes that of the chord
// from a to c; looked for around `start`.
std::uint32_t PricedSearch::best_between(std::uint32_t a, std::uint32_t start,
                                         std::uint32_t c) const {
  const PointCurve& p = *points_;
  const auto line = [&](std::uint32_t i) {
    return p.height[i] + p.total * std::max(p.about(i), 0.0);
  };
  const double slope = (line(c) - line(a)) / (p.value[c] - p.value[a]);
  const auto passes = [&](std::uint32_t i) { return p.below[i + 1] >= slope; };
  // The last place that does not pass lies in [low, high), or at `a`.
  std::uint32_t low = a;
  std::uint32_t high = c - 1;
  std::uint32_t step = 1;
  if (passes(start)) {
    for (high = start; high - low > step; step *= 2) {
      if (!passes(high - step)) {
        low = high - step;
        break;
      }
      high -= step;
    }
  } else {
    for (low = start; high - low > step; step *= 2) {
      if (passes(low + step)) {
        high = low + step;
        break;
      }
      low += step;
    }
  }
  while (high - low > 1) {
    const std::uint32_t middle = low + (high - low) / 2;
    (passes(middle) ? high : low) = middle;
  }
  return high > low ? high : c - 1;
}

// A range lies on one side of the mean, where heights are of one kind.
void PricedSearch::cut_at_center(PointRange range) {
  const std::uint32_t center = points_->center;
  if (range.first < center && center < range.last) {
    ranges_.push_back({range.first, center});
    ranges_.push_back({center, range.last});
  } else {
    ranges_.push_back(range);
  }
}

// About equal (width^2 weight)^(1/3) in each range, and the price at which the
// levels would be as dense as that: the cost of k intervals is then about
// B^3 / (6 k^2) with B the sum of these roots.
void PricedSearch::first_ranges() {
  const PointCurve& p = *points_;
  const std::uint32_t inner = p.size() - 2;
  const auto ranges = static_cast<std::uint32_t>(
      std::max(kFewestRanges, kRangesALevel * edges_));
  const bool single = inner <= 2 * ranges;
  const std::uint32_t group =
      single ? std::max<std::uint32_t>(
                   1, inner / static_cast<std::uint32_t>(2 * edges_))
             : std::max<std::uint32_t>(1, inner / (2 * ranges));
  shares_.assign(1, 0);
  for (std::uint32_t i = 1; i <= inner; i += group) {
    const std::uint32_t end = std::min(i + group, inner + 1);
    const double width = p.value[end] - p.value[i];
    const double weight = p.below[end] - p.below[i];
    shares_.push_back(shares_.back() + rough_cube_root(width * width * weight));
  }
  const double all = shares_.back();
  const double root = all / static_cast<double>(edges_);
  price_ = root * root * root / 3;

  ranges_.clear();
  ranges_.push_back({0, 1});
  if (single) {
    for (std::uint32_t i = 1; i <= inner; ++i) ranges_.push_back({i, i + 1});
  } else {
    const double step = all / static_cast<double>(ranges);
    double wanted = step;
    std::uint32_t first = 1;
    for (std::size_t g = 1; g < shares_.size(); ++g) {
      if (shares_[g] < wanted && g + 1 < shares_.size()) continue;
      const std::uint32_t last =
          std::min(1 + static_cast<std::uint32_t>(g) * group, inner + 1);
      // A group that holds more than its share is cut into equal parts.
      const double share = shares_[g] - shares_[g - 1];
      const auto parts = static_cast<std::uint32_t>(
          std::clamp(share / step, 1.0, static_cast<double>(last - first)));
      const std::uint32_t size = last - first;
      for (std::uint32_t k = 0; k < parts; ++k) {
        cut_at_center(
            {first + static_cast<std::uint32_t>(size * k / parts),
             first + static_cast<std::uint32_t>(size * (k + 1) / parts)});
      }
      first = last;
      wanted = shares_[g] + step;
    }
  }
  ranges_.push_back({inner + 1, inner + 2});
  groups_.clear();
  for (std::uint32_t j = 0; j < ranges_.size(); ++j) {
    groups_.push_back({j, j + 1});
  }
}

// The vertex of a range stands at the mean of its points, on the line that the
// curve follows before the range (left of the mean of all) or after it.
void PricedSearch::make_nodes() {
  const PointCurve& p = *points_;
  nodes_.resize(ranges_.size(), p.total);
  for (std::size_t j = 0; j < ranges_.size(); ++j) {
    const std::uint32_t a = ranges_[j].first;
    const std::uint32_t b = ranges_[j].last - 1;
    if (a == b) {
      nodes_.set(j, p.about(a), p.height[a]);
      continue;
    }
    const double width = p.value[b] - p.value[a];
    const double weight = p.below[b + 1] - p.below[a];
    if (b < p.center) {
      const double slope = p.below[a];
      const double rise = p.height[b] - p.height[a] - slope * width;
      const double from_left = std::clamp(width - rise / weight, 0.0, width);
      nodes_.set(j, p.about(a) + from_left, p.height[a] + slope * from_left);
    } else {
      const double slope = p.above(b);
      const double rise = p.height[a] - p.height[b] - slope * width;
      const double from_right = std::clamp(width - rise / weight, 0.0, width);
      nodes_.set(j, p.about(b) - from_right, p.height[b] + slope * from_right);
    }
  }
}

// f(J). Best predecessors ascend with J; where to start is known from some
// nodes before, so that the processor can work at several nodes at a time.
void PricedSearch::pass_ahead() {
  const std::uint32_t size = static_cast<std::uint32_t>(ranges_.size());
  const auto least = scan_kernels().least;
  ahead_.resize(size);
  parents_.resize(size);
  ahead_[0] = 0;
  parents_[0] = 0;
  for (std::uint32_t j = 1; j < size; ++j) {
    const Scan scan = {
        ahead_.data(), nodes_.x.data(), nodes_.u.data(), nodes_.left.data(),
        nodes_.x[j],   nodes_.u[j],     nodes_.right[j], -1.0};
    const std::uint32_t first = parents_[j - std::min(j, kLag)];
    const std::uint32_t last = groups_[j].first - 1;
    evaluations_ += last + 1 - first;
    const std::uint32_t settled = j - std::min(j, kUnsettled);
    ScanResult best;
    if (last > settled && settled >= first + kLongScan) {
      best = least(scan, first, settled);
      for (std::uint32_t i = settled + 1; i <= last; ++i) {
        const double cost = scan_cost(scan, i);
        if (cost < best.cost) best = {i, cost};
      }
    } else {
      best = last - first >= kLongScan ? least(scan, first, last)
                                       : scan_plainly(scan, first, last);
    }
    ahead_[j] = best.cost + price_;
    parents_[j] = best.node;
  }
  node_path_.clear();
  for (std::uint32_t j = size - 1; j != 0; j = parents_[j]) {
    node_path_.push_back(j);
  }
  node_path_.push_back(0);
  std::reverse(node_path_.begin(), node_path_.end());
}

// g(J), from the right.
void PricedSearch::pass_back() {
  const std::uint32_t size = static_cast<std::uint32_t>(ranges_.size());
  const auto least = scan_kernels().least;
  back_.resize(size);
  children_.resize(size);
  back_[size - 1] = 0;
  children_[size - 1] = size - 1;
  for (std::uint32_t i = size - 1; i-- > 0;) {
    const Scan scan = {
        back_.data(), nodes_.x.data(), nodes_.u.data(), nodes_.right.data(),
        nodes_.x[i],  nodes_.u[i],     nodes_.left[i],  1.0};
    const std::uint32_t first = groups_[i].last;
    const std::uint32_t last = children_[std::min(i + kLag, size - 1)];
    evaluations_ += last + 1 - first;
    const std::uint32_t settled = i + kUnsettled;
    ScanResult best;
    if (first < settled && last >= settled + kLongScan) {
      best = least(scan, settled, last);
      for (std::uint32_t j = settled; j-- > first;) {
        const double cost = scan_cost(scan, j);
        if (cost <= best.cost) best = {j, cost};
      }
    } else {
      best = last - first >= kLongScan ? least(scan, first, last)
                                       : scan_plainly(scan, first, last);
    }
    back_[i] = best.cost + price_;
    children_[i] = best.node;
  }
}

// The count of intervals falls about as price^(-1/3).
double PricedSearch::next_price(const Side& fewer, const Side& more,
                                int pass) const {
  const auto wanted = static_cast<double>(edges_);
  if (!more.tried) {
    const double ratio = fewer.edges / wanted;
    return fewer.price * std::min(0.9, ratio * ratio * ratio);
  }
  if (!fewer.tried) {
    const double ratio = more.edges / wanted;
    return more.price * std::max(1.1, ratio * ratio * ratio);
  }
  if (pass % 3 == 2) {
    // The price at which both counts cost the same.
    const double slope = (fewer.area - more.area) / (more.edges - fewer.edges);
    if (more.price < slope && slope < fewer.price) return slope;
  }
  const double few = std::log(fewer.edges);
  const double share = (std::log(wanted) - few) / (std::log(more.edges) - few);
  return fewer.price *
         std::pow(more.price / fewer.price, std::clamp(share, 0.1, 0.9));
}

// A price whose cheapest path has the wanted count, in ahead_ and node_path_.
bool PricedSearch::find_price() {
  Side fewer;
  Side more;
  for (int pass = 0; pass < kMostPasses; ++pass) {
    pass_ahead();
    const std::size_t count = node_path_.size() - 1;
    if (count == edges_) return true;
    Side& side = count < edges_ ? fewer : more;
    const auto edges = static_cast<double>(count);
    side = {price_, edges, ahead_[ranges_.size() - 1] - price_ * edges, true};
    price_ = next_price(fewer, more, pass);
    if (!(price_ > 0)) return false;
  }
  return false;
}

// The area of some levels near the path: an upper bound.
void PricedSearch::find_upper() {
  path_.clear();
  for (const std::uint32_t node : node_path_) {
    const PointRange& range = ranges_[node];
    path_.push_back(range.first + range.size() / 2);
  }
  // Each level in turn to its best place between its neighbours.
  constexpr int kMostSweeps = 20;
  if (!all_single()) {
    bool moved = true;
    for (int sweep = 0; moved && sweep < kMostSweeps; ++sweep) {
      moved = false;
      for (std::size_t t = 1; t < edges_; ++t) {
        const std::uint32_t best =
            best_between(path_[t - 1], path_[t], path_[t + 1]);
        moved = moved || best != path_[t];
        path_[t] = best;
      }
    }
  }
  upper_ = 0;
  for (std::size_t t = 1; t <= edges_; ++t) {
    upper_ += chord(path_[t - 1], path_[t]);
  }
}

bool PricedSearch::all_single() const {
  return std::all_of(ranges_.begin(), ranges_.end(),
                     [](const PointRange& range) { return range.size() == 1; });
}

// Which nodes a level of an optimum may stand on or near.
void PricedSearch::mark_survivors() {
  const std::size_t size = ranges_.size();
  limit_ = with_rounding(upper_ + price_ * static_cast<double>(edges_));
  kept_.assign(size, 0);
  const auto near = [&](std::size_t i, std::size_t j) {
    // Between two points that are neighbours there is nothing to look for.
    return ranges_[i].last == ranges_[j].first &&
           (ranges_[i].size() > 1 || ranges_[j].size() > 1);
  };
  for (std::size_t j = 0; j < size; ++j) {
    if (!(ahead_[j] + back_[j] <= limit_)) continue;
    kept_[j] = 1;
    if (j > 0 && near(j - 1, j)) kept_[j - 1] = 1;
    if (j + 1 < size && near(j, j + 1)) kept_[j + 1] = 1;
  }
}

// No path within the limit has two levels at the inner nodes first <= j < last.
bool PricedSearch::holds_one_level(std::uint32_t first,
                                   std::uint32_t last) const {
  if (first == 0 || last == ranges_.size()) return false;
  const auto least = [&](const std::vector<double>& costs) {
    return *std::min_element(costs.begin() + first, costs.begin() + last);
  };
  return least(ahead_) + price_ + least(back_) > limit_;
}

void PricedSearch::split_ranges() {
  spare_.clear();
  groups_.clear();
  const auto size = static_cast<std::uint32_t>(ranges_.size());
  std::size_t level = 0;
  std::uint32_t island_end = 0;
  std::uint32_t island_start = 0;  // in spare_
  bool has_one_level = false;
  const auto close_island = [&] {
    const auto end = static_cast<std::uint32_t>(spare_.size());
    for (std::uint32_t j = island_start; j < end; ++j) {
      groups_.push_back(has_one_level ? PointRange{island_start, end}
                                      : PointRange{j, j + 1});
    }
    island_start = end;
  };
  for (std::uint32_t j = 0; j < size; ++j) {
    if (kept_[j] == 0) continue;
    const PointRange range = ranges_[j];
    if (j >= island_end) {
      close_island();
      island_end = j + 1;
      while (island_end < size && kept_[island_end] != 0 &&
             ranges_[island_end - 1].last == ranges_[island_end].first) {
        ++island_end;
      }
      has_one_level = holds_one_level(j, island_end);
    }
    const std::uint32_t most = (range.size() + 1) / 2;
    for (std::uint32_t first = range.first; first < range.last;) {
      // The last point is the last of the path, too.
      while (level < edges_ && path_[level] <= first) ++level;
      const std::uint32_t near =
          std::min((first - path_[level - 1]) / kGradeBehind,
                   (path_[level] - first) / kGradeAhead);
      const std::uint32_t width = std::clamp<std::uint32_t>(near, 1, most);
      const std::uint32_t last = std::min(first + width, range.last);
      spare_.push_back({first, last});
      first = last;
    }
  }
  close_island();
  ranges_.swap(spare_);
}

double PricedSearch::with_rounding(double area) const {
  // Sums of non-negative terms with some tens of roundings, and heights.
  return area * (1 + (128 + 4 * static_cast<double>(edges_)) * 0x1p-53);
}

// F(j) = min over i < j of ahead_[i] + chord(i, j) for first <= j <= last,
// whose best i lie in [low, high], into back_.
void PricedSearch::fill_layer(std::uint32_t first, std::uint32_t last,
                              std::uint32_t low, std::uint32_t high) {
  const std::uint32_t j = first + (last - first) / 2;
  const std::uint32_t end = std::min(j - 1, high);
  const ScanResult best = scan_plainly(
      {ahead_.data(), nodes_.x.data(), nodes_.u.data(), nodes_.left.data(),
       nodes_.x[j], nodes_.u[j], nodes_.right[j], -1.0},
      low, end);
  evaluations_ += end + 1 - low;
  back_[j] = best.cost;
  if (j > first) fill_layer(first, j - 1, low, best.node);
  if (j < last) fill_layer(j + 1, last, best.node, high);
}

// Up to four levels: two inner ones need no price. For three and four levels
// the last inner level is looked for at all points, by what the first costs it
// (chords, or one layer), the first one below all good places of the last.
PricedEnd PricedSearch::solve_few() {
  const std::uint32_t last = points_->size() - 1;
  rounds_ = 1;
  survivors_.assign(1, 0);
  upper_ = chord(0, last);
  if (edges_ > 1) {
    nodes_.resize(last + 1, points_->total);
    for (std::uint32_t i = 0; i <= last; ++i) {
      nodes_.set(i, points_->about(i), points_->height[i]);
    }
    ahead_.resize(last);
    back_.resize(last);
    for (std::uint32_t i = 1; i < last; ++i) ahead_[i] = nodes_.chord(0, i);
    std::vector<double>& costs = edges_ == 2 ? ahead_ : back_;
    const auto lowest = static_cast<std::uint32_t>(edges_ - 1);
    if (edges_ == 3) fill_layer(lowest, last - 1, 1, last - 2);
    upper_ = std::numeric_limits<double>::infinity();
    kept_.assign(last, 0);
    for (std::uint32_t j = lowest; j < last; ++j) {
      costs[j] += nodes_.chord(j, last);
      upper_ = std::min(upper_, costs[j]);
    }
    const double limit = with_rounding(upper_);
    for (std::uint32_t j = lowest; j < last; ++j) {
      if (!(costs[j] <= limit)) continue;
      kept_[j] = 1;
      for (std::uint32_t i = 1; edges_ == 3 && i < j; ++i) {
        if (ahead_[i] + nodes_.chord(i, j) + nodes_.chord(j, last) <= limit) {
          kept_[i] = 1;
        }
      }
    }
    for (std::uint32_t i = 1; i < last; ++i) {
      if (kept_[i] != 0) survivors_.push_back(i);
    }
  }
  survivors_.push_back(last);
  return survivors_.size() == edges_ + 1 ? PricedEnd::kSolved
                                         : PricedEnd::kTied;
}

PricedEnd PricedSearch::solve(const PointCurve& points, std::size_t levels) {
  points_ = &points;
  edges_ = levels - 1;
  evaluations_ = 0;
  if (levels <= 3 || (levels == 4 && points.size() <= kFewPoints)) {
    return solve_few();
  }
  first_ranges();
  for (rounds_ = 1; rounds_ <= kMostRounds; ++rounds_) {
    make_nodes();
    if (!find_price()) return PricedEnd::kNoPrice;
    pass_back();
    find_upper();
    mark_survivors();
    survivors_.clear();
    bool single = true;
    for (std::size_t j = 0; j < ranges_.size(); ++j) {
      if (kept_[j] == 0) continue;
      single = single && ranges_[j].size() == 1;
      survivors_.push_back(ranges_[j].first);
    }
    if (single && survivors_.size() == levels) return PricedEnd::kSolved;
    // Bounds of points are exact: another round would leave the same.
    if (single && all_single()) return PricedEnd::kTied;
    split_ranges();
  }
  return PricedEnd::kNoPrice;
}

}  // namespace zipml::optimal
