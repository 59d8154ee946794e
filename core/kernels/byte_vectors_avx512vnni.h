// Sixty-four bytes, for AVX-512 with VNNI and VBMI (byte_vectors.h).
#pragma once

#include <immintrin.h>

#include <cstddef>
#include <cstdint>

#include "core/kernels/target_body.h"

namespace zipml {
namespace ZIPML_KERNEL_TARGET {
namespace {

constexpr std::size_t kVectorBytes = 64;
using Bytes = __m512i;
using Ints = __m512i;

ZIPML_INLINE Bytes load_bytes(const void* p) { return _mm512_loadu_si512(p); }
ZIPML_INLINE Ints load_ints(const std::int32_t* p) { return load_bytes(p); }
ZIPML_INLINE void store_ints(std::int32_t* p, Ints v) {
  _mm512_storeu_si512(p, v);
}
ZIPML_INLINE Bytes all_bytes(int value) {
  return _mm512_set1_epi8(static_cast<char>(value));
}
ZIPML_INLINE Bytes all_quads(std::int32_t value) {
  return _mm512_set1_epi32(value);
}
ZIPML_INLINE Ints all_ints(std::int32_t value) {
  return _mm512_set1_epi32(value);
}

ZIPML_INLINE Bytes both(Bytes a, Bytes b) { return _mm512_and_si512(a, b); }
ZIPML_INLINE Bytes minus(Bytes a, Bytes b) { return _mm512_sub_epi8(a, b); }
template <int kShift>
ZIPML_INLINE Bytes shift_right(Bytes v) {  // of 16 bits
  return _mm512_srli_epi16(v, kShift);
}
ZIPML_INLINE Ints plus(Ints a, Ints b) { return _mm512_add_epi32(a, b); }
template <int kShift>
ZIPML_INLINE Ints shift_left(Ints v) {
  return _mm512_slli_epi32(v, kShift);
}

// The table four times, so that the two bits above a nibble do not matter;
// vpermb ignores those above them.
using Table = Bytes;
ZIPML_INLINE Table load_table(const std::uint8_t* table) {
  return _mm512_broadcast_i32x4(
      _mm_loadu_si128(reinterpret_cast<const __m128i*>(table)));
}
ZIPML_INLINE Bytes lookup(Table table, Bytes v) {
  return _mm512_permutexvar_epi8(v, table);
}
// As for AVX2, by the same factors.
ZIPML_INLINE Bytes third(Bytes v) {
  const Bytes t = _mm512_adds_epu8(v, all_bytes(1));
  const Bytes even_places = _mm512_set1_epi16(0x00ff);
  const Bytes even =
      _mm512_mulhi_epu16(both(t, even_places), _mm512_set1_epi16(21846));
  const Bytes odd = _mm512_mulhi_epu16(t, _mm512_set1_epi16(21845));
  // The first operand chooses: 1 takes `even`, 0 takes `odd`.
  return _mm512_ternarylogic_epi64(even_places, even, odd, 0xca);
}

// Columns of four rows, transposed so that each four neighbouring bytes are one
// column's: column 16 L + 4 m + w in the 128-bit lane L of out[m].
ZIPML_INLINE void transpose(const Bytes (&row)[4], Bytes (&out)[4]) {
  const Bytes low01 = _mm512_unpacklo_epi8(row[0], row[1]);
  const Bytes high01 = _mm512_unpackhi_epi8(row[0], row[1]);
  const Bytes low23 = _mm512_unpacklo_epi8(row[2], row[3]);
  const Bytes high23 = _mm512_unpackhi_epi8(row[2], row[3]);
  out[0] = _mm512_unpacklo_epi16(low01, low23);
  out[1] = _mm512_unpackhi_epi16(low01, low23);
  out[2] = _mm512_unpacklo_epi16(high01, high23);
  out[3] = _mm512_unpackhi_epi16(high01, high23);
}
// Sums of the transposed columns, to the order of the columns: the 4 x 4 lanes
// of 128 bits transposed.
ZIPML_INLINE void to_column_order(Ints (&v)[4]) {
  const Ints low01 = _mm512_shuffle_i32x4(v[0], v[1], 0x44);
  const Ints high01 = _mm512_shuffle_i32x4(v[0], v[1], 0xee);
  const Ints low23 = _mm512_shuffle_i32x4(v[2], v[3], 0x44);
  const Ints high23 = _mm512_shuffle_i32x4(v[2], v[3], 0xee);
  v[0] = _mm512_shuffle_i32x4(low01, low23, 0x88);
  v[1] = _mm512_shuffle_i32x4(low01, low23, 0xdd);
  v[2] = _mm512_shuffle_i32x4(high01, high23, 0x88);
  v[3] = _mm512_shuffle_i32x4(high01, high23, 0xdd);
}

constexpr int kCodeBias = 0;
constexpr int products_limit(int) { return 1 << 20; }
constexpr int kRowsAtOnce = 4;
constexpr int kRowsAtOnceTwoPlanes = 4;
constexpr int kFieldsAtOnce = 4;

struct Products {
  __m512i sums = _mm512_setzero_si512();

  ZIPML_INLINE void add(Bytes codes, Bytes values) {
    sums = _mm512_dpbusd_epi32(sums, codes, values);
  }
  ZIPML_INLINE void add_any(Bytes codes, Bytes values) { add(codes, values); }
  template <int kShift>
  ZIPML_INLINE void flush(Ints& to) {
    to = plus(to, _mm512_srai_epi32(sums, kShift));
    sums = _mm512_setzero_si512();
  }
};

ZIPML_INLINE std::int32_t sum_of(Ints v) { return _mm512_reduce_add_epi32(v); }

}  // namespace
}  // namespace ZIPML_KERNEL_TARGET
}  // namespace zipml
