// Lower and upper bounds over blocks (PROOF.md, steps 2 and 3).
#pragma once

#include <algorithm>
#include <cstdint>
#include <type_traits>
#include <vector>

#include "core/optimal/search/block.h"
#include "core/optimal/search/layered_program.h"

namespace zipml::optimal {

// One round's bounds in one arithmetic.
template <typename Real>
struct Bounds {
  std::vector<std::uint32_t> lower_path;
  std::vector<std::uint32_t> upper_path;  // levels are the blocks' `low`
  Real lower{0};
  Real upper{0};
  LayerTable<Real> ahead;
  LayerTable<Real> back;
  Curve<Real> outer;
  // Kept between rounds for their memory.
  LayerTable<Real> table;
  Curve<Real> inner;
};

// Places nodes on the curve of heights, about the mean.
template <typename Real>
class NodeMaker {
 public:
  explicit NodeMaker(const BlockSource& source)
      : origin_(source.origin()),
        total_(source.total()),
        mean_(total_.moment / total_.weight) {}

  // The mean of the block, at the height that the points outside of it give:
  // at or below the true curve by Jensen's inequality.
  void add_outer(const Block& block, Curve<Real>& curve) const {
    const Sums after = total_ - block.before - block.sum;
    if (block.atomic()) {
      add(DoubleDouble::difference(block.low, origin_), block.before, after,
          curve);
    } else if constexpr (std::is_same_v<Real, double>) {
      add(DoubleDouble(block.sum.moment.hi / block.sum.weight.hi), block.before,
          after, curve);
    } else {
      add(block.sum.moment / block.sum.weight, block.before, after, curve);
    }
  }
  // The block's low end, on the true curve.
  void add_inner(const Block& block, Curve<Real>& curve) const {
    add(DoubleDouble::difference(block.low, origin_), block.before,
        total_ - block.before, curve);
  }

  Real total_weight() const { return from_double_double<Real>(total_.weight); }

 private:
  void add(const DoubleDouble& position, const Sums& before, const Sums& after,
           Curve<Real>& curve) const {
    const Real x = from_double_double<Real>(position);
    const Real about = x - from_double_double<Real>(mean_);
    if (Real(0) < about) {
      curve.add(about, from_double_double<Real>(after.moment) -
                           from_double_double<Real>(after.weight) * x);
    } else {
      curve.add(about, from_double_double<Real>(before.weight) * x -
                           from_double_double<Real>(before.moment));
    }
  }

  double origin_;
  Sums total_;
  DoubleDouble mean_;
};

// The best path over true points next to bounds.lower_path. Returns the number
// of evaluations.
template <typename Real>
std::int64_t find_upper(const std::vector<Block>& all,
                        const NodeMaker<Real>& maker, Bounds<Real>& bounds) {
  // The upper bound looks this many blocks around the lower bound's path.
  constexpr std::uint32_t kReach = 3;
  Curve<Real>& inner = bounds.inner;
  inner.clear(maker.total_weight());
  std::vector<std::uint32_t> blocks;
  std::vector<Window> windows(bounds.lower_path.size());
  const auto last = static_cast<std::uint32_t>(all.size() - 1);
  for (std::size_t t = 0; t < windows.size(); ++t) {
    const std::uint32_t node = bounds.lower_path[t];
    const bool end = t == 0 || t + 1 == windows.size();
    const std::uint32_t reach = end ? 0 : kReach;
    const std::uint32_t from = node - std::min(node, reach);
    const std::uint32_t to = std::min(node + reach, last);
    // Number the wanted blocks in ascending order, shared ones once.
    std::uint32_t next =
        blocks.empty() ? from : std::max(from, blocks.back() + 1);
    for (; next <= to; ++next) {
      blocks.push_back(next);
      maker.add_inner(all[next], inner);
    }
    const auto place = [&](std::uint32_t block) {
      return static_cast<std::uint32_t>(
          std::lower_bound(blocks.begin(), blocks.end(), block) -
          blocks.begin());
    };
    windows[t] = {place(from), place(to)};
  }
  make_monotone(windows);
  LayeredProgram<Real> upper(inner, windows);
  upper.forward(bounds.table);
  bounds.upper = bounds.table.layer(windows.size() - 1)[0];
  bounds.upper_path = upper.path(bounds.table);
  for (std::uint32_t& node : bounds.upper_path) node = blocks[node];
  return upper.evaluations();
}

// Both bounds, with the tables that pruning needs.
template <typename Real>
std::int64_t find_bounds(const std::vector<Block>& blocks,
                         const std::vector<Window>& windows,
                         const BlockSource& source, Bounds<Real>& bounds) {
  const NodeMaker<Real> maker(source);
  bounds.outer.clear(maker.total_weight());
  for (const Block& block : blocks) {
    maker.add_outer(block, bounds.outer);
  }
  LayeredProgram<Real> lower(bounds.outer, windows);
  lower.forward(bounds.ahead);
  bounds.lower_path = lower.path(bounds.ahead);
  bounds.lower = bounds.ahead.layer(windows.size() - 1)[0];
  lower.backward(bounds.back);
  return lower.evaluations() + find_upper(blocks, maker, bounds);
}

}  // namespace zipml::optimal
