#include "core/quantize/grid.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <utility>

namespace zipml {

std::string_view level_convention_name(LevelConvention convention) {
  return convention == LevelConvention::kWholeRange ? "2/s over the range"
                                                    : "1/s per sign";
}

int interval_count(int bits, LevelConvention convention) {
  assert(bits >= 1 && bits <= 16);
  const int levels = 1 << bits;
  return convention == LevelConvention::kWholeRange ? levels - 1 : levels;
}

void ColumnRanges::add(const float* values, std::size_t rows,
                       std::size_t stride) {
  const std::size_t features = least_.size();
  if (rows > 0 && is_empty_) {
    std::copy_n(values, features, least_.begin());
    std::copy_n(values, features, greatest_.begin());
    is_empty_ = false;
  }
  for (std::size_t row = 0; row < rows; ++row) {
    const float* value = values + row * stride;
    for (std::size_t j = 0; j < features; ++j) {
      least_[j] = std::min(least_[j], value[j]);
      greatest_[j] = std::max(greatest_[j], value[j]);
    }
  }
}

std::vector<ValueRange> ColumnRanges::ranges(Scaling scaling) const {
  std::vector<ValueRange> ranges;
  ranges.reserve(least_.size());
  for (std::size_t j = 0; j < least_.size(); ++j) {
    const double low = double{least_[j]};
    const double high = double{greatest_[j]};
    const double radius = std::max(std::abs(low), std::abs(high));
    ranges.push_back(scaling == Scaling::kColumnMax
                         ? ValueRange{-radius, radius}
                         : ValueRange{low, high});
  }
  return ranges;
}

std::vector<ValueRange> column_ranges(const float* values, std::size_t rows,
                                      std::size_t features, std::size_t stride,
                                      Scaling scaling) {
  ColumnRanges ranges(features);
  ranges.add(values, rows, stride);
  return ranges.ranges(scaling);
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

LevelGrid LevelGrid::from_steps(std::vector<float> low, std::vector<float> step,
                                std::vector<float> inverse_step,
                                int intervals) {
  assert(intervals >= 1);
  assert(low.size() == step.size() && low.size() == inverse_step.size());
  LevelGrid grid;
  grid.intervals_ = intervals;
  grid.low_ = std::move(low);
  grid.step_ = std::move(step);
  grid.inverse_step_ = std::move(inverse_step);
  return grid;
}

// A shorter list repeats its last level: those levels are never reached.
void LevelGrid::put_levels(std::size_t lane,
                           const std::vector<double>& levels) {
  assert(!levels.empty() && std::is_sorted(levels.begin(), levels.end()));
  float* to = levels_.data() + lane / kLanes * block_stride_ + lane % kLanes;
  for (std::size_t k = 0; k <= static_cast<std::size_t>(intervals_); ++k) {
    to[k * kLanes] = static_cast<float>(levels[std::min(k, levels.size() - 1)]);
  }
}

LevelGrid LevelGrid::from_levels(
    const std::vector<std::vector<double>>& levels) {
  LevelGrid grid;
  std::size_t most = 2;
  for (const auto& own : levels) {
    most = std::max(most, own.size());
    grid.low_.push_back(static_cast<float>(own.front()));
  }
  grid.intervals_ = static_cast<int>(most) - 1;
  grid.block_stride_ = most * kLanes;
  const std::size_t blocks = (levels.size() + kLanes - 1) / kLanes;
  grid.levels_.resize(std::max<std::size_t>(blocks, 1) * grid.block_stride_);
  for (std::size_t feature = 0; feature < levels.size(); ++feature) {
    grid.put_levels(feature, levels[feature]);
  }
  return grid;
}

LevelGrid LevelGrid::from_shared_levels(std::size_t features,
                                        const std::vector<double>& levels) {
  LevelGrid grid;
  const std::size_t count = std::max<std::size_t>(levels.size(), 2);
  grid.low_.assign(features, static_cast<float>(levels.front()));
  grid.intervals_ = static_cast<int>(count) - 1;
  grid.levels_.resize(count * kLanes);
  for (std::size_t lane = 0; lane < kLanes; ++lane) {
    grid.put_levels(lane, levels);
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
  // The number of inner levels at or below the value, by bisection.
  const float* levels = lane(feature);
  int cell = 0;
  for (int above = intervals_; above - cell > 1;) {
    const int middle = (cell + above) / 2;
    (levels[static_cast<std::size_t>(middle) * kLanes] <= value ? cell
                                                                : above) =
        middle;
  }
  const float lower = level(feature, cell);
  const float width = level(feature, cell + 1) - lower;
  const float fraction = width > 0 ? (value - lower) / width : 0;
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
