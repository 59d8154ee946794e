// From floats to the signed bytes that multiply packed codes, and from sums
// back to floats: the rest of packed_kernels.h. Included by
// packed_kernels_body.h, in the target's namespace. Each value is computed by
// itself, so the width of a vector does not matter; most are plain loops that
// compilers make vectors of.
#pragma once

#include <cstddef>
#include <cstdint>

#include "core/kernels/packed_kernels.h"
#include "core/kernels/target_body.h"

namespace zipml {
namespace ZIPML_KERNEL_TARGET {
namespace {

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
}  // namespace ZIPML_KERNEL_TARGET
}  // namespace zipml
