// Thirty-two bytes, for AVX2 (byte_vectors.h).
#pragma once

#include <immintrin.h>

#include <cstddef>
#include <cstdint>

#include "core/kernels/target_body.h"

namespace zipml {
namespace ZIPML_KERNEL_TARGET {
namespace {

constexpr std::size_t kVectorBytes = 32;
using Bytes = __m256i;
using Ints = __m256i;

ZIPML_INLINE Bytes load_bytes(const void* p) {
  return _mm256_loadu_si256(static_cast<const __m256i*>(p));
}
ZIPML_INLINE Ints load_ints(const std::int32_t* p) { return load_bytes(p); }
ZIPML_INLINE void store_ints(std::int32_t* p, Ints v) {
  _mm256_storeu_si256(reinterpret_cast<__m256i*>(p), v);
}
ZIPML_INLINE Bytes all_bytes(int value) {
  return _mm256_set1_epi8(static_cast<char>(value));
}
ZIPML_INLINE Bytes all_quads(std::int32_t value) {
  return _mm256_set1_epi32(value);
}
ZIPML_INLINE Ints all_ints(std::int32_t value) {
  return _mm256_set1_epi32(value);
}

ZIPML_INLINE Bytes both(Bytes a, Bytes b) { return _mm256_and_si256(a, b); }
ZIPML_INLINE Bytes minus(Bytes a, Bytes b) { return _mm256_sub_epi8(a, b); }
template <int kShift>
ZIPML_INLINE Bytes shift_right(Bytes v) {  // of 16 bits
  return _mm256_srli_epi16(v, kShift);
}
ZIPML_INLINE Ints plus(Ints a, Ints b) { return _mm256_add_epi32(a, b); }
template <int kShift>
ZIPML_INLINE Ints shift_left(Ints v) {
  return _mm256_slli_epi32(v, kShift);
}

using Table = Bytes;
ZIPML_INLINE Table load_table(const std::uint8_t* table) {
  return _mm256_broadcastsi128_si256(
      _mm_loadu_si128(reinterpret_cast<const __m128i*>(table)));
}
ZIPML_INLINE Bytes lookup(Table table, Bytes v) {
  return _mm256_shuffle_epi8(table, both(v, all_bytes(15)));
}
// With t = c + 1 (255 for 255: the same third) in 16 bits, the even bytes by
// themselves and the odd ones with the even ones below, which are at least 1:
// 21846 / 65536 is above 1 / 3 and 21845 / 65536 below, both by too little to
// matter.
ZIPML_INLINE Bytes third(Bytes v) {
  const Bytes t = _mm256_adds_epu8(v, all_bytes(1));
  const Bytes even_places = _mm256_set1_epi16(0x00ff);
  const Bytes even =
      _mm256_mulhi_epu16(both(t, even_places), _mm256_set1_epi16(21846));
  const Bytes odd = _mm256_mulhi_epu16(t, _mm256_set1_epi16(21845));
  return _mm256_or_si256(even, _mm256_andnot_si256(even_places, odd));
}

// Columns of four rows, transposed so that each four neighbouring bytes are one
// column's: column 16 L + 4 m + w in the 128-bit lane L of out[m].
ZIPML_INLINE void transpose(const Bytes (&row)[4], Bytes (&out)[4]) {
  const Bytes low01 = _mm256_unpacklo_epi8(row[0], row[1]);
  const Bytes high01 = _mm256_unpackhi_epi8(row[0], row[1]);
  const Bytes low23 = _mm256_unpacklo_epi8(row[2], row[3]);
  const Bytes high23 = _mm256_unpackhi_epi8(row[2], row[3]);
  out[0] = _mm256_unpacklo_epi16(low01, low23);
  out[1] = _mm256_unpackhi_epi16(low01, low23);
  out[2] = _mm256_unpacklo_epi16(high01, high23);
  out[3] = _mm256_unpackhi_epi16(high01, high23);
}
// Sums of the transposed columns, to the order of the columns.
ZIPML_INLINE void to_column_order(Ints (&v)[4]) {
  const Ints a = _mm256_permute2x128_si256(v[0], v[1], 0x20);
  const Ints b = _mm256_permute2x128_si256(v[2], v[3], 0x20);
  const Ints c = _mm256_permute2x128_si256(v[0], v[1], 0x31);
  const Ints d = _mm256_permute2x128_si256(v[2], v[3], 0x31);
  v[0] = a;
  v[1] = b;
  v[2] = c;
  v[3] = d;
}

// Products are summed in 16 bits, two a sum, before they are widened.
constexpr int kCodeBias = 128;
constexpr int products_limit(int most) { return 32767 / (2 * most * 127); }
constexpr int kRowsAtOnce = 4;
constexpr int kRowsAtOnceTwoPlanes = 2;
constexpr int kFieldsAtOnce = 2;

struct Products {
  __m256i sums = _mm256_setzero_si256();

  ZIPML_INLINE void add(Bytes codes, Bytes values) {
    sums = _mm256_add_epi16(sums, _mm256_maddubs_epi16(codes, values));
  }
  // 255 * 127 * 2 is too much for 16 bits, 128 * 127 * 2 is not.
  ZIPML_INLINE void add_any(Bytes codes, Bytes values) {
    const Bytes centered = _mm256_xor_si256(codes, all_bytes(kCodeBias));
    add(_mm256_abs_epi8(centered), _mm256_sign_epi8(values, centered));
  }
  template <int kShift>
  ZIPML_INLINE void flush(Ints& to) {
    if (kShift > 0) sums = _mm256_srai_epi16(sums, kShift);
    to = plus(to, _mm256_madd_epi16(sums, _mm256_set1_epi16(1)));
    sums = _mm256_setzero_si256();
  }
};

ZIPML_INLINE std::int32_t sum_of(Ints v) {
  __m128i half =
      _mm_add_epi32(_mm256_castsi256_si128(v), _mm256_extracti128_si256(v, 1));
  half = _mm_add_epi32(half, _mm_shuffle_epi32(half, 0x4e));
  half = _mm_add_epi32(half, _mm_shuffle_epi32(half, 0xb1));
  return _mm_cvtsi128_si32(half);
}

}  // namespace
}  // namespace ZIPML_KERNEL_TARGET
}  // namespace zipml
