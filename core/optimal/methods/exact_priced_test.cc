#include "core/optimal/methods/exact_priced.h"

#include <catch.h>

#include <algorithm>
#include <cmath>

#include "core/optimal/methods/divide_and_conquer.h"
#include "core/optimal/methods/exact.h"
#include "core/optimal/oracle_testing.h"

using namespace zipml;
using namespace zipml::optimal;
using namespace zipml::optimal::test;

namespace {

std::vector<double> levels_at(const PointCurve& curve,
                              const PricedSearch& search) {
  std::vector<double> levels;
  for (const std::uint32_t i : search.survivors())
    levels.push_back(curve.value[i]);
  return levels;
}

}  // namespace

TEST_CASE("levels by prices are the 113-bit optimum", "[property]") {
  RandomStream stream({.seed = 93});
  PointCurve curve;
  PricedSearch search;
  int solved = 0;
  for (int i = 0; i < 1800; ++i) {
    const std::size_t size = 4 + stream.index(i % 20 == 0 ? 300 : 60);
    const std::size_t levels = 2 + stream.index(std::min<std::size_t>(
                                       size - 2, i % 5 == 0 ? size : 9));
    const std::vector<double> x = awkward_points(stream, i % kShapes, size);
    curve.assign(std::span<const double>(x), Ends{x.front(), x.back()});
    if (curve.size() <= levels ||
        search.solve(curve, levels) != PricedEnd::kSolved) {
      continue;
    }
    ++solved;
    const std::vector<double> found = levels_at(curve, search);
    INFO("case " << i << ", N " << size << ", s " << levels);
    CHECK(found.size() == levels);
    const double excess =
        relative_excess(x, {}, found, quad_optimum(x, {}, levels));
    // Told from all others by more than the roundings: the very optimum.
    if (!(excess <= 1e-30)) CHECK(excess <= 1e-30);
  }
  // Shapes of few values and of exact ties are for other ways.
  CHECK(solved > 1000);
}

TEST_CASE("levels by prices are those of the other ways", "[property]") {
  RandomStream stream({.seed = 94});
  PointCurve curve;
  PricedSearch search;
  int solved = 0;
  int wanted = 0;
  for (const std::size_t size : {50u, 200u, 700u, 1500u, 5000u}) {
    for (const std::size_t levels : {2u, 3u, 5u, 16u, 40u, 130u, 256u}) {
      for (const int shape : {0, 1, 2, 9}) {
        if (levels + 2 > size) continue;
        const std::vector<double> x = awkward_points(stream, shape, size);
        curve.assign(std::span<const double>(x), Ends{x.front(), x.back()});
        ++wanted;
        if (search.solve(curve, levels) != PricedEnd::kSolved) continue;
        ++solved;
        const std::vector<double> found = levels_at(curve, search);
        INFO("N " << size << ", s " << levels << ", shape " << shape);
        const LevelsOptions sorted{.levels = levels,
                                   .way = ExactWay::kCoarseToFine};
        const LevelsOptions priced{.levels = levels,
                                   .way = ExactWay::kLagrangian};
        CHECK(found == exact(x, sorted).levels);
        CHECK(found == exact(x, priced).levels);
        const OptimalLevels plain = divide_and_conquer(x, sorted);
        CHECK(rounding_variance(x, found) <= plain.variance * (1 + 1e-12));
      }
    }
  }
  // Random points have one optimum; a few are too near the second best.
  CHECK(solved > wanted * 9 / 10);
}

TEST_CASE("ties are left to other ways", "[unit]") {
  // Symmetric: the middle level may stand at -1 or at 1.
  const std::vector<double> x{-3, -1, 1, 3};
  PointCurve curve;
  curve.assign(std::span<const double>(x), Ends{-3, 3});
  PricedSearch search;
  CHECK(search.solve(curve, 3) == PricedEnd::kTied);
  CHECK(search.survivors() == std::vector<std::uint32_t>{0, 1, 2, 3});
  const OptimalLevels result = exact(x, {.levels = 3});
  CHECK(result.statistics.way != "prices");
  CHECK(result.levels == std::vector<double>{-3, -1, 3});
}

TEST_CASE("short vectors have the variance of their levels, in any order",
          "[property]") {
  RandomStream stream({.seed = 95});
  for (const std::size_t size : {20u, 300u, 3000u, 20000u}) {
    for (const std::size_t levels : {2u, 7u, 64u, 200u}) {
      if (levels >= size) continue;
      std::vector<float> x(size);
      for (float& point : x) point = static_cast<float>(stream.normal());
      for (const bool sorted : {false, true}) {
        if (sorted) std::sort(x.begin(), x.end());
        const OptimalLevels result = exact(x, {.levels = levels});
        CHECK(result.levels.size() == levels);
        // 2^-45 of sorted_variance, see sorted_points.h.
        CHECK(result.variance ==
              Approx(rounding_variance(x, result.levels)).epsilon(0x1p-44));
        CHECK(result.gap == 0);
      }
    }
  }
}
