// The only source of the scan of transitions (target_body.h of core/kernels:
// how it becomes one version a target).
#pragma once

#include "core/optimal/kernels/doubles_body.h"
#include "core/optimal/kernels/scan_kernels.h"

namespace zipml::optimal {
namespace ZIPML_KERNEL_TARGET {
namespace {

using Doubles = Vectors<ZIPML_KERNEL_BYTES>::Doubles;
constexpr std::uint32_t kWidth = ZIPML_KERNEL_BYTES / sizeof(double);

// scan_cost for one node or for kWidth of them.
template <typename Real>
ZIPML_INLINE Real cost(const Scan& scan, Real from, Real x, Real u, Real side) {
  return from + (scan.sign * (x - scan.x0)) * (u + scan.u0) +
         scan.factor * side;
}

ZIPML_INLINE double cost_at(const Scan& scan, std::uint32_t i) {
  return cost(scan, scan.from[i], scan.x[i], scan.u[i], scan.side[i]);
}

ZIPML_INLINE Doubles costs_from(const Scan& scan, std::uint32_t i) {
  Doubles from, x, u, side;
  load(scan.from + i, from);
  load(scan.x + i, x);
  load(scan.u + i, u);
  load(scan.side + i, side);
  return cost(scan, from, x, u, side);
}

ScanResult least(const Scan& scan, std::uint32_t first, std::uint32_t last) {
  ScanResult result = {first, cost_at(scan, first)};
  std::uint32_t i = first + 1;
  if (last - first >= kWidth) {
    // Each lane keeps its first least; indices as doubles are exact.
    Doubles index;
    for (std::uint32_t k = 0; k < kWidth; ++k) index[k] = first + k;
    Doubles best = costs_from(scan, first);
    Doubles best_index = index;
    for (i = first + kWidth; i + kWidth - 1 <= last; i += kWidth) {
      index += static_cast<double>(kWidth);
      const Doubles costs = costs_from(scan, i);
      const auto less = costs < best;
      best = less ? costs : best;
      best_index = less ? index : best_index;
    }
    for (std::uint32_t k = 0; k < kWidth; ++k) {
      const auto node = static_cast<std::uint32_t>(best_index[k]);
      if (best[k] < result.cost ||
          (best[k] == result.cost && node < result.node)) {
        result = {node, best[k]};
      }
    }
  }
  for (; i <= last; ++i) {
    const double next = cost_at(scan, i);
    if (next < result.cost) result = {i, next};
  }
  return result;
}

}  // namespace

extern const ScanKernels kScanKernels = {ZIPML_KERNEL_NAME, least};

}  // namespace ZIPML_KERNEL_TARGET
}  // namespace zipml::optimal
