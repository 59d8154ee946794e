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

// Each lane keeps its first least; indices as doubles are exact.
struct Lanes {
  Doubles cost;
  Doubles index;
};

ZIPML_INLINE void update(const Scan& scan, std::uint32_t i,
                         const Doubles& steps, Lanes& lanes) {
  const Doubles costs = costs_from(scan, i);
  const auto less = costs < lanes.cost;
  lanes.cost = less ? costs : lanes.cost;
  lanes.index = less ? steps + static_cast<double>(i) : lanes.index;
}

// The least of all lanes, the first of several: without a branch, for which
// lane it is no processor can guess.
ZIPML_INLINE ScanResult reduce(const Lanes& even, const Lanes& odd) {
  const auto is_odd = (odd.cost < even.cost) |
                      ((odd.cost == even.cost) & (odd.index < even.index));
  const Doubles cost = is_odd ? odd.cost : even.cost;
  const Doubles index = is_odd ? odd.index : even.index;
  double least = cost[0];
  for (std::uint32_t k = 1; k < kWidth; ++k) {
    least = cost[k] < least ? cost[k] : least;
  }
  constexpr double kNone = 0x1p32;
  const Doubles found = cost == least ? index : Doubles{} + kNone;
  double first = found[0];
  for (std::uint32_t k = 1; k < kWidth; ++k) {
    first = found[k] < first ? found[k] : first;
  }
  return {static_cast<std::uint32_t>(first), least};
}

ScanResult least(const Scan& scan, std::uint32_t first, std::uint32_t last) {
  ScanResult result;
  std::uint32_t i;
  if (last - first >= kWidth) {
    Doubles steps;
    for (std::uint32_t k = 0; k < kWidth; ++k) steps[k] = k;
    Lanes even = {costs_from(scan, first), steps + static_cast<double>(first)};
    // Two sets of lanes: one would wait for its own comparisons.
    Lanes odd = even;
    i = first + kWidth;
    for (; i + 2 * kWidth - 1 <= last; i += 2 * kWidth) {
      update(scan, i, steps, odd);
      update(scan, i + kWidth, steps, even);
    }
    if (i + kWidth - 1 <= last) {
      update(scan, i, steps, odd);
      i += kWidth;
    }
    result = reduce(even, odd);
  } else {
    result = {first, cost_at(scan, first)};
    i = first + 1;
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
