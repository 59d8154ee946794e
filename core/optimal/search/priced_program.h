// The shortest path of any count of intervals when each has a price, and the
// price for a count (PROOF.md, step 6).
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <vector>

#include "core/optimal/optimal_levels.h"
#include "core/optimal/search/layered_program.h"

namespace zipml::optimal {

struct PricedPath {
  std::vector<std::uint32_t> nodes;
  std::size_t edges() const { return nodes.size() - 1; }
};

// One pass at one price: the cheapest path, of any count of intervals.
template <typename Real>
class PricedProgram {
 public:
  explicit PricedProgram(const Curve<Real>& curve)
      : curve_(curve),
        size_(static_cast<std::uint32_t>(curve.x.size())),
        cost_(size_),
        parent_(size_) {}

  PricedPath solve(Real price) {
    queue_.clear();
    std::size_t front = 0;
    cost_[0] = Real(0);
    queue_.push_back({0, 1});
    for (std::uint32_t j = 1; j < size_; ++j) {
      while (front + 1 < queue_.size() && queue_[front + 1].start <= j) {
        ++front;
      }
      parent_[j] = queue_[front].node;
      cost_[j] = through(parent_[j], j) + price;
      insert(j, front);
    }
    PricedPath path;
    for (std::uint32_t j = size_ - 1; j != 0; j = parent_[j]) {
      path.nodes.push_back(j);
    }
    path.nodes.push_back(0);
    std::reverse(path.nodes.begin(), path.nodes.end());
    return path;
  }

  Real area(const PricedPath& path) const {
    Real sum(0);
    for (std::size_t i = 1; i < path.nodes.size(); ++i) {
      sum = sum + curve_.chord(path.nodes[i - 1], path.nodes[i]);
    }
    return sum;
  }

  // Of the last solve: the cheapest way to each node, prices included.
  const std::vector<Real>& costs() const { return cost_; }

  std::int64_t evaluations() const { return evaluations_; }

 private:
  // `node` is the best predecessor from `start` on.
  struct Candidate {
    std::uint32_t node;
    std::uint32_t start;
  };

  Real through(std::uint32_t i, std::uint32_t j) {
    ++evaluations_;
    return cost_[i] + curve_.chord(i, j);
  }
  bool beats(std::uint32_t later, std::uint32_t earlier, std::uint32_t j) {
    return through(later, j) < through(earlier, j);
  }

  // By the quadrangle inequality a later candidate, once better, stays so.
  void insert(std::uint32_t node, std::size_t front) {
    while (queue_.size() > front + 1 && queue_.back().start > node &&
           beats(node, queue_.back().node, queue_.back().start)) {
      queue_.pop_back();
    }
    // First place where it beats the last candidate: gallop, then bisect.
    const Candidate back = queue_.back();
    std::uint32_t low = std::max(back.start, node) + 1;
    if (low >= size_) return;
    std::uint32_t step = 1;
    std::uint32_t high = low;
    while (high < size_ && !beats(node, back.node, high)) {
      low = high + 1;
      high += step;
      step *= 2;
    }
    if (high >= size_) {
      high = size_ - 1;
      if (low > high || !beats(node, back.node, high)) return;
    }
    while (low < high) {
      const std::uint32_t middle = low + (high - low) / 2;
      if (beats(node, back.node, middle)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    queue_.push_back({node, low});
  }

  const Curve<Real>& curve_;
  std::uint32_t size_;
  std::vector<Real> cost_;
  std::vector<std::uint32_t> parent_;
  std::vector<Candidate> queue_;
  std::int64_t evaluations_ = 0;
};

}  // namespace zipml::optimal
