// The search for the price that gives a wanted count of intervals.
#pragma once

#include "core/optimal/search/priced_program.h"

namespace zipml::optimal {

// Paths with fewer and more edges than wanted that are both cheapest at one
// price: a path with `edges` that is as well.
inline PricedPath splice(const PricedPath& fewer, const PricedPath& more,
                         std::size_t edges) {
  const std::size_t shift = edges - fewer.edges();
  for (std::size_t i = 0; i < fewer.edges(); ++i) {
    if (i + shift + 1 >= more.nodes.size()) break;
    if (fewer.nodes[i] <= more.nodes[i + shift] &&
        more.nodes[i + shift + 1] <= fewer.nodes[i + 1]) {
      PricedPath path;
      path.nodes.assign(
          more.nodes.begin(),
          more.nodes.begin() + static_cast<std::ptrdiff_t>(i + shift + 1));
      path.nodes.insert(
          path.nodes.end(),
          fewer.nodes.begin() + static_cast<std::ptrdiff_t>(i + 1),
          fewer.nodes.end());
      return path;
    }
  }
  return fewer;
}

template <typename Real>
struct PriceSide {
  PricedPath path;
  Real area{0};
  bool tried = false;  // found at a price, not one of the two trivial paths
  double price = 0;
};

// A cheapest path of `edges` intervals. `price`: a guess in, where it ended
// out.
template <typename Real>
PricedPath search_price(const Curve<Real>& curve, std::size_t edges,
                        double& price, LevelsStatistics& statistics) {
  constexpr bool kDouble = std::is_same_v<Real, double>;
  PricedProgram<Real> program(curve);
  const auto last = static_cast<std::uint32_t>(curve.x.size() - 1);
  PriceSide<Real> fewer;
  fewer.path.nodes = {0, last};
  fewer.area = program.area(fewer.path);
  PriceSide<Real> more;
  for (std::uint32_t i = 0; i <= last; ++i) more.path.nodes.push_back(i);
  more.area = program.area(more.path);
  const auto slope = [&] {
    return (fewer.area - more.area) /
           Real(static_cast<double>(more.path.edges() - fewer.path.edges()));
  };

  PricedPath found;
  Real guess(price);
  bool is_chord = false;
  double widen = 1e-9;
  constexpr int kMostPasses = 80;
  for (int pass = 0; pass < kMostPasses; ++pass) {
    ++statistics.rounds;
    PricedPath path = program.solve(guess);
    const std::size_t count = path.edges();
    const Real area = program.area(path);
    price = to_double(guess);
    if (count == edges) {
      found = std::move(path);
      break;
    }
    // At the slope of the chord between both sides no path lies below the
    // chord: both are optimal at this price.
    const Real value = area + guess * Real(static_cast<double>(count));
    const Real chord =
        fewer.area + guess * Real(static_cast<double>(fewer.path.edges()));
    const Real noise = chord * Real(kDouble ? 0x1p-48 : 0x1p-96);
    const bool inside = count > fewer.path.edges() && count < more.path.edges();
    if (is_chord && (!inside || !(value + noise < chord))) {
      found = splice(fewer.path, more.path, edges);
      break;
    }
    PriceSide<Real>& side = count < edges ? fewer : more;
    side = {std::move(path), area, true, price};
    is_chord = false;
    if (!kDouble && !(fewer.tried && more.tried) && widen < 1e3) {
      // The price from the search in double is nearly right.
      guess = guess * Real(count < edges ? 1 / (1 + widen) : 1 + widen);
      widen *= 32;
    } else if (pass % 2 == 0 && fewer.tried && more.tried &&
               fewer.price > more.price && more.price > 0) {
      // The count falls about as price^(-1/3): interpolate the logarithms.
      const double few = std::log(static_cast<double>(fewer.path.edges()));
      const double many = std::log(static_cast<double>(more.path.edges()));
      const double share =
          (std::log(static_cast<double>(edges)) - few) / (many - few);
      guess = Real(std::exp(std::log(fewer.price) +
                            share * std::log(more.price / fewer.price)));
    } else {
      guess = slope();
      is_chord = true;
    }
  }
  if (found.nodes.empty()) found = splice(fewer.path, more.path, edges);
  statistics.evaluations += program.evaluations();
  return found;
}

}  // namespace zipml::optimal
