// The least of many transitions: the inner loop of the layered program in
// double, vectorised for the long scans.
#pragma once

#include <cstddef>
#include <cstdint>

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

using ScanKernel = ScanResult (*)(const Scan& scan, std::uint32_t first,
                                  std::uint32_t last);

// Over first..last, both included. The same results on every machine; null
// where there is no vector version: then the plain loop is as good.
ScanKernel scan_kernel_avx2();

inline double scan_cost(const Scan& scan, std::uint32_t i) {
  return scan.from[i] +
         (scan.sign * (scan.x[i] - scan.x0)) * (scan.u[i] + scan.u0) +
         scan.factor * scan.side[i];
}

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
