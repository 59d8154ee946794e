// The packed kernels' only source (target_body.h: how it becomes one version a
// target; byte_vectors.h: what a target's vectors do).
#pragma once

#include "core/kernels/byte_vectors.h"
#include "core/kernels/packed_kernels.h"
#include "core/kernels/target_body.h"

namespace zipml {
namespace ZIPML_KERNEL_TARGET {
namespace {

// A view: bits of a code, V columns a byte, and the largest integer that it
// gives to a product. Columns k and k + kGroups of a byte come out in the same
// place, shifted left by kShift of group k % kGroups.
template <CodeView kView>
struct View;

template <int kBitsOfCode, int kMostOfField, int kGroupsOfFields, int kFirst,
          int kSecond>
struct ViewShape {
  static constexpr int kBits = kBitsOfCode;
  static constexpr int kFields = 8 / kBitsOfCode;
  static constexpr int kMost = kMostOfField;
  static constexpr int kGroups = kGroupsOfFields;
  static constexpr int kShifts[2] = {kFirst, kSecond};
};
template <>
struct View<CodeView::kWhole8> : ViewShape<8, 255, 1, 0, 0> {};
template <>
struct View<CodeView::kThird8> : ViewShape<8, 85, 1, 0, 0> {};
template <>
struct View<CodeView::kRest8> : ViewShape<8, 86, 1, 0, 0> {};
template <>
struct View<CodeView::kLowBit8> : ViewShape<8, 1, 1, 0, 0> {};
template <>
struct View<CodeView::kWhole4> : ViewShape<4, 15, 1, 0, 0> {};
template <>
struct View<CodeView::kSmallTable4> : ViewShape<4, 15, 1, 0, 0> {};
template <>
struct View<CodeView::kTable4> : ViewShape<4, 63, 1, 0, 0> {};
template <>
struct View<CodeView::kWhole2> : ViewShape<2, 12, 2, 0, 2> {};
template <>
struct View<CodeView::kHighBit2> : ViewShape<2, 8, 2, 1, 3> {};
template <>
struct View<CodeView::kLowBit2> : ViewShape<2, 4, 2, 0, 2> {};
template <>
struct View<CodeView::kWhole1> : ViewShape<1, 1, 1, 0, 0> {};

// The columns k of the bytes v, k = kFrom ... kFrom + kCount - 1.
template <CodeView kView, int kFrom, int kCount>
ZIPML_INLINE void fields(Bytes v, Table table, Bytes (&out)[kCount]) {
  using enum CodeView;
  constexpr int kBits = View<kView>::kBits;
  if constexpr (kView == kWhole8) {
    out[0] = v;
  } else if constexpr (kView == kThird8) {
    out[0] = third(v);
  } else if constexpr (kView == kRest8) {
    const Bytes k1 = third(v);
    out[0] = minus(minus(v, k1), k1);
  } else if constexpr (kView == kLowBit8) {
    out[0] = both(v, all_bytes(1));
  } else if constexpr (kBits == 4) {
#pragma GCC unroll 8
    for (int k = 0; k < kCount; ++k) {
      const Bytes nibble = kFrom + k == 0 ? v : shift_right<4>(v);
      out[k] = kView == kWhole4 ? both(nibble, all_bytes(15))
                                : lookup(table, nibble);
    }
  } else if constexpr (kBits == 2) {
    constexpr int kMask = kView == kWhole2 ? 3 : kView == kHighBit2 ? 2 : 1;
    const Bytes above = shift_right<4>(v);
#pragma GCC unroll 8
    for (int k = 0; k < kCount; ++k) {
      const int field = kFrom + k;
      out[k] = both(field < 2 ? v : above,
                    all_bytes(field % 2 == 0 ? kMask : kMask << 2));
    }
  } else {
    const Bytes mask = all_bytes(1);
    const auto at = [&](int k) {
      switch (k) {
        case 0:
          return v;
        case 1:
          return shift_right<1>(v);
        case 2:
          return shift_right<2>(v);
        case 3:
          return shift_right<3>(v);
        case 4:
          return shift_right<4>(v);
        case 5:
          return shift_right<5>(v);
        case 6:
          return shift_right<6>(v);
        default:
          return shift_right<7>(v);
      }
    };
#pragma GCC unroll 8
    for (int k = 0; k < kCount; ++k) out[k] = both(at(kFrom + k), mask);
  }
}

template <CodeView kView>
ZIPML_INLINE void multiply(Products& products, Bytes codes, Bytes values) {
  if constexpr (kView == CodeView::kWhole8) {
    products.add_any(codes, values);
  } else {
    products.add(codes, values);
  }
}

// How often a group of a view may be multiplied before its products are
// flushed.
template <CodeView kView>
constexpr int products_of() {
  return kView == CodeView::kWhole8 && kCodeBias != 0
             ? 1
             : products_limit(View<kView>::kMost);
}

template <CodeView kView>
ZIPML_INLINE void flush(Products (&products)[View<kView>::kGroups], Ints& to) {
  products[0].template flush<View<kView>::kShifts[0]>(to);
  if constexpr (View<kView>::kGroups == 2) {
    products[1].template flush<View<kView>::kShifts[1]>(to);
  }
}

// The next batch's lines, two at a time, in the order of memory.
class Prefetcher {
 public:
  ZIPML_INLINE Prefetcher(const PackedBatch& batch, std::size_t begin,
                          std::size_t end)
      : row_(batch.next + begin),
        end_(batch.next + end),
        lines_(batch.blocks) {}

  ZIPML_INLINE void two() {
    if (row_ >= end_) return;
    const std::uint8_t* line = *row_ + line_ * kPackedBlock;
    __builtin_prefetch(line, 0, 2);
    __builtin_prefetch(line + kPackedBlock, 0, 2);
    line_ += 2;
    if (line_ < lines_) return;
    line_ = 0;
    ++row_;
  }

 private:
  const std::uint8_t* const* row_;
  const std::uint8_t* const* end_;
  std::size_t lines_;
  std::size_t line_ = 0;
};

// So few columns that a row's sum of products is below 2^31 in every lane and
// in all of them together: 65536 * 255 * 128.
constexpr std::size_t kColumnsAtOnce = 65536;
constexpr std::size_t kParts = kPackedBlock / kVectorBytes;

// The dots of kRows rows over blocks of at most kColumnsAtOnce columns, added
// to the sums.
template <CodeView kView, int kRows, bool kTwoPlanes>
ZIPML_INLINE void dot_rows(const std::uint8_t* const* rows, std::size_t begin,
                           std::size_t end, Table table,
                           const BytePlanes& image, Prefetcher& prefetcher,
                           std::int64_t* sums) {
  using Shape = View<kView>;
  constexpr int kFields = Shape::kFields;
  constexpr int kGroups = Shape::kGroups;
  constexpr int kPartsAtOnce = products_of<kView>() / (kFields / kGroups);
  static_assert(kPartsAtOnce >= 1);
  constexpr std::size_t kBlocksAtOnce =
      kPartsAtOnce / static_cast<int>(kParts) > 1
          ? static_cast<std::size_t>(kPartsAtOnce) / kParts
          : 1;
  constexpr bool kFlushesParts = kPartsAtOnce < static_cast<int>(kParts);
  Ints high[kRows] = {}, low[kRows] = {};
  Products products[kRows][kGroups], low_products[kRows][kGroups];
  const std::int8_t* high_image =
      image.high + begin * kPackedBlock * static_cast<std::size_t>(kFields);
  const std::int8_t* low_image =
      kTwoPlanes
          ? image.low + begin * kPackedBlock * static_cast<std::size_t>(kFields)
          : nullptr;
  const auto flush_all = [&]() __attribute__((always_inline)) {
#pragma GCC unroll 4
    for (int r = 0; r < kRows; ++r) {
      flush<kView>(products[r], high[r]);
      if (kTwoPlanes) flush<kView>(low_products[r], low[r]);
    }
  };
  for (std::size_t from = begin; from < end; from += kBlocksAtOnce) {
    const std::size_t to =
        from + kBlocksAtOnce < end ? from + kBlocksAtOnce : end;
    for (std::size_t block = from; block < to; ++block) {
      prefetcher.two();
#pragma GCC unroll 4
      for (std::size_t part = 0; part < kParts; ++part) {
        const std::size_t at = part * kVectorBytes;
        Bytes codes[kRows][kFields];
#pragma GCC unroll 4
        for (int r = 0; r < kRows; ++r) {
          fields<kView, 0, kFields>(
              load_bytes(rows[r] + block * kPackedBlock + at), table, codes[r]);
        }
#pragma GCC unroll 8
        for (int k = 0; k < kFields; ++k) {
          const std::size_t column =
              static_cast<std::size_t>(k) * kPackedBlock + at;
          const Bytes x = load_bytes(high_image + column);
#pragma GCC unroll 4
          for (int r = 0; r < kRows; ++r) {
            multiply<kView>(products[r][k % kGroups], codes[r][k], x);
          }
          if constexpr (kTwoPlanes) {
            const Bytes y = load_bytes(low_image + column);
#pragma GCC unroll 4
            for (int r = 0; r < kRows; ++r) {
              multiply<kView>(low_products[r][k % kGroups], codes[r][k], y);
            }
          }
        }
        if (kFlushesParts) flush_all();
      }
      high_image += kPackedBlock * static_cast<std::size_t>(kFields);
      if (kTwoPlanes) {
        low_image += kPackedBlock * static_cast<std::size_t>(kFields);
      }
    }
    if (!kFlushesParts) flush_all();
  }
#pragma GCC unroll 4
  for (int r = 0; r < kRows; ++r) {
    const std::int64_t sum = sum_of(high[r]);
    sums[r] += kTwoPlanes ? 128 * sum + sum_of(low[r]) : sum;
  }
}

template <CodeView kView, bool kTwoPlanes>
void dots_of(const std::uint8_t* table_entries, const PackedBatch& batch,
             const BytePlanes& image, std::int64_t image_sum,
             std::int64_t* sums) {
  constexpr std::size_t kChunk =
      kColumnsAtOnce / (kPackedBlock * std::size_t{View<kView>::kFields});
  constexpr std::size_t kRows = kTwoPlanes ? kRowsAtOnceTwoPlanes : kRowsAtOnce;
  const std::uint8_t no_table[16] = {};
  const Table table =
      load_table(table_entries == nullptr ? no_table : table_entries);
  const std::int64_t bias = kView == CodeView::kWhole8
                                ? std::int64_t{kCodeBias} * image_sum
                                : std::int64_t{0};
  for (std::size_t r = 0; r < batch.count; ++r) sums[r] = bias;
  Prefetcher prefetcher(batch, 0, batch.next_count / 2);
  for (std::size_t r = 0; r < batch.count; r += kRows) {
    // The last group takes its last row as often as it lacks rows.
    const std::size_t left = batch.count - r;
    const std::uint8_t* rows[kRows];
    std::int64_t group[kRows] = {};
    for (std::size_t i = 0; i < kRows; ++i) {
      rows[i] = batch.rows[r + (i < left ? i : left - 1)];
    }
    for (std::size_t block = 0; block < batch.blocks; block += kChunk) {
      const std::size_t end =
          block + kChunk < batch.blocks ? block + kChunk : batch.blocks;
      dot_rows<kView, static_cast<int>(kRows), kTwoPlanes>(
          rows, block, end, table, image, prefetcher, group);
    }
    for (std::size_t i = 0; i < kRows && i < left; ++i) sums[r + i] += group[i];
  }
}

// The gradient's columns kFrom ... kFrom + kCount - 1 of the bytes of one part
// of a block, over all rows: sums in the order of the columns.
template <CodeView kView, int kFrom, int kCount>
ZIPML_INLINE void gradient_part(const PackedBatch& batch, std::size_t offset,
                                Table table, const std::int8_t* residuals,
                                Prefetcher& prefetcher,
                                Ints (&sums)[kCount][4]) {
  constexpr std::size_t kQuads = static_cast<std::size_t>(products_of<kView>());
  const std::size_t count = batch.count;
  for (std::size_t from = 0; from < count; from += 4 * kQuads) {
    const std::size_t to =
        count - from > 4 * kQuads ? from + 4 * kQuads : count;
    Products products[kCount][4];
    for (std::size_t r = from; r < to; r += 4) {
      prefetcher.two();
      Bytes row[4], columns[4];
      if (count - r >= 4) {
#pragma GCC unroll 4
        for (std::size_t i = 0; i < 4; ++i) {
          row[i] = load_bytes(batch.rows[r + i] + offset);
        }
      } else {
        for (std::size_t i = 0; i < 4; ++i) {
          const std::size_t within = r + i < count ? r + i : count - 1;
          row[i] = load_bytes(batch.rows[within] + offset);
        }
      }
      transpose(row, columns);
      std::int32_t quad;
      __builtin_memcpy(&quad, residuals + r, sizeof quad);
      const Bytes residual = all_quads(quad);
#pragma GCC unroll 4
      for (int m = 0; m < 4; ++m) {
        Bytes codes[kCount];
        fields<kView, kFrom, kCount>(columns[m], table, codes);
#pragma GCC unroll 8
        for (int k = 0; k < kCount; ++k) {
          multiply<kView>(products[k][m], codes[k], residual);
        }
      }
    }
#pragma GCC unroll 8
    for (int k = 0; k < kCount; ++k) {
      constexpr int kGroups = View<kView>::kGroups;
#pragma GCC unroll 4
      for (int m = 0; m < 4; ++m) {
        if ((kFrom + k) % kGroups == 0) {
          products[k][m].template flush<View<kView>::kShifts[0]>(sums[k][m]);
        } else {
          products[k][m].template flush<View<kView>::kShifts[1]>(sums[k][m]);
        }
      }
    }
  }
}

template <CodeView kView, int kFrom>
ZIPML_INLINE void gradient_fields(const PackedBatch& batch, std::size_t block,
                                  std::size_t part, Table table,
                                  const BytePlanes& residuals, Ints bias,
                                  Prefetcher& prefetcher, std::int32_t* out) {
  constexpr int kFields = View<kView>::kFields;
  if constexpr (kFrom < kFields) {
    constexpr int kCount =
        kFields - kFrom < kFieldsAtOnce ? kFields - kFrom : kFieldsAtOnce;
    const std::size_t at = part * kVectorBytes;
    const std::size_t offset = block * kPackedBlock + at;
    Ints high[kCount][4] = {};
    gradient_part<kView, kFrom, kCount>(batch, offset, table, residuals.high,
                                        prefetcher, high);
    if (residuals.low != nullptr) {
      Ints low[kCount][4] = {};
      gradient_part<kView, kFrom, kCount>(batch, offset, table, residuals.low,
                                          prefetcher, low);
#pragma GCC unroll 8
      for (int k = 0; k < kCount; ++k) {
#pragma GCC unroll 4
        for (int m = 0; m < 4; ++m) {
          high[k][m] = plus(shift_left<7>(high[k][m]), low[k][m]);
        }
      }
    }
#pragma GCC unroll 8
    for (int k = 0; k < kCount; ++k) {
      to_column_order(high[k]);
      std::int32_t* to =
          out +
          (block * kFields + static_cast<std::size_t>(kFrom + k)) *
              kPackedBlock +
          at;
#pragma GCC unroll 4
      for (std::size_t m = 0; m < 4; ++m) {
        store_ints(to + m * (kVectorBytes / 4), plus(high[k][m], bias));
      }
    }
    gradient_fields<kView, kFrom + kCount>(batch, block, part, table, residuals,
                                           bias, prefetcher, out);
  }
}

template <CodeView kView>
void gradient_of(const std::uint8_t* table_entries, const PackedBatch& batch,
                 const BytePlanes& residuals, std::int32_t* sums) {
  const std::uint8_t no_table[16] = {};
  const Table table =
      load_table(table_entries == nullptr ? no_table : table_entries);
  std::int32_t bias = 0;
  if (kView == CodeView::kWhole8 && kCodeBias != 0) {
    for (std::size_t r = 0; r < batch.count; ++r) {
      bias += residuals.low == nullptr
                  ? residuals.high[r]
                  : 128 * residuals.high[r] + residuals.low[r];
    }
    bias *= kCodeBias;
  }
  Prefetcher prefetcher(batch, batch.next_count / 2, batch.next_count);
  for (std::size_t block = 0; block < batch.blocks; ++block) {
    for (std::size_t part = 0; part < kParts; ++part) {
      gradient_fields<kView, 0>(batch, block, part, table, residuals,
                                all_ints(bias), prefetcher, sums);
    }
  }
}

// Calls use(View) with the view as a constant.
template <typename Use>
ZIPML_INLINE void with_view(CodeView view, Use&& use) {
  switch (view) {
#define ZIPML_VIEW(name)                       \
  case CodeView::name:                         \
    use.template operator()<CodeView::name>(); \
    break
    ZIPML_VIEW(kWhole8);
    ZIPML_VIEW(kThird8);
    ZIPML_VIEW(kRest8);
    ZIPML_VIEW(kLowBit8);
    ZIPML_VIEW(kWhole4);
    ZIPML_VIEW(kSmallTable4);
    ZIPML_VIEW(kTable4);
    ZIPML_VIEW(kWhole2);
    ZIPML_VIEW(kHighBit2);
    ZIPML_VIEW(kLowBit2);
    ZIPML_VIEW(kWhole1);
#undef ZIPML_VIEW
  }
}

void dots(CodeView view, const std::uint8_t* table, const PackedBatch& batch,
          const BytePlanes& image, std::int64_t image_sum, std::int64_t* sums) {
  with_view(view, [&]<CodeView kView>() {
    if (image.low == nullptr) {
      dots_of<kView, false>(table, batch, image, image_sum, sums);
    } else {
      dots_of<kView, true>(table, batch, image, image_sum, sums);
    }
  });
}

void gradient(CodeView view, const std::uint8_t* table,
              const PackedBatch& batch, const BytePlanes& residuals,
              std::int32_t* sums) {
  with_view(view, [&]<CodeView kView>() {
    gradient_of<kView>(table, batch, residuals, sums);
  });
}

// What follows are plain loops that compilers make vectors of; each value is
// computed by itself, so the width does not matter.

std::uint32_t bits_of_all(const float* x, std::size_t n) {
  constexpr std::size_t kAtOnce = 64;  // several chains of vectors
  std::uint32_t seen[kAtOnce] = {};
  std::size_t j = 0;
  for (; j + kAtOnce <= n; j += kAtOnce) {
    std::uint32_t bits[kAtOnce];
    // Ahead of what the hardware fetches by itself.
    for (std::size_t i = 0; i < kAtOnce; i += 16) {
      __builtin_prefetch(x + j + 512 + i, 0, 2);
    }
    __builtin_memcpy(bits, x + j, sizeof bits);
    for (std::size_t i = 0; i < kAtOnce; ++i) seen[i] |= bits[i];
  }
  std::uint32_t all = 0;
  for (std::size_t i = 0; i < kAtOnce; ++i) all |= seen[i];
  for (; j < n; ++j) {
    std::uint32_t bits;
    __builtin_memcpy(&bits, x + j, sizeof bits);
    all |= bits;
  }
  return all;
}

// Magnitudes of floats are in the order of their bits, NaN above all.
float largest(const float* x, const float* scale, std::size_t n) {
  std::int32_t most = 0;
  for (std::size_t j = 0; j < n; ++j) {
    const float y = scale == nullptr ? x[j] : x[j] * scale[j];
    std::int32_t bits;
    __builtin_memcpy(&bits, &y, sizeof bits);
    bits &= 0x7fffffff;
    most = bits > most ? bits : most;
  }
  float result;
  __builtin_memcpy(&result, &most, sizeof result);
  return result;
}

// value = 128 high + low.
ZIPML_INLINE std::int32_t high_plane(std::int32_t value) {
  return (value + 64) >> 7;
}

// Floats and integers of 32 bits as many as a vector holds. (Compilers do not
// make vectors of loops that compare floats.)
constexpr std::size_t kWords = ZIPML_KERNEL_BYTES / 4;
using FloatVector = float __attribute__((vector_size(ZIPML_KERNEL_BYTES)));
using IntVector = std::int32_t __attribute__((vector_size(ZIPML_KERNEL_BYTES)));

template <typename Vector, typename Value>
ZIPML_INLINE Vector load_vector(const Value* p, std::size_t count) {
  Vector v{};
  if (count >= kWords) {
    __builtin_memcpy(&v, p, sizeof v);
  } else {
    for (std::size_t i = 0; i < count; ++i) v[i] = p[i];
  }
  return v;
}

template <bool kTwoPlanes, bool kScales>
ZIPML_INLINE std::int32_t image_part(const float* x, const float* scale,
                                     float inverse, std::size_t n,
                                     std::int8_t* high, std::int8_t* low) {
  constexpr float kLimit = kTwoPlanes ? kTwoPlaneLimit : kOnePlaneLimit;
  constexpr float kMagic = 12582912;  // 1.5 * 2^23: adding it rounds
  constexpr std::size_t kVectors = 4;
  constexpr std::size_t kAtOnce = kVectors * kWords;
  IntVector sums = {};
  for (std::size_t j = 0; j < n; j += kAtOnce) {
    const std::size_t left = n - j < kAtOnce ? n - j : kAtOnce;
    std::int32_t values[kAtOnce];
#pragma GCC unroll 4
    for (std::size_t i = 0; i < kAtOnce; i += kWords) {
      const std::size_t count = i < left ? left - i : 0;
      FloatVector y = load_vector<FloatVector>(x + j + i, count);
      if (kScales) y = y * load_vector<FloatVector>(scale + j + i, count);
      y = y * inverse;
      y = y < kLimit ? y : FloatVector{} + kLimit;
      y = y > -kLimit ? y : FloatVector{} - kLimit;
      IntVector value =
          __builtin_convertvector((y + kMagic) - kMagic, IntVector);
      sums += value;
      __builtin_memcpy(values + i, &value, sizeof value);
    }
    std::int8_t tops[kAtOnce], rests[kAtOnce];
    for (std::size_t i = 0; i < kAtOnce; ++i) {
      const std::int32_t top = kTwoPlanes ? high_plane(values[i]) : values[i];
      tops[i] = static_cast<std::int8_t>(top);
      rests[i] = static_cast<std::int8_t>(values[i] - 128 * top);
    }
    if (left == kAtOnce) {
      __builtin_memcpy(high + j, tops, kAtOnce);
      if (kTwoPlanes) __builtin_memcpy(low + j, rests, kAtOnce);
    } else {
      for (std::size_t i = 0; i < left; ++i) {
        high[j + i] = tops[i];
        if (kTwoPlanes) low[j + i] = rests[i];
      }
    }
  }
  std::int32_t sum = 0;
  for (std::size_t i = 0; i < kWords; ++i) sum += sums[i];
  return sum;
}

std::int64_t image(const float* x, const float* scale, float inverse,
                   std::size_t n, std::int8_t* high, std::int8_t* low) {
  constexpr std::size_t kAtOnce = 65536;  // the sum of as many has 31 bits
  std::int64_t sum = 0;
  for (std::size_t j = 0; j < n; j += kAtOnce) {
    const std::size_t part = n - j < kAtOnce ? n - j : kAtOnce;
    const float* scales = scale == nullptr ? nullptr : scale + j;
    if (low == nullptr) {
      sum += scale == nullptr
                 ? image_part<false, false>(x + j, nullptr, inverse, part,
                                            high + j, nullptr)
                 : image_part<false, true>(x + j, scales, inverse, part,
                                           high + j, nullptr);
    } else {
      sum += scale == nullptr ? image_part<true, false>(x + j, nullptr, inverse,
                                                        part, high + j, low + j)
                              : image_part<true, true>(x + j, scales, inverse,
                                                       part, high + j, low + j);
    }
  }
  return sum;
}

std::int64_t round_residuals(const float* e, float inverse, int limit,
                             std::uint64_t base, std::uint64_t first,
                             std::size_t n, std::int8_t* high,
                             std::int8_t* low) {
  constexpr std::uint64_t kGolden = 0x9E3779B97F4A7C15u;  // as in CounterHash
  constexpr std::size_t kAtOnce = 64;
  const auto most = static_cast<float>(limit);
  std::int64_t sum = 0;
  for (std::size_t from = 0; from < n; from += kAtOnce) {
    const std::size_t part = n - from < kAtOnce ? n - from : kAtOnce;
    std::int32_t dithers[kAtOnce];
    for (std::size_t r = 0; r < kAtOnce; ++r) {
      std::uint64_t z = base + (first + from + r + 1) * kGolden;
      z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
      z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
      dithers[r] = static_cast<std::int32_t>((z ^ (z >> 31)) >> 40);
    }
    std::int32_t part_sum = 0;
    for (std::size_t r = 0; r < part; ++r) {
      const float y = e[from + r] * inverse;
      const float below = y < most ? y : most;
      const float t = below > -most ? below : -most;
      auto floor = static_cast<std::int32_t>(t);
      floor -= t < static_cast<float>(floor) ? 1 : 0;
      const float fraction = t - static_cast<float>(floor);
      const float dither = static_cast<float>(dithers[r]) * 0x1p-24f;
      const std::int32_t value = floor + (dither < fraction ? 1 : 0);
      part_sum += value;
      const std::int32_t top = low == nullptr ? value : high_plane(value);
      high[from + r] = static_cast<std::int8_t>(top);
      if (low != nullptr) {
        low[from + r] = static_cast<std::int8_t>(value - 128 * top);
      }
    }
    sum += part_sum;
  }
  for (std::size_t r = n; r % 4 != 0; ++r) {
    high[r] = 0;
    if (low != nullptr) low[r] = 0;
  }
  return sum;
}

void scale_gradient(const std::int32_t* sums, std::int32_t twice_center,
                    float weight, const float* scale, const float* middle,
                    float offset, std::size_t n, float* out) {
  const auto centered = [&](std::size_t j) __attribute__((always_inline)) {
    return static_cast<float>(2 * sums[j] - twice_center) * weight;
  };
  if (scale == nullptr) {
    for (std::size_t j = 0; j < n; ++j) out[j] = centered(j);
  } else {
    for (std::size_t j = 0; j < n; ++j) out[j] = centered(j) * scale[j];
  }
  if (middle == nullptr) return;
  for (std::size_t j = 0; j < n; ++j) out[j] = out[j] + middle[j] * offset;
}

template <int kBits>
ZIPML_INLINE void pack_blocks(const std::uint8_t* codes, std::size_t blocks,
                              std::uint8_t* row) {
  constexpr std::size_t kFields = 8 / kBits;
  for (std::size_t block = 0; block < blocks; ++block) {
    const std::uint8_t* from = codes + block * kFields * kPackedBlock;
    std::uint8_t* to = row + block * kPackedBlock;
    for (std::size_t i = 0; i < kPackedBlock; ++i) {
      unsigned byte = from[i];
#pragma GCC unroll 8
      for (std::size_t k = 1; k < kFields; ++k) {
        byte |= static_cast<unsigned>(from[k * kPackedBlock + i])
                << (k * kBits);
      }
      to[i] = static_cast<std::uint8_t>(byte);
    }
  }
}

void pack(const std::uint8_t* codes, int bits, std::size_t blocks,
          std::uint8_t* row) {
  switch (bits) {
    case 8:
      return pack_blocks<8>(codes, blocks, row);
    case 4:
      return pack_blocks<4>(codes, blocks, row);
    case 2:
      return pack_blocks<2>(codes, blocks, row);
    default:
      return pack_blocks<1>(codes, blocks, row);
  }
}

}  // namespace

extern const PackedKernels kPackedKernels = {
    ZIPML_KERNEL_NAME, dots,           gradient, bits_of_all, largest, image,
    round_residuals,   scale_gradient, pack};

}  // namespace ZIPML_KERNEL_TARGET
}  // namespace zipml
