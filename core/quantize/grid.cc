#include "core/quantize/grid.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace zipml {

std::string_view level_convention_name(LevelConvention convention) {
  return convention == LevelConvention::kWholeRange ? "2/s over the range"
                                                    : "1/s per sign";
}

std::string_view scaling_name(Scaling scaling) {
  return scaling == Scaling::kColumnMax ? "column-max" : "min-max";
}

int interval_count(int bits, LevelConvention convention) {
  assert(bits >= 1 && bits <= 16);
  const int levels = 1 << bits;
  return convention == LevelConvention::kWholeRange ? levels - 1 : levels;
}

std::vector<ValueRange> column_ranges(const float* values, std::size_t rows,
                                      std::size_t features, std::size_t stride,
                                      Scaling scaling) {
  std::vector<ValueRange> ranges(features);
  for (std::size_t row = 0; row < rows; ++row) {
    for (std::size_t j = 0; j < features; ++j) {
      const double value = double{values[row * stride + j]};
      ValueRange& range = ranges[j];
      range.low = row == 0 ? value : std::min(range.low, value);
      range.high = row == 0 ? value : std::max(range.high, value);
    }
  }
  if (scaling == Scaling::kColumnMax) {
    for (ValueRange& range : ranges) {
      const double radius = std::max(std::abs(range.low), std::abs(range.high));
      range = {-radius, radius};
    }
  }
  return ranges;
}

LevelGrid LevelGrid::uniform(const std::vector<ValueRange>& ranges,
                             int intervals) {
  assert(intervals >= 1);
  LevelGrid grid;
  grid.intervals_ = intervals;
  for (const ValueRange& range : ranges) {
    const double step = (range.high - range.low) / intervals;
    grid.low_.push_back(static_cast<float>(range.low));
    grid.step_.push_back(static_cast<float>(step));
    grid.inverse_step_.push_back(step > 0 ? static_cast<float>(1 / step) : 0);
  }
  return grid;
}

LevelGrid LevelGrid::from_levels(
    const std::vector<std::vector<double>>& levels) {
  LevelGrid grid;
  std::size_t most = 2;
  for (const auto& own : levels) most = std::max(most, own.size());
  grid.intervals_ = static_cast<int>(most) - 1;
  for (const auto& own : levels) {
    assert(!own.empty() && std::is_sorted(own.begin(), own.end()));
    for (std::size_t k = 0; k < most; ++k) {
      grid.levels_.push_back(
          static_cast<float>(own[std::min(k, own.size() - 1)]));
    }
    grid.low_.push_back(static_cast<float>(own.front()));
    grid.step_.push_back(0);
    grid.inverse_step_.push_back(0);
  }
  return grid;
}

LevelGrid::Place LevelGrid::place(std::size_t feature, float value) const {
  if (is_uniform()) {
    // The same operations as in core/kernels/kernels_body.h.
    float t = (value - low_[feature]) * inverse_step_[feature];
    t = t > 0 ? t : 0;
    const float last = static_cast<float>(intervals_ - 1);
    const int cell = static_cast<int>(t < last ? t : last);
    return {cell, std::min(t - static_cast<float>(cell), 1.0f)};
  }
  const float* levels =
      levels_.data() + feature * (static_cast<std::size_t>(intervals_) + 1);
  // The number of inner levels at or below the value.
  const float* above = std::upper_bound(levels + 1, levels + intervals_, value);
  const int cell = static_cast<int>(above - levels) - 1;
  const float width = levels[cell + 1] - levels[cell];
  const float fraction = width > 0 ? (value - levels[cell]) / width : 0;
  return {cell, std::clamp(fraction, 0.0f, 1.0f)};
}

Moments LevelGrid::stochastic(std::size_t feature, float value) const {
  const Place at = place(feature, value);
  const double lower = double{level(feature, at.cell)};
  const double upper = double{level(feature, at.cell + 1)};
  const double v = std::clamp(double{value}, lower, upper);
  return {v, (upper - v) * (v - lower)};
}

Moments LevelGrid::nearest(std::size_t feature, float value) const {
  const Place at = place(feature, value);
  const int k = at.fraction >= 0.5f ? at.cell + 1 : at.cell;
  return {double{level(feature, k)}, 0};
}

}  // namespace zipml
