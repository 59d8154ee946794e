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

// The top 24 bits of each half of eight words in a row, as fractions in [0, 1).
ZIPML_INLINE Floats dithers(const DrawBits& bits, std::uint64_t offset) {
  constexpr std::uint64_t kGolden = 0x9E3779B97F4A7C15u;  // as in CounterHash
  constexpr int kWords = ZIPML_KERNEL_BYTES / 8;
  LongPart place;
  for (int i = 0; i < kWords; ++i) {
    place[i] = static_cast<std::uint64_t>(i + 1);
  }
  Floats result;
#pragma GCC unroll 4
  for (int i = 0; i < kParts; ++i) {
    const std::uint64_t first =
        bits.first + offset + static_cast<std::uint64_t>(i * kWords);
    LongPart z = bits.base + first * kGolden + place * kGolden;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    z = z ^ (z >> 31);
    const WordPart top = reinterpret_cast<WordPart>(z) >> 8;
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
  Floats lower, upper, fraction;

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
  for (int k = 1; k < table.intervals; ++k) {
    levels += kLanes;
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
  return {lower, upper, fraction};
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

}  // namespace

extern const Kernels kKernels = {ZIPML_KERNEL_NAME,
                                 dot,
                                 add_scaled,
                                 round_stochastic<UniformGridRow>,
                                 round_pair<UniformGridRow>,
                                 round_nearest<UniformGridRow>,
                                 round_stochastic<LevelTableRow>,
                                 round_pair<LevelTableRow>,
                                 round_nearest<LevelTableRow>};

}  // namespace ZIPML_KERNEL_TARGET
}  // namespace zipml
