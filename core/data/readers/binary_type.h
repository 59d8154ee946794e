// How numbers lie in the bytes of binary files, and what they are as doubles.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace zipml {

// The order of a number's bytes: the low ones first, or the high ones.
enum class ByteOrder { kLittle, kBig };

// A type of numbers: IEEE 754 floats, bfloat16 (the upper half of a float32),
// two's complement and unsigned integers, and bool (a byte of 0 or 1).
struct BinaryType {
  // The doubles of `count` numbers that start at `bytes`. Returns how many of
  // them are not exact: integers of 64 bits that a double's 53 cannot hold,
  // rounded to the nearest. All else is exact, with subnormals, infinities and
  // NaN; the byte of a bool is taken as a number.
  using Decode = std::size_t (*)(const char* bytes, std::size_t count,
                                 double* values);

  std::string_view name;              // "float32"
  std::size_t bytes = 0;              // of one number: 1, 2, 4 or 8
  std::string_view npy_code;          // "f4"; empty when NumPy has none
  std::string_view safetensors_name;  // "F32"
  Decode decode_little = nullptr;
  Decode decode_big = nullptr;

  Decode decode(ByteOrder order) const {
    return order == ByteOrder::kLittle ? decode_little : decode_big;
  }
};

// All of them.
std::span<const BinaryType> binary_types();

// The one of a name, which must be there.
const BinaryType& binary_type(std::string_view name);

}  // namespace zipml
