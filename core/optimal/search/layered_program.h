// The layered shortest path over a convex curve: level t may stand on the
// nodes of its window. The one inner loop of the coarse-to-fine solver.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <vector>

#include "core/optimal/double_double.h"
#include "core/optimal/kernels/scan_kernels.h"

namespace zipml::optimal {

// Nodes (x, u), x about the mean, in the two-sided area form: u(x) is
// sum w max(x - x_l, 0) left of the mean and sum w max(x_l - x, 0) right of
// it, so that it is small wherever there are few points (PROOF.md, step 1).
template <typename Real>
struct Curve {
  std::vector<Real> x;
  std::vector<Real> u;
  std::vector<Real> right;  // max(x, 0)
  std::vector<Real> left;   // total weight * max(-x, 0)
  Real total{0};

  void clear(Real total_weight) {
    x.clear();
    u.clear();
    right.clear();
    left.clear();
    total = total_weight;
  }
  void add(Real position, Real height) {
    const Real zero(0);
    x.push_back(position);
    u.push_back(height < zero ? zero : height);
    right.push_back(zero < position ? position : zero);
    left.push_back(position < zero ? total * -position : zero);
  }
  // For nodes that are set in any order.
  void resize(std::size_t size, Real total_weight) {
    x.resize(size);
    u.resize(size);
    right.resize(size);
    left.resize(size);
    total = total_weight;
  }
  void set(std::size_t i, Real position, Real height) {
    const Real zero(0);
    x[i] = position;
    u[i] = height < zero ? zero : height;
    right[i] = zero < position ? position : zero;
    left[i] = position < zero ? total * -position : zero;
  }
  // Twice the area between the chord from i to j >= i and the kinked line
  // under it.
  Real chord(std::size_t i, std::size_t j) const {
    return (x[j] - x[i]) * (u[i] + u[j]) + right[j] * left[i];
  }
};

// Nodes first..last, both included.
struct Window {
  std::uint32_t first = 0;
  std::uint32_t last = 0;

  std::size_t size() const { return last - first + 1; }
  friend bool operator==(const Window&, const Window&) = default;
};

// Makes first and last ascend with t, which no ascending path notices.
inline void make_monotone(std::vector<Window>& windows) {
  for (std::size_t t = 1; t < windows.size(); ++t) {
    windows[t].first = std::max(windows[t].first, windows[t - 1].first);
  }
  for (std::size_t t = windows.size() - 1; t-- > 0;) {
    windows[t].last = std::min(windows[t].last, windows[t + 1].last);
  }
}

// A table of one value for each node of each window.
template <typename Real>
class LayerTable {
 public:
  void shape(const std::vector<Window>& windows) {
    offsets_.resize(windows.size());
    std::size_t size = 0;
    for (std::size_t t = 0; t < windows.size(); ++t) {
      offsets_[t] = size;
      size += windows[t].size();
    }
    values_.resize(size);
  }
  Real* layer(std::size_t t) { return values_.data() + offsets_[t]; }
  const Real* layer(std::size_t t) const {
    return values_.data() + offsets_[t];
  }

 private:
  std::vector<std::size_t> offsets_;
  std::vector<Real> values_;
};

// Windows must be monotone, with one node in the first and in the last.
template <typename Real>
class LayeredProgram {
 public:
  LayeredProgram(const Curve<Real>& curve, const std::vector<Window>& windows)
      : curve_(curve), windows_(windows) {}

  // F_t(j): the cheapest way from the first level to level t at node j.
  void forward(LayerTable<Real>& table) {
    table.shape(windows_);
    table.layer(0)[0] = Real(0);
    for (std::size_t t = 1; t < windows_.size(); ++t) {
      from_ = table.layer(t - 1);
      to_ = table.layer(t);
      near_ = windows_[t - 1];
      far_ = windows_[t];
      ahead(far_.first, far_.last, near_.first, near_.last);
    }
  }

  // G_t(j): the cheapest way from level t at node j to the last level.
  void backward(LayerTable<Real>& table) {
    table.shape(windows_);
    const std::size_t end = windows_.size() - 1;
    table.layer(end)[0] = Real(0);
    for (std::size_t t = end; t-- > 0;) {
      from_ = table.layer(t + 1);
      to_ = table.layer(t);
      near_ = windows_[t + 1];
      far_ = windows_[t];
      back(far_.first, far_.last, near_.first, near_.last);
    }
  }

  // A cheapest path of a forward table.
  std::vector<std::uint32_t> path(const LayerTable<Real>& table) {
    std::vector<std::uint32_t> nodes(windows_.size());
    std::size_t t = windows_.size() - 1;
    nodes[t] = windows_[t].first;
    while (t > 0) {
      const std::uint32_t j = nodes[t];
      --t;
      from_ = table.layer(t);
      near_ = windows_[t];
      nodes[t] = best_before(j, near_.first, std::min(near_.last, j)).node;
    }
    return nodes;
  }

  std::int64_t evaluations() const { return evaluations_; }

 private:
  struct Choice {
    std::uint32_t node;
    Real cost;
  };

  Choice best_before(std::uint32_t j, std::uint32_t low, std::uint32_t high) {
    const Real* from = from_ - near_.first;
    evaluations_ += high - low + 1;
    if constexpr (std::is_same_v<Real, double>) {
      return scan({from, curve_.x.data(), curve_.u.data(), curve_.left.data(),
                   curve_.x[j], curve_.u[j], curve_.right[j], -1.0},
                  low, high);
    } else {
      Choice choice{low, from[low] + curve_.chord(low, j)};
      for (std::uint32_t i = low + 1; i <= high; ++i) {
        const Real cost = from[i] + curve_.chord(i, j);
        if (cost < choice.cost) choice = {i, cost};
      }
      return choice;
    }
  }

  Choice best_after(std::uint32_t i, std::uint32_t low, std::uint32_t high) {
    const Real* from = from_ - near_.first;
    evaluations_ += high - low + 1;
    if constexpr (std::is_same_v<Real, double>) {
      return scan({from, curve_.x.data(), curve_.u.data(), curve_.right.data(),
                   curve_.x[i], curve_.u[i], curve_.left[i], 1.0},
                  low, high);
    } else {
      Choice choice{low, from[low] + curve_.chord(i, low)};
      for (std::uint32_t j = low + 1; j <= high; ++j) {
        const Real cost = from[j] + curve_.chord(i, j);
        if (cost < choice.cost) choice = {j, cost};
      }
      return choice;
    }
  }

  Choice scan(const Scan& what, std::uint32_t low, std::uint32_t high) const {
    constexpr std::uint32_t kLong = 12;
    const ScanResult result = high - low >= kLong
                                  ? least_(what, low, high)
                                  : scan_plainly(what, low, high);
    return {result.node, Real(result.cost)};
  }

  // Divide and conquer: best neighbours ascend with the node, by the
  // quadrangle inequality.
  void ahead(std::uint32_t first, std::uint32_t last, std::uint32_t low,
             std::uint32_t high) {
    for (;;) {
      const std::uint32_t j = first + (last - first) / 2;
      const Choice choice = best_before(j, low, std::min(high, j));
      to_[j - far_.first] = choice.cost;
      if (j > first) ahead(first, j - 1, low, choice.node);
      if (j == last) return;
      first = j + 1;
      low = choice.node;
    }
  }
  void back(std::uint32_t first, std::uint32_t last, std::uint32_t low,
            std::uint32_t high) {
    for (;;) {
      const std::uint32_t i = first + (last - first) / 2;
      const Choice choice = best_after(i, std::max(low, i), high);
      to_[i - far_.first] = choice.cost;
      if (i > first) back(first, i - 1, low, choice.node);
      if (i == last) return;
      first = i + 1;
      low = choice.node;
    }
  }

  const Curve<Real>& curve_;
  const std::vector<Window>& windows_;
  const Real* from_ = nullptr;
  Real* to_ = nullptr;
  Window near_;
  Window far_;
  decltype(ScanKernels::least) least_ = scan_kernels().least;
  std::int64_t evaluations_ = 0;
};

}  // namespace zipml::optimal
