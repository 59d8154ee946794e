// The inner loops, one version a target, chosen at run time.
//
// Every version gives the same bits: sums run in kLanes fixed lanes that are
// added up in a fixed tree, nothing is contracted into fused multiply-adds,
// and random bits come from a counter hash. So results do not depend on the
// CPU (target.h: how one is chosen).
#pragma once

#include <cstddef>
#include <cstdint>

#include "core/kernels/target.h"

namespace zipml {

// Values a block: sums have this many lanes, draws this many values a block.
inline constexpr std::size_t kLanes = 16;

// Uniform quantization of a row: value i lies on the grid
//   low[i] + step[i] * k,  k = 0 ... intervals.
// inverse_step[i] = 1 / step[i], or 0 where step[i] is 0 (a constant feature:
// its only level is low[i]).
struct UniformGridRow {
  const float* low;
  const float* step;
  const float* inverse_step;
  float intervals;
};

// Rounding of a row to any ascending levels: level k of value i is
//   levels[i / kLanes * block_stride + k * kLanes + i % kLanes],
// k = 0 ... intervals, intervals >= 1. All kLanes lanes of the last block must
// be readable. block_stride = kLanes * (intervals + 1), or 0 where every value
// has the levels of the one block.
struct LevelTableRow {
  const float* levels;
  std::size_t block_stride;
  int intervals;
};

// Where a row's random bits come from: words H(first), H(first + 1), ... of
// CounterHash{base}. Block B of 16 values uses the words first + 16 B + w:
// w = 0..7 hold the 16 dithers of draw 0 and w = 8..15 those of draw 1, two
// 32-bit halves a word, the low half first. A dither is the top 24 bits of
// its half, as a fraction.
struct DrawBits {
  std::uint64_t base;
  std::uint64_t first;
};

// How many words a row of n values uses up: n rounded up to whole blocks.
constexpr std::uint64_t draw_words(std::size_t n) {
  return (n + kLanes - 1) / kLanes * kLanes;
}

// What codes() makes of a value between the levels k and k + 1: of one draw k1
// or of two, k1 and k2.
enum class DrawCode {
  kNearest,      // the nearest level's index, ties up
  kOne,          // k1
  kOrderedPair,  // 2 k1 + k2
  kSum,          // k1 + k2
};

// How many words of a CounterHash the codes of a row of n values use up.
constexpr std::uint64_t code_words(std::size_t n) {
  return (n + kLanes - 1) / kLanes * (kLanes / 2);
}

// The rows of a batch, and those that come next: fetched into the second-level
// cache meanwhile, half of them by dots() and half by add_rows(). May be none.
struct RowBatch {
  const float* const* rows = nullptr;
  std::size_t count = 0;
  const float* const* next = nullptr;
  std::size_t next_count = 0;
};

struct Kernels {
  const char* name;  // of the target that they are compiled for

  // sum_i a[i] b[i].
  float (*dot)(const float* a, const float* b, std::size_t n);
  // y[i] += alpha * a[i].
  void (*add_scaled)(float alpha, const float* a, float* y, std::size_t n);
  // The two for a batch, to the bit as row after row: sums[r] = dot(rows[r],
  // x), and y[i] += weights[0] rows[0][i], then weights[1] rows[1][i], ...
  // Faster, since x and y are read once for several rows.
  void (*dots)(const RowBatch& batch, const float* x, std::size_t n,
               float* sums);
  void (*add_rows)(const RowBatch& batch, const float* weights, std::size_t n,
                   float* y);
  // The bits of all of them, one or the other: reads n floats as fast as they
  // come, to measure that.
  std::uint32_t (*bits_of_all)(const float* x, std::size_t n);
  // Stochastic rounding to the two neighbouring levels, unbiased up to the 24
  // bits of the dither: q[i] = low + step (k + [u < t - k]) with
  // t = (v - low) / step, k = floor(t), clamped to the ends. One draw, and two
  // independent draws of which the first is the same as the one draw.
  void (*round_stochastic)(const float* v, const UniformGridRow& grid,
                           const DrawBits& bits, std::size_t n, float* q);
  void (*round_pair)(const float* v, const UniformGridRow& grid,
                     const DrawBits& bits, std::size_t n, float* q1, float* q2);
  // Deterministic: the nearest level (ties upwards).
  void (*round_nearest)(const float* v, const UniformGridRow& grid,
                        std::size_t n, float* q);
  // The same three on a table, where v lies between the neighbouring levels
  // l <= v <= u: q[i] = u if u01 < (v - l) / (u - l), else l. Values outside
  // the levels go to the nearer end. Time: intervals a value.
  void (*round_stochastic_table)(const float* v, const LevelTableRow& table,
                                 const DrawBits& bits, std::size_t n, float* q);
  void (*round_pair_table)(const float* v, const LevelTableRow& table,
                           const DrawBits& bits, std::size_t n, float* q1,
                           float* q2);
  void (*round_nearest_table)(const float* v, const LevelTableRow& table,
                              std::size_t n, float* q);
  // Codes of a row for storage, at most 255, one byte each; writes n rounded up
  // to whole blocks of kLanes. Block B uses the words bits.first + 8 B + w, w =
  // 0..7: 16 halves of 32 bits, the low half of a word first. The low 16 bits
  // of value i's half are draw 1's dither d, the high ones draw 2's: up where d
  // < round(65536 (t - k)), so the chance of going up is off by at most 2^-17.
  void (*codes)(const float* v, const UniformGridRow& grid,
                const DrawBits& bits, DrawCode code, std::size_t n,
                std::uint8_t* out);
  void (*codes_table)(const float* v, const LevelTableRow& table,
                      const DrawBits& bits, DrawCode code, std::size_t n,
                      std::uint8_t* out);
};

// The version of a target, which this CPU must run.
const Kernels& kernels(Target target = current_target());

}  // namespace zipml
