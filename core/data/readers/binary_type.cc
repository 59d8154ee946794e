#include "core/data/readers/binary_type.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>
#include <concepts>
#include <cstring>
#include <type_traits>

namespace zipml {
namespace {

// The unsigned integer of the bytes at `bytes`.
template <std::unsigned_integral Bits, ByteOrder order>
Bits load_bits(const char* bytes) {
  std::array<char, sizeof(Bits)> copy;
  std::memcpy(copy.data(), bytes, sizeof(Bits));
  constexpr auto kHost = std::endian::native == std::endian::little
                             ? ByteOrder::kLittle
                             : ByteOrder::kBig;
  if constexpr (order != kHost) std::reverse(copy.begin(), copy.end());
  return std::bit_cast<Bits>(copy);
}

struct Float64 {
  using Bits = std::uint64_t;
  static double value(Bits bits) { return std::bit_cast<double>(bits); }
};

struct Float32 {
  using Bits = std::uint32_t;
  static double value(Bits bits) { return double{std::bit_cast<float>(bits)}; }
};

struct BFloat16 {
  using Bits = std::uint16_t;
  static double value(Bits bits) {
    return Float32::value(std::uint32_t{bits} << 16);
  }
};

// 1 bit of sign, 5 of exponent (bias 15), 10 of mantissa.
struct Float16 {
  using Bits = std::uint16_t;
  static double value(Bits bits) {
    const std::uint64_t magnitude = bits & 0x7fffu;
    // Below 2^-14 (no exponent): the mantissa counts 2^-24.
    const double subnormal = static_cast<double>(magnitude) * 0x1p-24;
    // Else the same fields in a double's places, with its bias of 1023.
    const std::uint64_t bias = magnitude < 0x7c00 ? 1023 - 15 : 2047 - 31;
    const auto normal = std::bit_cast<double>((magnitude << 42) + (bias << 52));
    const double value = magnitude < 0x0400 ? subnormal : normal;
    return (bits & 0x8000) != 0 ? -value : value;
  }
};

template <std::integral Integer>
struct WholeNumber {
  using Bits = std::make_unsigned_t<Integer>;
  static double value(Bits bits) {
    return static_cast<double>(static_cast<Integer>(bits));
  }
};

// From its highest bit that is set to its lowest one, a double holds 53.
template <std::integral Integer>
bool fits_double(std::uint64_t bits) {
  const bool negative = std::signed_integral<Integer> && bits >> 63 != 0;
  const std::uint64_t magnitude = negative ? ~bits + 1 : bits;
  return static_cast<int>(std::bit_width(magnitude)) <=
         53 + std::countr_zero(magnitude);
}

template <typename Type, ByteOrder order>
std::size_t decode_numbers(const char* bytes, std::size_t count,
                           double* values) {
  using Bits = typename Type::Bits;
  for (std::size_t i = 0; i < count; ++i) {
    values[i] = Type::value(load_bits<Bits, order>(bytes + i * sizeof(Bits)));
  }
  return 0;
}

template <std::integral Integer, ByteOrder order>
std::size_t decode_wide_integers(const char* bytes, std::size_t count,
                                 double* values) {
  std::size_t inexact = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const auto bits = load_bits<std::uint64_t, order>(bytes + i * 8);
    values[i] = WholeNumber<Integer>::value(bits);
    inexact += fits_double<Integer>(bits) ? 0 : 1;
  }
  return inexact;
}

template <typename Type>
constexpr BinaryType type_row(std::string_view name, std::string_view npy_code,
                              std::string_view safetensors_name) {
  return {name,
          sizeof(typename Type::Bits),
          npy_code,
          safetensors_name,
          decode_numbers<Type, ByteOrder::kLittle>,
          decode_numbers<Type, ByteOrder::kBig>};
}

template <std::integral Integer>
constexpr BinaryType wide_integer_row(std::string_view name,
                                      std::string_view npy_code,
                                      std::string_view safetensors_name) {
  return {name,
          8,
          npy_code,
          safetensors_name,
          decode_wide_integers<Integer, ByteOrder::kLittle>,
          decode_wide_integers<Integer, ByteOrder::kBig>};
}

constexpr std::array kBinaryTypes = {
    type_row<Float16>("float16", "f2", "F16"),
    type_row<BFloat16>("bfloat16", "", "BF16"),
    type_row<Float32>("float32", "f4", "F32"),
    type_row<Float64>("float64", "f8", "F64"),
    type_row<WholeNumber<std::int8_t>>("int8", "i1", "I8"),
    type_row<WholeNumber<std::int16_t>>("int16", "i2", "I16"),
    type_row<WholeNumber<std::int32_t>>("int32", "i4", "I32"),
    wide_integer_row<std::int64_t>("int64", "i8", "I64"),
    type_row<WholeNumber<std::uint8_t>>("uint8", "u1", "U8"),
    type_row<WholeNumber<std::uint16_t>>("uint16", "u2", "U16"),
    type_row<WholeNumber<std::uint32_t>>("uint32", "u4", "U32"),
    wide_integer_row<std::uint64_t>("uint64", "u8", "U64"),
    type_row<WholeNumber<std::uint8_t>>("bool", "b1", "BOOL"),
};

}  // namespace

std::span<const BinaryType> binary_types() { return kBinaryTypes; }

const BinaryType& binary_type(std::string_view name) {
  const auto found =
      std::find_if(kBinaryTypes.begin(), kBinaryTypes.end(),
                   [&](const BinaryType& type) { return type.name == name; });
  assert(found != kBinaryTypes.end());
  return *found;
}

}  // namespace zipml
