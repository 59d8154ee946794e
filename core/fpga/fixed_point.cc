#include "core/fpga/fixed_point.h"

#include <bit>

namespace zipml::fpga {

std::int32_t to_fixed(float value, int fraction, Overflows& overflows) {
  const auto bits = std::bit_cast<std::uint32_t>(value);
  const int exponent = static_cast<int>((bits >> 23) & 0xFF);
  const std::uint64_t mantissa = (bits & 0x7FFFFF) | 0x800000;
  const int shift = exponent - 127 + fraction - 23;
  std::uint64_t magnitude = 0;
  if (shift >= 32) {
    ++overflows.count;
  } else if (shift >= 0) {
    magnitude = mantissa << shift;
    if (magnitude > 0x7FFFFFFF) ++overflows.count;
  } else if (shift > -24) {
    magnitude = mantissa >> -shift;
  }
  const auto word = static_cast<std::uint32_t>(magnitude);
  return static_cast<std::int32_t>((bits >> 31) != 0 ? 0 - word : word);
}

}  // namespace zipml::fpga
