// The curve of heights at every point: for so few points that a look at each
// costs less than sums of blocks.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/optimal/double_double.h"
#include "core/optimal/optimal_levels.h"

namespace zipml::optimal {

// Distinct points, the ends among them, in the two-sided area form (PROOF.md,
// step 1): u(x) = sum w max(x - x_l, 0) left of the mean and
// sum w max(x_l - x, 0) right of it. Heights are made by additions of
// non-negative terms with the additions' errors carried along, so that each
// has a relative error of a few 2^-53, whatever the number of points and
// their offset.
struct PointCurve {
  std::vector<double> value;   // ascending strictly, data units
  std::vector<double> height;  // u
  std::vector<double> below;   // weight of the points below each
  std::uint32_t center = 0;    // the first point right of the mean
  double total = 0;            // weight of all points
  DoubleDouble mean;

  std::uint32_t size() const {
    return static_cast<std::uint32_t>(value.size());
  }
  // value - mean.
  double about(std::uint32_t i) const { return (value[i] - mean.hi) - mean.lo; }
  // Weight of the points above.
  double above(std::uint32_t i) const {
    return i + 1 < size() ? total - below[i + 1] : 0;
  }

  // Ascending finite points of weight 1 each within `ends`, magnitudes that are
  // safe to square. Overwrites what was there and keeps its memory. O(N).
  // T: float or double.
  template <typename T>
  void assign(std::span<const T> sorted, const Ends& ends);

 private:
  template <typename T>
  void merge_equal(std::span<const T> sorted, const Ends& ends);
  void find_heights();
};

}  // namespace zipml::optimal
