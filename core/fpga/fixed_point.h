// The arithmetic of the data path, operation by operation, as the RTL does it.
//
// Model and intermediates are 32-bit two's complement with `fraction` fraction
// bits (23 in every design: 1.0 is 0x00800000). Additions wrap; Overflows
// counts how often, because a wrapped model is the hardware's divergence.
#pragma once

#include <cstdint>

namespace zipml::fpga {

struct Overflows {
  std::int64_t count = 0;
};

// a + b and a - b modulo 2^32.
inline std::int32_t wrapped_sum(std::int32_t a, std::int32_t b,
                                Overflows& overflows) {
  std::int32_t sum = 0;
  if (__builtin_add_overflow(a, b, &sum)) ++overflows.count;
  return sum;
}
inline std::int32_t wrapped_difference(std::int32_t a, std::int32_t b,
                                       Overflows& overflows) {
  std::int32_t difference = 0;
  if (__builtin_sub_overflow(a, b, &difference)) ++overflows.count;
  return difference;
}

// float32 to fixed point: the mantissa is shifted, so the magnitude is
// truncated (towards zero); bits above 32 are lost, and counted.
std::int32_t to_fixed(float value, int fraction, Overflows& overflows);

// Fixed point to float32, rounded to nearest even: value * 2^-fraction.
inline float to_float(std::int32_t value, int fraction) {
  // A power of two: the quotient is exact.
  return static_cast<float>(value) /
         static_cast<float>(std::int64_t{1} << fraction);
}

// floor(level * value / 2^shift): an integer multiply, then a right shift.
inline std::int32_t scaled(std::int32_t level, std::int32_t value, int shift) {
  return static_cast<std::int32_t>((std::int64_t{level} * value) >> shift);
}

}  // namespace zipml::fpga
