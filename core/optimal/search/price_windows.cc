#include "core/optimal/search/price_windows.h"

#include <algorithm>
#include <cmath>

#include "core/optimal/search/price_search.h"

namespace zipml::optimal {
namespace {

// Prices around the one of the optimum: further out only the bounds of the
// first and the last levels become loose.
constexpr int kPricesASide = 3;
constexpr double kPriceRatio = 1.6;

// The same polygon seen from the other end.
Curve<double> mirror(const Curve<double>& curve) {
  Curve<double> mirrored;
  mirrored.clear(curve.total);
  for (std::size_t i = curve.x.size(); i-- > 0;) {
    mirrored.add(-curve.x[i], curve.u[i]);
  }
  return mirrored;
}

// Layers take over when the gap is this share of the cost.
constexpr double kEnough = 0.05;
constexpr int kMostRounds = 6;

struct PricedCosts {
  double price;
  std::vector<double> ahead;
  std::vector<double> back;
};

// One round: bounds by prices, and what they leave of the windows. False if
// prices do not help.
bool narrow(Search& search, const BlockSource& source, double& gap,
            double& cost) {
  const std::size_t levels = search.windows.size();
  const std::size_t edges = levels - 1;
  const auto last = static_cast<std::uint32_t>(search.blocks.size() - 1);
  if (edges >= last) return false;
  const NodeMaker<double> maker(source);
  Bounds<double>& bounds = search.memory.fast;
  Curve<double>& outer = bounds.outer;
  outer.clear(maker.total_weight());
  for (const Block& block : search.blocks) maker.add_outer(block, outer);
  for (std::uint32_t i = 1; i <= last; ++i) {
    // Vertices that rounding left out of order are no polygon.
    if (outer.x[i] < outer.x[i - 1]) return false;
  }

  double price =
      2 * outer.chord(0, last) / std::pow(static_cast<double>(edges), 3);
  PricedPath path = search_price(outer, edges, price, search.statistics);
  if (!(price > 0) || path.nodes.size() > levels) return false;
  path.nodes.resize(levels, last);
  bounds.lower_path = path.nodes;
  search.statistics.evaluations += find_upper(search.blocks, maker, bounds);
  const double limit =
      bounds.upper * (1 + (64 + 4 * static_cast<double>(levels)) * 0x1p-53 +
                      8 * source.relative_error());

  PricedProgram<double> ahead(outer);
  const Curve<double> mirrored = mirror(outer);
  PricedProgram<double> back(mirrored);
  std::vector<PricedCosts> costs;
  for (int k = -kPricesASide; k <= kPricesASide; ++k) {
    const double p = price * std::pow(kPriceRatio, k);
    ahead.solve(p);
    back.solve(p);
    costs.push_back({p, ahead.costs(), back.costs()});
  }
  search.statistics.evaluations += ahead.evaluations() + back.evaluations();
  const auto kept = [&](std::size_t t, std::uint32_t j) {
    double from_left = 0;
    double from_right = 0;
    for (const PricedCosts& c : costs) {
      from_left =
          std::max(from_left, c.ahead[j] - c.price * static_cast<double>(t));
      from_right =
          std::max(from_right,
                   c.back[last - j] - c.price * static_cast<double>(edges - t));
    }
    return from_left + from_right <= limit;
  };
  // Both ends of a window ascend with the level.
  std::uint32_t low = 0;
  for (std::size_t t = 1; t < edges; ++t) {
    Window& window = search.windows[t];
    low = std::max(low, window.first);
    const std::uint32_t start = low;
    while (low < last && !kept(t, low)) ++low;
    if (low > start) --low;
    window.first = low;
  }
  std::uint32_t high = last;
  for (std::size_t t = edges; t-- > 1;) {
    Window& window = search.windows[t];
    high = std::min(high, window.last);
    const std::uint32_t start = high;
    while (high > window.first && !kept(t, high)) --high;
    if (high < start) ++high;
    window.last = high;
  }
  make_monotone(search.windows);

  double lower = 0;
  for (std::size_t t = 1; t < levels; ++t) {
    lower += outer.chord(path.nodes[t - 1], path.nodes[t]);
  }
  gap = bounds.upper - lower;
  const Sums total = source.total();
  cost = bounds.upper -
         (source.second_moment() - total.moment * (total.moment / total.weight))
             .hi;
  return true;
}

}  // namespace

void restrict_windows(Search& search, BlockSource& source) {
  const double levels = static_cast<double>(search.windows.size());
  for (int round = 0; round < kMostRounds; ++round) {
    double gap = 0;
    double cost = 0;
    if (!narrow(search, source, gap, cost)) return;
    if (gap <= kEnough * cost) return;
    split_windows(search, source, search.memory.fast,
                  gap / (kGapFactor * levels));
  }
}

}  // namespace zipml::optimal
