// Stochastic gradients in integers, on rows of packed codes.
//
// A row of n columns is `blocks` blocks of 64 bytes. With b bits a code, V = 8
// / b columns share a byte: column c lies in block c / (64 V), in byte c % 64,
// in the bits b k ... b k + b - 1 with k = c % (64 V) / 64. So 64 columns that
// follow each other come out of a block by one mask, whatever the width of a
// vector, and a row is read as one stream. The codes behind the last column are
// 0.
//
// What multiplies the codes are integers too: the model as an image of one or
// two signed bytes a column, the residuals of a batch likewise. Integer sums do
// not depend on their order, so every target gives the same bits, and so does
// any division of a batch among threads.
#pragma once

#include <cstddef>
#include <cstdint>

#include "core/kernels/target.h"

namespace zipml {

// Bytes of a block of a packed row.
inline constexpr std::size_t kPackedBlock = 64;

// The integer that a kernel sees in a code.
enum class CodeView {
  kWhole8,       // c, of 8 bits
  kThird8,       // (c + 1) / 3, rounded down: k1 of a pair 2 k1 + k2
  kRest8,        // c - 2 ((c + 1) / 3): k2 of the pair
  kLowBit8,      // c % 2
  kWhole4,       // c, of 4 bits
  kSmallTable4,  // table[c], entries 0 ... 15
  kTable4,       // table[c], entries 0 ... 63
  kWhole2,       // c, of 2 bits
  kHighBit2,     // c / 2: k1 of the pair 2 k1 + k2
  kLowBit2,      // c % 2: k2
  kWhole1,       // c, of 1 bit
};
inline constexpr int kCodeViews = 11;

// Bits of a code, and the largest integer of the view (255 / 3 + 1 for the two
// of a pair; a table's entries are the caller's).
int code_view_bits(CodeView view);
int code_view_most(CodeView view);
// What the view sees in the code: the definition that the kernels are tested
// against. `table`: of 16 entries, for the tables.
int code_view_value(CodeView view, int code, const std::uint8_t* table);

// Blocks of a row of so many columns.
constexpr std::size_t packed_blocks(std::size_t columns, int bits) {
  const std::size_t block = kPackedBlock * 8 / static_cast<std::size_t>(bits);
  return (columns + block - 1) / block;
}

// The rows of a batch (or of a thread's part of one).
struct PackedBatch {
  const std::uint8_t* const* rows = nullptr;
  std::size_t count = 0;
  std::size_t blocks = 0;  // of a row
  // Rows that come next, fetched into the second-level cache meanwhile, half of
  // them by dots() and half by gradient(). May be none.
  const std::uint8_t* const* next = nullptr;
  std::size_t next_count = 0;
};

// A vector of integers as signed bytes, value = 128 high + low where there is
// `low`, and value = high where that is null. -127 <= high <= 127 and -64 <=
// low <= 63, so |value| <= kTwoPlaneLimit or kOnePlaneLimit.
struct BytePlanes {
  const std::int8_t* high = nullptr;
  const std::int8_t* low = nullptr;
};
inline constexpr int kOnePlaneLimit = 127;
inline constexpr int kTwoPlaneLimit = 127 * 128 + 63;

struct PackedKernels {
  const char* name;  // of the target that they are compiled for

  // sums[r] = sum_j view(code_rj) image_j for the rows of the batch. The image
  // has 64 V blocks bytes in natural order, 0 behind the last column;
  // `image_sum` = sum_j image_j.
  void (*dots)(CodeView view, const std::uint8_t* table,
               const PackedBatch& batch, const BytePlanes& image,
               std::int64_t image_sum, std::int64_t* sums);
  // sums[j] = sum_r residual_r view(code_rj) for all 64 V blocks columns,
  // the padding included. The residuals are `count` rounded up to a multiple of
  // 4, the surplus 0. The caller sees to it that no sum exceeds 2^31 - 1.
  void (*gradient)(CodeView view, const std::uint8_t* table,
                   const PackedBatch& batch, const BytePlanes& residuals,
                   std::int32_t* sums);

  // The largest |x_j scale_j| (scale null: 1); NaN if one is NaN.
  float (*largest)(const float* x, const float* scale, std::size_t n);
  // The image round(x_j scale_j inverse) of n columns, ties to even, clamped to
  // the planes' limit. Returns its sum. `low` null: one plane.
  std::int64_t (*image)(const float* x, const float* scale, float inverse,
                        std::size_t n, std::int8_t* high, std::int8_t* low);
  // Stochastic rounding of e_r inverse to integers, unbiased up to the 24 bits
  // of the dither H(first + r) >> 40 of CounterHash{base}; |e_r inverse| <=
  // `limit`. Returns the sum of the integers. n values; writes up to the next
  // multiple of 4, zeros there.
  std::int64_t (*round_residuals)(const float* e, float inverse, int limit,
                                  std::uint64_t base, std::uint64_t first,
                                  std::size_t n, std::int8_t* high,
                                  std::int8_t* low);
  // out_j = scale_j (weight (2 sums_j - twice_center)) + middle_j offset, with
  // scale null: 1, middle null: no second term. |2 sums_j - twice_center| <
  // 2^31.
  void (*scale_gradient)(const std::int32_t* sums, std::int32_t twice_center,
                         float weight, const float* scale, const float* middle,
                         float offset, std::size_t n, float* out);

  // A row's bytes from its codes, one byte each, 0 behind the last column: 64 V
  // blocks of them.
  void (*pack)(const std::uint8_t* codes, int bits, std::size_t blocks,
               std::uint8_t* row);
};

// The version of a target, which this CPU must run.
const PackedKernels& packed_kernels(Target target = current_target());

}  // namespace zipml
