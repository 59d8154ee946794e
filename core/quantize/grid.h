// Quantization levels of every feature, in the data's own units.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/kernels/kernels.h"

namespace zipml {

// The two conventions of the paper for `bits` bits (they differ in the number
// of levels, so a table says which it used).
enum class LevelConvention {
  // Section 2.1: s intervals of step 2/s over [-1, 1], s + 1 = 2^bits levels.
  kWholeRange,
  // Supplement A.3 and B.2: step 1/s on each side of zero, s = 2^(bits - 1),
  // 2 s + 1 = 2^bits + 1 levels: one level more than `bits` bits can hold, so
  // a stored code needs bits + 1.
  kPerSign,
};

std::string_view level_convention_name(LevelConvention convention);

// Number of intervals over the whole range. bits: 1 to 16.
int interval_count(int bits, LevelConvention convention);

// How a feature's range is found.
enum class Scaling {
  kColumnMax,  // [-M_j, M_j], M_j = max_k |a_kj|: the paper's choice for
               // samples
  kMinMax,     // [min_k a_kj, max_k a_kj]: what its FPGA code does
};

// A feature's range; low == high for a constant feature, whose only level is
// `low`, met exactly.
struct ValueRange {
  double low = 0;
  double high = 0;
};

// The ranges of columns whose rows come in pieces.
class ColumnRanges {
 public:
  explicit ColumnRanges(std::size_t features)
      : least_(features), greatest_(features) {}

  // `rows` more rows, row-major, `stride` floats apart.
  void add(const float* values, std::size_t rows, std::size_t stride);
  // Of the rows so far; all 0 before the first.
  std::vector<ValueRange> ranges(Scaling scaling) const;

 private:
  bool is_empty_ = true;
  std::vector<float> least_, greatest_;
};

// The ranges of `features` features from `rows` rows, row-major, `stride`
// floats apart. Column scaling is over the data set, computed once (A.3).
std::vector<ValueRange> column_ranges(const float* values, std::size_t rows,
                                      std::size_t features, std::size_t stride,
                                      Scaling scaling);

// What the exact formulas say of rounding a value.
struct Moments {
  double mean = 0;
  double variance = 0;
};

// The levels of each feature: uniform (low + step * k), or any ascending
// levels, the same number for each feature. Copies are deep; immutable.
class LevelGrid {
 public:
  // `intervals` >= 1 uniform steps over each range.
  static LevelGrid uniform(const std::vector<ValueRange>& ranges,
                           int intervals);
  // Uniform steps as the kernels take them: low, step and inverse step of each
  // feature, to keep a grid and make the very same one again (a step's inverse
  // is rounded from the range and not from the step).
  static LevelGrid from_steps(std::vector<float> low, std::vector<float> step,
                              std::vector<float> inverse_step, int intervals);
  // One ascending list of at least two levels (or one: a constant feature) a
  // feature; shorter lists are padded by repeating their last level.
  static LevelGrid from_levels(const std::vector<std::vector<double>>& levels);
  // The same ascending levels, at least one, for every feature.
  static LevelGrid from_shared_levels(std::size_t features,
                                      const std::vector<double>& levels);

  std::size_t features() const { return low_.size(); }
  // Levels of each feature minus 1; at least 1.
  int intervals() const { return intervals_; }
  bool is_uniform() const { return levels_.empty(); }
  // Made by from_shared_levels.
  bool is_shared() const { return !is_uniform() && block_stride_ == 0; }

  // Level k of a feature, k = 0 ... intervals(), exactly as the kernels and
  // the packed stores give it back.
  float level(std::size_t feature, int k) const {
    if (is_uniform()) {
      return low_[feature] + step_[feature] * static_cast<float>(k);
    }
    return lane(feature)[static_cast<std::size_t>(k) * kLanes];
  }
  // The cell [level(k), level(k + 1)] that holds the value (0 <= k <
  // intervals(); the first or last cell for a value outside) and how far above
  // the lower level it lies, in [0, 1]: the chance of rounding up.
  struct Place {
    int cell = 0;
    float fraction = 0;
  };
  Place place(std::size_t feature, float value) const;

  // Stochastic rounding of v between its neighbours l <= v <= u, for v within
  // the range: mean v, variance (u - v)(v - l).
  Moments stochastic(std::size_t feature, float value) const;
  // Rounding to nearest: mean the nearest level (ties up), variance 0.
  Moments nearest(std::size_t feature, float value) const;

  // For the kernels; uniform grids only.
  const float* low() const { return low_.data(); }
  const float* step() const { return step_.data(); }
  const float* inverse_step() const { return inverse_step_.data(); }
  // For the kernels; other grids only.
  LevelTableRow table() const {
    return {levels_.data(), block_stride_, intervals_};
  }

  // The same to the bit in all that rounding looks at.
  friend bool operator==(const LevelGrid&, const LevelGrid&) = default;

 private:
  // Level k of a feature is at lane(feature)[k * kLanes].
  const float* lane(std::size_t feature) const {
    return levels_.data() + feature / kLanes * block_stride_ + feature % kLanes;
  }
  void put_levels(std::size_t lane, const std::vector<double>& levels);

  int intervals_ = 1;
  std::vector<float> low_, step_, inverse_step_;
  // As LevelTableRow has them, or empty; padded to whole blocks.
  std::vector<float> levels_;
  std::size_t block_stride_ = 0;
};

}  // namespace zipml
