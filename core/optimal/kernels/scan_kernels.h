// The least of many transitions: the inner loop of the layered program in
// double, vectorised for the long scans.
#pragma once

#include <cstddef>
#include <cstdint>

#include "core/kernels/target.h"

namespace zipml::optimal {

// cost(i) = from[i] + (sign (x[i] - x0)) (u[i] + u0) + factor side[i]: the
// chord from or to a fixed node, by the choice of sign (+1 or -1).
struct Scan {
  const double* from;
  const double* x;
  const double* u;
  const double* side;
  double x0;
  double u0;
  double factor;
  double sign;
};

struct ScanResult {
  std::uint32_t node;  // the first with the least cost
  double cost;
};

struct ScanKernels {
  const char* name;  // of the target that they are compiled for
  // Over first..last, both included.
  ScanResult (*least)(const Scan& scan, std::uint32_t first,
                      std::uint32_t last);
};

// The version of a target, which this CPU must run.
const ScanKernels& scan_kernels(Target target = current_target());

inline double scan_cost(const Scan& scan, std::uint32_t i) {
  return scan.from[i] +
         (scan.sign * (scan.x[i] - scan.x0)) * (scan.u[i] + scan.u0) +
         scan.factor * scan.side[i];
}

// The same, one node after the other: faster for the short scans.
inline ScanResult scan_plainly(const Scan& scan, std::uint32_t first,
                               std::uint32_t last) {
  ScanResult best{first, scan_cost(scan, first)};
  for (std::uint32_t i = first + 1; i <= last; ++i) {
    const double cost = scan_cost(scan, i);
    if (cost < best.cost) best = {i, cost};
  }
  return best;
}

}  // namespace zipml::optimal
