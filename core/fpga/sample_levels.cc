#include "core/fpga/sample_levels.h"

#include <cassert>
#include <cmath>

namespace zipml::fpga {
namespace {

// floor(value) of a number that an int holds.
std::int32_t floor_of(double value) {
  const auto whole = static_cast<std::int32_t>(value);
  return whole - (value < whole ? 1 : 0);
}

}  // namespace

int level_shift(int bits, Range range) {
  assert(bits >= (range == Range::kUnit ? 1 : 2));
  return range == Range::kUnit ? bits - 1 : bits - 2;
}

void draw_levels(std::span<const float> values, int shift, Rounding rounding,
                 const CounterHash& hash, std::uint64_t offset,
                 std::span<std::int32_t> first,
                 std::span<std::int32_t> second) {
  assert(first.size() == values.size() && second.size() == values.size());
  const double scale = std::ldexp(1.0, shift);
  if (rounding == Rounding::kNearest) {
    for (std::size_t j = 0; j < values.size(); ++j) {
      first[j] = static_cast<std::int32_t>(std::nearbyint(values[j] * scale));
      second[j] = first[j];
    }
    return;
  }
  for (std::size_t j = 0; j < values.size(); ++j) {
    const std::uint64_t bits = hash(offset + j);
    const double value = values[j] * scale;
    // 32 bits a draw: u = bits / 2^32 is below 1, so a value on a level stays.
    const double u = static_cast<double>(bits >> 32) * 0x1p-32;
    const double v = static_cast<double>(bits & 0xFFFFFFFFu) * 0x1p-32;
    first[j] = floor_of(value + u);
    second[j] = floor_of(value + v);
  }
}

}  // namespace zipml::fpga
