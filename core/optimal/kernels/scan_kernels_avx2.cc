// Compiled with -mavx2 on x86-64; run only where the processor has it.
#include "core/optimal/kernels/scan_kernels.h"

#if defined(__AVX2__)
#include <immintrin.h>
#endif

namespace zipml::optimal {

#if defined(__AVX2__)
namespace {

ScanResult scan(const Scan& s, std::uint32_t first, std::uint32_t last) {
  if (last - first < 7) return scan_plainly(s, first, last);
  const __m256d x0 = _mm256_set1_pd(s.x0);
  const __m256d u0 = _mm256_set1_pd(s.u0);
  const __m256d factor = _mm256_set1_pd(s.factor);
  const __m256d sign = _mm256_set1_pd(s.sign);
  const auto costs = [&](std::uint32_t i) {
    const __m256d width =
        _mm256_mul_pd(sign, _mm256_sub_pd(_mm256_loadu_pd(s.x + i), x0));
    const __m256d sum = _mm256_add_pd(_mm256_loadu_pd(s.u + i), u0);
    return _mm256_add_pd(
        _mm256_add_pd(_mm256_loadu_pd(s.from + i), _mm256_mul_pd(width, sum)),
        _mm256_mul_pd(factor, _mm256_loadu_pd(s.side + i)));
  };
  // Each lane keeps its first least; indices as doubles are exact.
  __m256d best = costs(first);
  __m256d index =
      _mm256_add_pd(_mm256_set1_pd(first), _mm256_set_pd(3, 2, 1, 0));
  __m256d best_index = index;
  std::uint32_t i = first + 4;
  for (; i + 3 <= last; i += 4) {
    index = _mm256_add_pd(index, _mm256_set1_pd(4));
    const __m256d cost = costs(i);
    const __m256d less = _mm256_cmp_pd(cost, best, _CMP_LT_OQ);
    best = _mm256_blendv_pd(best, cost, less);
    best_index = _mm256_blendv_pd(best_index, index, less);
  }
  double lane_costs[4];
  double lane_indices[4];
  _mm256_storeu_pd(lane_costs, best);
  _mm256_storeu_pd(lane_indices, best_index);
  ScanResult result{static_cast<std::uint32_t>(lane_indices[0]), lane_costs[0]};
  for (int k = 1; k < 4; ++k) {
    const auto node = static_cast<std::uint32_t>(lane_indices[k]);
    if (lane_costs[k] < result.cost ||
        (lane_costs[k] == result.cost && node < result.node)) {
      result = {node, lane_costs[k]};
    }
  }
  for (; i <= last; ++i) {
    const double cost = scan_cost(s, i);
    if (cost < result.cost) result = {i, cost};
  }
  return result;
}

}  // namespace

ScanKernel scan_kernel_avx2() {
  return __builtin_cpu_supports("avx2") ? scan : nullptr;
}
#else
ScanKernel scan_kernel_avx2() { return nullptr; }
#endif

}  // namespace zipml::optimal
