// Sixteen bytes, for any CPU (byte_vectors.h).
#pragma once

#include <cstddef>
#include <cstdint>

#include "core/kernels/target_body.h"

namespace zipml {
namespace ZIPML_KERNEL_TARGET {
namespace {

constexpr std::size_t kVectorBytes = 16;
using Bytes = std::uint8_t __attribute__((vector_size(16)));
using SignedBytes = std::int8_t __attribute__((vector_size(16)));
using Ints = std::int32_t __attribute__((vector_size(16)));
using Shorts = std::uint16_t __attribute__((vector_size(16)));
using WideShorts = std::int16_t __attribute__((vector_size(32)));
using WideWords = std::uint16_t __attribute__((vector_size(32)));
using WideInts = std::int32_t __attribute__((vector_size(32)));

ZIPML_INLINE Bytes load_bytes(const void* p) {
  Bytes v;
  __builtin_memcpy(&v, p, sizeof v);
  return v;
}
ZIPML_INLINE Ints load_ints(const std::int32_t* p) {
  Ints v;
  __builtin_memcpy(&v, p, sizeof v);
  return v;
}
ZIPML_INLINE void store_ints(std::int32_t* p, Ints v) {
  __builtin_memcpy(p, &v, sizeof v);
}
ZIPML_INLINE Bytes all_bytes(int value) {
  return Bytes{} + static_cast<std::uint8_t>(value);
}
ZIPML_INLINE Bytes all_quads(std::int32_t value) {
  return reinterpret_cast<Bytes>(Ints{} + value);
}
ZIPML_INLINE Ints all_ints(std::int32_t value) { return Ints{} + value; }

ZIPML_INLINE Bytes both(Bytes a, Bytes b) { return a & b; }
ZIPML_INLINE Bytes minus(Bytes a, Bytes b) { return a - b; }
template <int kShift>
ZIPML_INLINE Bytes shift_right(Bytes v) {  // of 16 bits
  return reinterpret_cast<Bytes>(reinterpret_cast<Shorts>(v) >> kShift);
}
ZIPML_INLINE Ints plus(Ints a, Ints b) { return a + b; }
template <int kShift>
ZIPML_INLINE Ints shift_left(Ints v) {
  return v << kShift;
}
template <int kShift>
ZIPML_INLINE Ints shift_right_signed(Ints v) {
  return v >> kShift;
}

using Table = Bytes;
ZIPML_INLINE Table load_table(const std::uint8_t* table) {
  return load_bytes(table);
}
ZIPML_INLINE Bytes lookup(Table table, Bytes v) {
#if defined(__clang__)
  // It has no shuffle by places that are known at run time only.
  Bytes out;
  for (std::size_t i = 0; i < kVectorBytes; ++i) out[i] = table[v[i] & 15];
  return out;
#else
  return __builtin_shuffle(table, v & 15);
#endif
}
ZIPML_INLINE Bytes third(Bytes v) {
  // 171 / 512 is near enough to 1 / 3 up to 256.
  const WideWords t = __builtin_convertvector(v, WideWords) + 1;
  return __builtin_convertvector(t * 171 >> 9, Bytes);
}

// Columns of four rows, transposed so that each four neighbouring bytes are one
// column's: column 4 m + w in four bytes of out[m].
ZIPML_INLINE void transpose(const Bytes (&row)[4], Bytes (&out)[4]) {
#define ZIPML_PAIRS(a, b, i)                                                  \
  __builtin_shufflevector(a, b, i, i + 16, i + 1, i + 17, i + 2, i + 18,      \
                          i + 3, i + 19, i + 4, i + 20, i + 5, i + 21, i + 6, \
                          i + 22, i + 7, i + 23)
#define ZIPML_QUADS(a, b, i)                                                   \
  __builtin_shufflevector(a, b, i, i + 1, i + 16, i + 17, i + 2, i + 3,        \
                          i + 18, i + 19, i + 4, i + 5, i + 20, i + 21, i + 6, \
                          i + 7, i + 22, i + 23)
  const Bytes low01 = ZIPML_PAIRS(row[0], row[1], 0);
  const Bytes high01 = ZIPML_PAIRS(row[0], row[1], 8);
  const Bytes low23 = ZIPML_PAIRS(row[2], row[3], 0);
  const Bytes high23 = ZIPML_PAIRS(row[2], row[3], 8);
  out[0] = ZIPML_QUADS(low01, low23, 0);
  out[1] = ZIPML_QUADS(low01, low23, 8);
  out[2] = ZIPML_QUADS(high01, high23, 0);
  out[3] = ZIPML_QUADS(high01, high23, 8);
#undef ZIPML_PAIRS
#undef ZIPML_QUADS
}
// Sums of the transposed columns, to the order of the columns.
ZIPML_INLINE void to_column_order(Ints (&)[4]) {}

constexpr int kCodeBias = 0;
constexpr int products_limit(int) { return 1 << 20; }
// Groups of a dot product's rows, and columns of a byte, that fit the
// registers.
constexpr int kRowsAtOnce = 2;
constexpr int kRowsAtOnceTwoPlanes = 2;
constexpr int kFieldsAtOnce = 2;

struct Products {
  Ints sums = {};

  ZIPML_INLINE void add(Bytes codes, Bytes values) {
    // At most 255 * 128 in absolute value, so 16 bits hold it.
    const WideShorts products =
        __builtin_convertvector(codes, WideShorts) *
        __builtin_convertvector(reinterpret_cast<SignedBytes>(values),
                                WideShorts);
    const WideInts both_halves = reinterpret_cast<WideInts>(products);
    const WideInts pairs = (both_halves << 16 >> 16) + (both_halves >> 16);
    sums += __builtin_shufflevector(pairs, pairs, 0, 2, 4, 6) +
            __builtin_shufflevector(pairs, pairs, 1, 3, 5, 7);
  }
  ZIPML_INLINE void add_any(Bytes codes, Bytes values) { add(codes, values); }
  // Adds the sums, without their `kShift` lowest bits, which are 0, and starts
  // anew.
  template <int kShift>
  ZIPML_INLINE void flush(Ints& to) {
    to += sums >> kShift;
    sums = Ints{};
  }
};

ZIPML_INLINE std::int32_t sum_of(Ints v) { return v[0] + v[1] + v[2] + v[3]; }

}  // namespace
}  // namespace ZIPML_KERNEL_TARGET
}  // namespace zipml
