// The kernels' only source (target_body.h: how it becomes one version a
// target).
#pragma once

#include "core/kernels/kernels.h"
#include "core/kernels/target_body.h"

#if ZIPML_KERNEL_BYTES == 64 && defined(__AVX512F__)
#define ZIPML_MASKED_MOVES
#include <immintrin.h>
#endif

namespace zipml {
namespace ZIPML_KERNEL_TARGET {
namespace {

// 16 lanes as as many native vectors as the target needs. (A vector type wider
// than the registers would be legal too, but compilers take it to pieces.)
constexpr int kParts = 64 / ZIPML_KERNEL_BYTES;
using FloatPart = float __attribute__((vector_size(ZIPML_KERNEL_BYTES)));
using IntPart = std::int32_t __attribute__((vector_size(ZIPML_KERNEL_BYTES)));
using WordPart = std::uint32_t __attribute__((vector_size(ZIPML_KERNEL_BYTES)));
using LongPart = std::uint64_t __attribute__((vector_size(ZIPML_KERNEL_BYTES)));

struct Floats {
  FloatPart part[kParts];
};

// f on each part of one, two or three packs.
template <typename Function, typename... Packs>
ZIPML_INLINE Floats each(Function f, const Packs&... packs) {
  Floats result;
#pragma GCC unroll 4
  for (int i = 0; i < kParts; ++i) result.part[i] = f(packs.part[i]...);
  return result;
}

ZIPML_INLINE Floats operator+(Floats a, Floats b) {
  return each([](FloatPart x, FloatPart y) { return x + y; }, a, b);
}
ZIPML_INLINE Floats operator-(Floats a, Floats b) {
  return each([](FloatPart x, FloatPart y) { return x - y; }, a, b);
}
ZIPML_INLINE Floats operator*(Floats a, Floats b) {
  return each([](FloatPart x, FloatPart y) { return x * y; }, a, b);
}

ZIPML_INLINE Floats all(float value) {
  return each([=](FloatPart zero) { return zero + value; }, Floats{});
}

// Up to 15 floats, in moves of fixed size: n is the same for every row, so
// the branches are free, and a call of memcpy would cost more than the work.
ZIPML_INLINE void copy_part(float* to, const float* from, std::size_t n) {
  for (std::size_t width = 8; width > 0; width /= 2) {
    if ((n & width) == 0) continue;
    __builtin_memcpy(to, from, width * sizeof(float));
    to += width;
    from += width;
  }
}

// Whole blocks, part by part: each a single unaligned load or store.
ZIPML_INLINE Floats load_block(const float* p) {
  Floats v;
#pragma GCC unroll 4
  for (int i = 0; i < kParts; ++i) {
    __builtin_memcpy(&v.part[i], p + i * ZIPML_KERNEL_BYTES / 4,
                     ZIPML_KERNEL_BYTES);
  }
  return v;
}

ZIPML_INLINE void store_block(float* p, Floats v) {
#pragma GCC unroll 4
  for (int i = 0; i < kParts; ++i) {
    __builtin_memcpy(p + i * ZIPML_KERNEL_BYTES / 4, &v.part[i],
                     ZIPML_KERNEL_BYTES);
  }
}

#ifdef ZIPML_MASKED_MOVES
// The first n of 16 lanes. Where a row has 9 values the moves below, which the
// processor cannot forward from store to load, take longer than the work.
ZIPML_INLINE __mmask16 first_lanes(std::size_t n) {
  return static_cast<__mmask16>((1u << n) - 1);
}
#endif

// Up to 16 values; the missing ones are zero.
ZIPML_INLINE Floats load(const float* p, std::size_t n) {
  if (n >= kLanes) return load_block(p);
#ifdef ZIPML_MASKED_MOVES
  return {{_mm512_maskz_loadu_ps(first_lanes(n), p)}};
#else
  float lanes[kLanes] = {};
  copy_part(lanes, p, n);
  return load_block(lanes);
#endif
}

ZIPML_INLINE void store(float* p, Floats v, std::size_t n) {
  if (n >= kLanes) {
    store_block(p, v);
    return;
  }
#ifdef ZIPML_MASKED_MOVES
  _mm512_mask_storeu_ps(p, first_lanes(n), v.part[0]);
#else
  float lanes[kLanes];
  store_block(lanes, v);
  copy_part(p, lanes, n);
#endif
}

// Lanes added in a fixed tree: 16 -> 8 -> 4 -> 2 -> 1.
ZIPML_INLINE float sum_lanes(Floats v) {
  float lane[kLanes];
  store_block(lane, v);
  for (std::size_t width = kLanes / 2; width > 0; width /= 2) {
    for (std::size_t i = 0; i < width; ++i) lane[i] += lane[i + width];
  }
  return lane[0];
}

float dot(const float* a, const float* b, std::size_t n) {
  // Two chains of additions, so that their latency does not bound the speed.
  Floats even = {}, odd = {};
  std::size_t i = 0;
  for (; i + 2 * kLanes <= n; i += 2 * kLanes) {
    even = even + load(a + i, kLanes) * load(b + i, kLanes);
    odd = odd + load(a + i + kLanes, kLanes) * load(b + i + kLanes, kLanes);
  }
  for (; i < n; i += kLanes) {
    even = even + load(a + i, n - i) * load(b + i, n - i);
  }
  return sum_lanes(even + odd);
}

void add_scaled(float alpha, const float* a, float* y, std::size_t n) {
  for (std::size_t i = 0; i < n; i += kLanes) {
    store(y + i, load(y + i, n - i) + all(alpha) * load(a + i, n - i), n - i);
  }
}

// The next batch's lines, one after the other in the order of memory.
class RowPrefetcher {
 public:
  ZIPML_INLINE RowPrefetcher(const RowBatch& batch, std::size_t begin,
                             std::size_t end, std::size_t n)
      : row_(batch.next + begin), end_(batch.next + end), n_(n) {}

  ZIPML_INLINE void line() {
    if (row_ >= end_) return;
    __builtin_prefetch(*row_ + place_, 0, 2);
    place_ += 64 / sizeof(float);
    if (place_ < n_) return;
    place_ = 0;
    ++row_;
  }

 private:
  const float* const* row_;
  const float* const* end_;
  std::size_t n_;
  std::size_t place_ = 0;
};

// As dot(), kRows rows at a time.
template <int kRows>
ZIPML_INLINE void dot_rows(const float* const* rows, const float* x,
                           std::size_t n, RowPrefetcher& prefetcher,
                           float* sums) {
  Floats even[kRows] = {}, odd[kRows] = {};
  std::size_t i = 0;
  for (; i + 2 * kLanes <= n; i += 2 * kLanes) {
    const Floats x_even = load_block(x + i);
    const Floats x_odd = load_block(x + i + kLanes);
#pragma GCC unroll 4
    for (int r = 0; r < kRows; ++r) {
      even[r] = even[r] + load_block(rows[r] + i) * x_even;
      odd[r] = odd[r] + load_block(rows[r] + i + kLanes) * x_odd;
      prefetcher.line();
    }
  }
  for (; i < n; i += kLanes) {
    const Floats x_left = load(x + i, n - i);
#pragma GCC unroll 4
    for (int r = 0; r < kRows; ++r) {
      even[r] = even[r] + load(rows[r] + i, n - i) * x_left;
    }
  }
#pragma GCC unroll 4
  for (int r = 0; r < kRows; ++r) sums[r] = sum_lanes(even[r] + odd[r]);
}

void dots(const RowBatch& batch, const float* x, std::size_t n, float* sums) {
  // As many as the sums' lanes leave registers for.
  constexpr std::size_t kRows = ZIPML_KERNEL_BYTES == 64 ? 4 : 2;
  RowPrefetcher prefetcher(batch, 0, batch.next_count / 2, n);
  std::size_t r = 0;
  for (; r + kRows <= batch.count; r += kRows) {
    dot_rows<static_cast<int>(kRows)>(batch.rows + r, x, n, prefetcher,
                                      sums + r);
  }
  for (; r < batch.count; ++r) {
    dot_rows<1>(batch.rows + r, x, n, prefetcher, sums + r);
  }
}

void add_rows(const RowBatch& batch, const float* weights, std::size_t n,
              float* y) {
  constexpr int kBlocks = ZIPML_KERNEL_BYTES == 16 ? 2 : 4;
  constexpr std::size_t kColumns = kBlocks * kLanes;
  RowPrefetcher prefetcher(batch, batch.next_count / 2, batch.next_count, n);
  std::size_t i = 0;
  for (; i + kColumns <= n; i += kColumns) {
    Floats sums[kBlocks];
#pragma GCC unroll 4
    for (std::size_t k = 0; k < kBlocks; ++k) {
      sums[k] = load_block(y + i + k * kLanes);
    }
    for (std::size_t r = 0; r < batch.count; ++r) {
      const Floats weight = all(weights[r]);
      const float* row = batch.rows[r] + i;
      prefetcher.line();
      prefetcher.line();
#pragma GCC unroll 4
      for (std::size_t k = 0; k < kBlocks; ++k) {
        sums[k] = sums[k] + weight * load_block(row + k * kLanes);
      }
    }
#pragma GCC unroll 4
    for (std::size_t k = 0; k < kBlocks; ++k) {
      store_block(y + i + k * kLanes, sums[k]);
    }
  }
  for (; i < n; i += kLanes) {
    Floats sum = load(y + i, n - i);
    for (std::size_t r = 0; r < batch.count; ++r) {
      sum = sum + all(weights[r]) * load(batch.rows[r] + i, n - i);
    }
    store(y + i, sum, n - i);
  }
}

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

// Part i of the 16 halves of eight words in a row, bits.first + offset + ...
ZIPML_INLINE WordPart hash_halves(const DrawBits& bits, std::uint64_t offset,
                                  int i) {
  constexpr std::uint64_t kGolden = 0x9E3779B97F4A7C15u;  // as in CounterHash
  constexpr int kWords = ZIPML_KERNEL_BYTES / 8;
  LongPart place;
  for (int w = 0; w < kWords; ++w) {
    place[w] = static_cast<std::uint64_t>(w + 1);
  }
  const std::uint64_t first =
      bits.first + offset + static_cast<std::uint64_t>(i * kWords);
  LongPart z = bits.base + first * kGolden + place * kGolden;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
  return reinterpret_cast<WordPart>(z ^ (z >> 31));
}

// The top 24 bits of each half, as fractions in [0, 1).
ZIPML_INLINE Floats dithers(const DrawBits& bits, std::uint64_t offset) {
  Floats result;
#pragma GCC unroll 4
  for (int i = 0; i < kParts; ++i) {
    const WordPart top = hash_halves(bits, offset, i) >> 8;
    result.part[i] =
        __builtin_convertvector(reinterpret_cast<IntPart>(top), FloatPart) *
        0x1p-24f;
  }
  return result;
}

// A block of 16 values on its grid: the index of each cell's lower level, and
// how far above it the value lies, in steps.
struct UniformPlace {
  Floats low, step, index, fraction;

  // The lower level where up is 0, the upper where it is 1.
  ZIPML_INLINE Floats level(Floats up) const {
    return low + step * (index + up);
  }
};

ZIPML_INLINE UniformPlace place(const float* v, const UniformGridRow& grid,
                                std::size_t i, std::size_t n) {
  const Floats low = load(grid.low + i, n);
  const Floats t =
      each([](FloatPart x) { return x > 0 ? x : FloatPart{}; },
           (load(v + i, n) - low) * load(grid.inverse_step + i, n));
  // The value at the top belongs to the last cell; one far above the grid must
  // not overflow the conversion.
  const Floats index = each(
      [](FloatPart x, FloatPart last) {
        const FloatPart within = x < last ? x : last;
        return __builtin_convertvector(__builtin_convertvector(within, IntPart),
                                       FloatPart);
      },
      t, all(grid.intervals - 1));
  return {low, load(grid.step + i, n), index, t - index};
}

// The neighbouring levels, and where between them the value lies.
struct TablePlace {
  Floats lower, upper, index, fraction;

  ZIPML_INLINE Floats level(Floats up) const {
    return each([](FloatPart is_up, FloatPart l,
                   FloatPart u) { return is_up > 0 ? u : l; },
                up, lower, upper);
  }
};

// The lanes walk up their levels together: no gather, no branch, and for the
// few levels of a code faster than a search in each lane.
ZIPML_INLINE TablePlace place(const float* v, const LevelTableRow& table,
                              std::size_t i, std::size_t n) {
  const float* levels = table.levels + i / kLanes * table.block_stride;
  const Floats value = load(v + i, n);
  Floats lower = load_block(levels);
  Floats level = load_block(levels + kLanes);
  Floats upper = level;
  Floats index = {};
  for (int k = 1; k < table.intervals; ++k) {
    levels += kLanes;
    index = each(
        [=](FloatPart x, FloatPart at, FloatPart so_far) {
          return at <= x ? FloatPart{} + static_cast<float>(k) : so_far;
        },
        value, level, index);
    const Floats next = load_block(levels + kLanes);
    lower = each([](FloatPart x, FloatPart at,
                    FloatPart so_far) { return at <= x ? at : so_far; },
                 value, level, lower);
    upper = each([](FloatPart x, FloatPart at, FloatPart above,
                    FloatPart so_far) { return at <= x ? above : so_far; },
                 value, level, next, upper);
    level = next;
  }
  const Floats fraction = each(
      [](FloatPart x, FloatPart l, FloatPart u) {
        const FloatPart width = u - l;
        const FloatPart t = (x - l) / width;
        const FloatPart positive = width > 0 && t > 0 ? t : FloatPart{};
        const FloatPart one = FloatPart{} + 1;
        return positive < one ? positive : one;
      },
      value, lower, upper);
  return {lower, upper, index, fraction};
}

// 1 where the dither is below the fraction, else 0.
ZIPML_INLINE Floats up(Floats dither, Floats fraction) {
  return each([](FloatPart u,
                 FloatPart p) { return u < p ? FloatPart{} + 1 : FloatPart{}; },
              dither, fraction);
}

template <typename Grid>
void round_stochastic(const float* v, const Grid& grid, const DrawBits& bits,
                      std::size_t n, float* q) {
  for (std::size_t i = 0; i < n; i += kLanes) {
    const auto p = place(v, grid, i, n - i);
    store(q + i, p.level(up(dithers(bits, i), p.fraction)), n - i);
  }
}

template <typename Grid>
void round_pair(const float* v, const Grid& grid, const DrawBits& bits,
                std::size_t n, float* q1, float* q2) {
  for (std::size_t i = 0; i < n; i += kLanes) {
    const auto p = place(v, grid, i, n - i);
    store(q1 + i, p.level(up(dithers(bits, i), p.fraction)), n - i);
    store(q2 + i, p.level(up(dithers(bits, i + 8), p.fraction)), n - i);
  }
}

template <typename Grid>
void round_nearest(const float* v, const Grid& grid, std::size_t n, float* q) {
  for (std::size_t i = 0; i < n; i += kLanes) {
    const auto p = place(v, grid, i, n - i);
    const Floats is_up = each(
        [](FloatPart x) { return x >= 0.5f ? FloatPart{} + 1 : FloatPart{}; },
        p.fraction);
    store(q + i, p.level(is_up), n - i);
  }
}

template <DrawCode kCode, typename Grid>
ZIPML_INLINE void codes_of(const float* v, const Grid& grid,
                           const DrawBits& bits, std::size_t n,
                           std::uint8_t* out) {
  constexpr std::size_t kBlocks = 4;  // so that bytes are packed by the vector
  for (std::size_t i = 0; i < n; i += kBlocks * kLanes) {
    std::int32_t lanes[kBlocks * kLanes];
    for (std::size_t block = 0; block < kBlocks; ++block) {
      const std::size_t at = i + block * kLanes;
      if (at >= n) break;
      const auto p = place(v, grid, at, n - at);
#pragma GCC unroll 4
      for (int part = 0; part < kParts; ++part) {
        const IntPart k = __builtin_convertvector(p.index.part[part], IntPart);
        const FloatPart fraction = p.fraction.part[part];
        IntPart code;
        if constexpr (kCode == DrawCode::kNearest) {
          code = k - (fraction >= 0.5f);
        } else {
          const IntPart chance =
              __builtin_convertvector(fraction * 65536.0f + 0.5f, IntPart);
          const WordPart halves = hash_halves(bits, at / 2, part);
          // -1 where the draw goes up.
          const IntPart up1 =
              reinterpret_cast<IntPart>(halves & 0xffffu) < chance;
          const IntPart up2 = reinterpret_cast<IntPart>(halves >> 16) < chance;
          if constexpr (kCode == DrawCode::kOne) code = k - up1;
          if constexpr (kCode == DrawCode::kOrderedPair) {
            code = 3 * k - 2 * up1 - up2;
          }
          if constexpr (kCode == DrawCode::kSum) code = 2 * k - up1 - up2;
        }
        __builtin_memcpy(
            lanes + block * kLanes +
                static_cast<std::size_t>(part) * (ZIPML_KERNEL_BYTES / 4),
            &code, sizeof code);
      }
    }
    const std::size_t left = (n - i + kLanes - 1) / kLanes * kLanes;
    if (left >= kBlocks * kLanes) {
      for (std::size_t j = 0; j < kBlocks * kLanes; ++j) {
        out[i + j] = static_cast<std::uint8_t>(lanes[j]);
      }
    } else {
      for (std::size_t j = 0; j < left; ++j) {
        out[i + j] = static_cast<std::uint8_t>(lanes[j]);
      }
    }
  }
}

template <typename Grid>
void codes(const float* v, const Grid& grid, const DrawBits& bits,
           DrawCode code, std::size_t n, std::uint8_t* out) {
  switch (code) {
    case DrawCode::kNearest:
      return codes_of<DrawCode::kNearest>(v, grid, bits, n, out);
    case DrawCode::kOne:
      return codes_of<DrawCode::kOne>(v, grid, bits, n, out);
    case DrawCode::kOrderedPair:
      return codes_of<DrawCode::kOrderedPair>(v, grid, bits, n, out);
    case DrawCode::kSum:
      return codes_of<DrawCode::kSum>(v, grid, bits, n, out);
  }
}

}  // namespace

extern const Kernels kKernels = {ZIPML_KERNEL_NAME,
                                 dot,
                                 add_scaled,
                                 dots,
                                 add_rows,
                                 bits_of_all,
                                 round_stochastic<UniformGridRow>,
                                 round_pair<UniformGridRow>,
                                 round_nearest<UniformGridRow>,
                                 round_stochastic<LevelTableRow>,
                                 round_pair<LevelTableRow>,
                                 round_nearest<LevelTableRow>,
                                 codes<UniformGridRow>,
                                 codes<LevelTableRow>};

}  // namespace ZIPML_KERNEL_TARGET
}  // namespace zipml
