// The only source of the kernels of sorted data (target_body.h of core/kernels:
// how it becomes one version a target).
#pragma once

#include "core/optimal/kernels/doubles_body.h"
#include "core/optimal/kernels/sorted_kernels.h"

namespace zipml::optimal {
namespace ZIPML_KERNEL_TARGET {
namespace {

using Doubles = Vectors<ZIPML_KERNEL_BYTES>::Doubles;
using Mask = Vectors<ZIPML_KERNEL_BYTES>::Words;
constexpr std::size_t kWidth = ZIPML_KERNEL_BYTES / sizeof(double);

// Sixteen partial sums into one, in an order that no target's width changes.
ZIPML_INLINE double reduce(const Doubles* parts) {
  double lanes[16];
  __builtin_memcpy(lanes, parts, sizeof lanes);
  double sums[4];
  for (std::size_t m = 0; m < 4; ++m) {
    sums[m] = (lanes[m] + lanes[4 + m]) + (lanes[8 + m] + lanes[12 + m]);
  }
  return (sums[0] + sums[2]) + (sums[1] + sums[3]);
}

template <typename T>
ChunkSums chunk_sums(const T* x, std::size_t count, std::size_t readable,
                     double origin) {
  constexpr std::size_t kParts = 16 / kWidth;
  Doubles center;
  for (std::size_t k = 0; k < kWidth; ++k) center[k] = origin;
  // Sixteen sums: enough to hide the latency of an addition.
  Doubles first[kParts] = {};
  Doubles second[kParts] = {};
  Mask ascending = Doubles{} <= Doubles{};
  std::size_t i = 0;
  for (; i + 16 <= count && i + 16 < readable; i += 16) {
    for (std::size_t k = 0; k < kParts; ++k) {
      Doubles here;
      Doubles next;
      load(x + i + kWidth * k, here);
      load(x + i + kWidth * k + 1, next);
      ascending &= here <= next;
      here -= center;
      first[k] += here;
      second[k] += here * here;
    }
  }
  ChunkSums sums = {.moment = reduce(first),
                    .second_moment = reduce(second),
                    .ascending = true};
  for (std::size_t k = 0; k < kWidth; ++k) {
    sums.ascending = sums.ascending && ascending[k] != 0;
  }
  for (; i < count; ++i) {
    const double about = static_cast<double>(x[i]) - origin;
    sums.moment += about;
    sums.second_moment += about * about;
    if (i + 1 < readable) sums.ascending = sums.ascending && x[i] <= x[i + 1];
  }
  return sums;
}

}  // namespace

extern const SortedKernels kSortedKernels = {
    ZIPML_KERNEL_NAME, chunk_sums<double>, chunk_sums<float>};

}  // namespace ZIPML_KERNEL_TARGET
}  // namespace zipml::optimal
