#include "core/optimal/search/point_curve.h"

#include <catch.h>

#include <algorithm>
#include <cmath>

#include "core/optimal/oracle_testing.h"

using namespace zipml;
using namespace zipml::optimal;
using namespace zipml::optimal::test;

TEST_CASE("heights on points are those of 113-bit arithmetic", "[property]") {
  RandomStream stream({.seed = 91});
  PointCurve curve;
  for (int round = 0; round < 10 * kShapes; ++round) {
    const std::size_t size = 2 + stream.index(400);
    const std::vector<double> x = awkward_points(stream, round % kShapes, size);
    const bool wide = stream.bernoulli(0.5);
    const Ends ends{x.front() - (wide ? 1 : 0), x.back() + (wide ? 2 : 0)};
    if (ends.low == ends.high) continue;
    curve.assign(std::span<const double>(x), ends);

    std::vector<double> distinct = x;
    distinct.push_back(ends.low);
    distinct.push_back(ends.high);
    std::sort(distinct.begin(), distinct.end());
    distinct.erase(std::unique(distinct.begin(), distinct.end()),
                   distinct.end());
    REQUIRE(curve.value == distinct);
    CHECK(curve.total == static_cast<double>(size));
    Quad mean = 0;
    for (const double point : x) mean += point;
    mean /= static_cast<double>(size);
    for (std::uint32_t i = 0; i < curve.size(); ++i) {
      Quad left = 0;
      Quad right = 0;
      double below = 0;
      double above = 0;
      for (const double point : x) {
        const Quad distance = Quad(point) - Quad(curve.value[i]);
        (distance < 0 ? left : right) += distance < 0 ? -distance : distance;
        below += point < curve.value[i] ? 1 : 0;
        above += point > curve.value[i] ? 1 : 0;
      }
      const Quad height = Quad(curve.value[i]) <= mean ? left : right;
      // Each term has a rounding of a difference and one of a product, the
      // sum one more; a term of one sign cannot make that worse.
      const Quad error = Quad(curve.height[i]) - height;
      const bool good =
          (error < 0 ? -error : error) <= Quad(4 * 0x1p-53) * height;
      if (!good) CHECK(good);
      if (curve.below[i] != below) CHECK(curve.below[i] == below);
      if (curve.above(i) != above) CHECK(curve.above(i) == above);
      if ((i >= curve.center) != (Quad(curve.value[i]) > mean)) {
        CHECK(i == curve.center);
      }
    }
  }
}

TEST_CASE("a curve that is made again has nothing of the one before",
          "[unit]") {
  RandomStream stream({.seed = 92});
  const std::vector<double> large = awkward_points(stream, 1, 300);
  const std::vector<float> small{1, 2, 2, 7};
  PointCurve used;
  used.assign(std::span<const double>(large),
              Ends{large.front(), large.back()});
  used.assign(std::span<const float>(small), Ends{0, 7});
  CHECK(used.value == std::vector<double>{0, 1, 2, 7});
  CHECK(used.below == std::vector<double>{0, 0, 1, 3});
  CHECK(used.above(1) == 3);
  CHECK(used.above(3) == 0);
  // Mean 3: left of it 0, 0, 1; right of it 0.
  CHECK(used.height == std::vector<double>{0, 0, 1, 0});
  CHECK(used.center == 3);
  CHECK(used.about(3) == 4);
}
