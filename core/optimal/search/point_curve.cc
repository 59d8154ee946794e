#include "core/optimal/search/point_curve.h"

#include <algorithm>

#include "core/optimal/carried_sum.h"

namespace zipml::optimal {
namespace {

// Four sums side by side, since one would wait for its own additions.
template <typename T>
DoubleDouble sum_of(std::span<const T> values) {
  CarriedSum sums[4];
  std::size_t i = 0;
  for (; i + 4 <= values.size(); i += 4) {
    for (std::size_t k = 0; k < 4; ++k) {
      sums[k].add(static_cast<double>(values[i + k]));
    }
  }
  for (; i < values.size(); ++i) sums[0].add(static_cast<double>(values[i]));
  DoubleDouble total;
  for (const CarriedSum& part : sums) {
    total += part.both();
  }
  return total;
}

}  // namespace

template <typename T>
void PointCurve::merge_equal(std::span<const T> sorted, const Ends& ends) {
  value.resize(sorted.size() + 2);
  below.resize(sorted.size() + 2);
  value[0] = ends.low;
  below[0] = 0;
  std::size_t count = 1;
  double last = ends.low;
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    // No branch: what is equal to the one before is overwritten.
    const auto x = static_cast<double>(sorted[i]);
    value[count] = x;
    below[count] = static_cast<double>(i);
    count += static_cast<std::size_t>(x > last);
    last = x;
  }
  total = static_cast<double>(sorted.size());
  if (ends.high > last) {
    value[count] = ends.high;
    below[count] = total;
    ++count;
  }
  value.resize(count);
  below.resize(count);
}

void PointCurve::find_heights() {
  const std::uint32_t count = size();
  center = static_cast<std::uint32_t>(
      std::partition_point(
          value.begin(), value.end(),
          [this](double x) { return (x - mean.hi) - mean.lo <= 0; }) -
      value.begin());
  height.resize(count);
  height[0] = 0;
  height[count - 1] = 0;
  // From both ends to the mean, side by side while it lasts.
  CarriedSum left;
  CarriedSum right;
  std::uint32_t i = 1;
  std::uint32_t j = count - 1;
  const auto step_right = [&] {
    left.add(below[i] * (value[i] - value[i - 1]));
    height[i] = left.value();
    ++i;
  };
  const auto step_left = [&] {
    right.add(above(j - 1) * (value[j] - value[j - 1]));
    height[j - 1] = right.value();
    --j;
  };
  while (i < center && j > center) {
    step_right();
    step_left();
  }
  while (i < center) step_right();
  while (j > center) step_left();
}

template <typename T>
void PointCurve::assign(std::span<const T> sorted, const Ends& ends) {
  merge_equal(sorted, ends);
  mean = sum_of(sorted) / DoubleDouble(total);
  find_heights();
}

template void PointCurve::assign(std::span<const float>, const Ends&);
template void PointCurve::assign(std::span<const double>, const Ends&);

}  // namespace zipml::optimal
