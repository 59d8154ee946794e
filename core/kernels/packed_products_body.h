// Products of packed codes with signed bytes: the dots and gradients of
// packed_kernels.h. Included by packed_kernels_body.h, in the target's
// namespace (byte_vectors.h: what a target's vectors do).
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

}  // namespace
}  // namespace ZIPML_KERNEL_TARGET
}  // namespace zipml
