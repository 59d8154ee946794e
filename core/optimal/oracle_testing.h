// Test helpers: an oracle in 113-bit arithmetic and awkward data.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <vector>

#include "core/base/random.h"
#include "core/optimal/optimal_levels.h"

namespace zipml::optimal::test {

#if defined(__SIZEOF_FLOAT128__)
__extension__ using Quad = __float128;
#else
using Quad = long double;  // on arm64, where the compiler has no other name
static_assert(std::numeric_limits<Quad>::digits == 113);
#endif

// sum w (b - x)(x - a), not divided by the weight.
inline Quad quad_cost(std::span<const double> x, std::span<const double> w,
                      std::span<const double> levels) {
  Quad sum = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (levels.size() < 2) continue;
    std::size_t t = 1;
    while (t + 1 < levels.size() && levels[t] < x[i]) ++t;
    const Quad point = x[i];
    sum += Quad(w.empty() ? 1.0 : w[i]) * (Quad(levels[t]) - point) *
           (point - Quad(levels[t - 1]));
  }
  return sum;
}

// The least cost over all sets of `levels` levels that contain the first and
// the last of the sorted points: the paper's O(s N^2) program, with interval
// costs made by additions of non-negative terms only.
inline Quad quad_optimum(std::span<const double> x, std::span<const double> w,
                         std::size_t levels) {
  const std::size_t size = x.size();
  const std::size_t intervals = std::min(levels, size) - 1;
  if (intervals == 0) return 0;
  const Quad infinity = std::numeric_limits<double>::infinity();
  std::vector<std::vector<Quad>> best(intervals,
                                      std::vector<Quad>(size, infinity));
  std::vector<Quad> column(size);
  for (std::size_t m = 0; m < size; ++m) {
    Quad moment = 0;
    Quad cost = 0;
    column[m] = 0;
    for (std::size_t j = m; j-- > 0;) {
      cost += (Quad(x[j + 1]) - Quad(x[j])) * moment;
      column[j] = cost;
      moment += Quad(w.empty() ? 1.0 : w[j]) * (Quad(x[m]) - Quad(x[j]));
    }
    best[0][m] = column[0];
    for (std::size_t k = 1; k < intervals; ++k) {
      Quad least = infinity;
      for (std::size_t j = 0; j <= m; ++j) {
        const Quad candidate = best[k - 1][j] + column[j];
        if (candidate < least) least = candidate;
      }
      best[k][m] = least;
    }
  }
  return best[intervals - 1][size - 1];
}

// Sorted points of one of kShapes shapes, chosen by `shape`.
inline constexpr int kShapes = 12;
inline std::vector<double> awkward_points(RandomStream& stream, int shape,
                                          std::size_t size) {
  std::vector<double> x(size);
  const double offset = stream.bernoulli(0.5) ? 1e8 : -1e6;
  const double tight = std::pow(10.0, stream.uniform(-9, -1));
  for (std::size_t i = 0; i < size; ++i) {
    const auto cluster = static_cast<double>(stream.index(4));
    switch (shape) {
      case 0:
        x[i] = stream.uniform();
        break;
      case 1:
        x[i] = stream.normal();
        break;
      case 2:
        x[i] = std::exp(stream.normal());
        break;
      case 3:
        x[i] = std::exp(5 * stream.normal());
        break;
      case 4:
        x[i] = static_cast<double>(stream.index(6));
        break;
      case 5:
        x[i] = offset + stream.normal();
        break;
      case 6:
        x[i] = cluster + tight * stream.normal();
        break;
      case 7:
        x[i] = cluster + tight * static_cast<double>(stream.index(4));
        break;
      case 8:
        x[i] = stream.normal() / (std::fabs(stream.normal()) + 1e-9);
        break;
      case 9:
        x[i] = static_cast<double>(static_cast<float>(stream.normal()));
        break;
      case 10:
        x[i] = std::ldexp(1.0, static_cast<int>(stream.index(60)));
        break;
      default:
        x[i] = std::round(20 * stream.normal()) / 20;
        break;
    }
  }
  std::sort(x.begin(), x.end());
  return x;
}

// (cost of `levels` - optimum) / optimum; 0 if both vanish.
inline double relative_excess(std::span<const double> x,
                              std::span<const double> w,
                              std::span<const double> levels, Quad optimum) {
  const Quad cost = quad_cost(x, w, levels);
  if (optimum == 0) {
    return cost == 0 ? 0 : std::numeric_limits<double>::infinity();
  }
  return static_cast<double>((cost - optimum) / optimum);
}

}  // namespace zipml::optimal::test
