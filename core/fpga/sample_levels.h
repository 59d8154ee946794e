// The host's quantizer: uniform levels, two stochastic draws a value.
#pragma once

#include <cstdint>
#include <span>

#include "core/base/random.h"

namespace zipml::fpga {

// The interval that the host has scaled the data to.
enum class Range {
  kUnit,       // [0, 1]: levels k / 2^(b-1), k = 0 .. 2^(b-1)
  kSymmetric,  // [-1, 1]: levels k / 2^(b-2), |k| <= 2^(b-2); b >= 2
};

enum class Rounding {
  kStochastic,  // floor(value 2^shift + u), u uniform on [0, 1)
  kNearest,     // ties to even: PYNQ, one draw
};

// How far a product with a level is shifted right: b - 1 or b - 2, the
// exponent of the number of intervals in a unit. Either way there are
// 2^(b-1) + 1 levels.
int level_shift(int bits, Range range);

// The two draws of each of the values of one row. Draw 1 goes to the dot
// product, draw 2 to the gradient. `hash` is the copy's stream, `offset` the
// index of the row's first value in it. With kNearest both draws agree.
void draw_levels(std::span<const float> values, int shift, Rounding rounding,
                 const CounterHash& hash, std::uint64_t offset,
                 std::span<std::int32_t> first, std::span<std::int32_t> second);

}  // namespace zipml::fpga
