// Rounding rules on a grid: rows of samples to rounded rows, one or more draws
// at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "core/base/random.h"
#include "core/quantize/grid.h"

namespace zipml {

enum class Rounding {
  kStochastic,  // up with the chance that makes it unbiased (section 2.1)
  kNearest,     // deterministic, ties up
};

std::string_view rounding_name(Rounding rounding);

// A uniform grid as the kernels take it.
UniformGridRow uniform_row(const LevelGrid& grid);

// Rounds rows of values to the levels of a grid. The grid must outlive it.
class Quantizer {
 public:
  Quantizer(const LevelGrid& grid, Rounding rounding)
      : grid_(&grid), rounding_(rounding) {}

  const LevelGrid& grid() const { return *grid_; }
  Rounding rounding() const { return rounding_; }

  // Rounds one row of grid().features() values. `visit` numbers the visits of
  // one stream: the same (hash, visit) gives the same draws, other visits are
  // independent. draw(0) of draws_pair equals draw.
  void draw(const float* row, const CounterHash& hash, std::uint64_t visit,
            float* out) const;
  // Two independent draws.
  void draw_pair(const float* row, const CounterHash& hash, std::uint64_t visit,
                 float* first, float* second) const;
  // Draws 2 p and 2 p + 1 of a visit with `pairs` pairs; draw_pair is p = 0 of
  // 1.
  void draw_pair(const float* row, const CounterHash& hash, std::uint64_t visit,
                 std::uint64_t pairs, std::uint64_t p, float* first,
                 float* second) const;

  // Exact mean and variance of one value's rounding.
  Moments moments(std::size_t feature, float value) const {
    return rounding_ == Rounding::kStochastic
               ? grid_->stochastic(feature, value)
               : grid_->nearest(feature, value);
  }

 private:
  const LevelGrid* grid_;
  Rounding rounding_;
};

// The dither in [0, 1) that decides value `i` of a row for draw 0 or 1: the
// definition that the kernels and this class share (core/kernels/kernels.h).
float dither(const CounterHash& hash, std::uint64_t first, std::size_t i,
             int draw);

}  // namespace zipml
