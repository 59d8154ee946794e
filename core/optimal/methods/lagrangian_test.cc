#include "core/optimal/methods/lagrangian.h"

#include <catch.h>

#include "core/optimal/methods/exact.h"
#include "core/optimal/oracle_testing.h"

using namespace zipml;
using namespace zipml::optimal;
using namespace zipml::optimal::test;

namespace {

void check_lagrangian(std::uint64_t seed, int cases, std::size_t max_size) {
  RandomStream stream({.seed = seed});
  for (int i = 0; i < cases; ++i) {
    const auto size = 3 + static_cast<std::size_t>(stream.index(max_size));
    const auto s = 2 + static_cast<std::size_t>(stream.index(size - 1));
    const std::vector<double> x = awkward_points(stream, i % kShapes, size);
    INFO("case " << i << ", shape " << i % kShapes << ", N " << size << ", s "
                 << s);
    const OptimalLevels result =
        exact(x, {.levels = s, .way = ExactWay::kLagrangian});
    const double excess =
        relative_excess(x, {}, result.levels, quad_optimum(x, {}, s));
    if (!(excess <= 1e-11)) CHECK(excess <= 1e-11);
  }
  SUCCEED();
}

}  // namespace

TEST_CASE("the Lagrangian search finds the 113-bit optimum", "[property]") {
  check_lagrangian(81, 1500, 40);
}

TEST_CASE("the Lagrangian search finds the 113-bit optimum, 20,000 cases",
          "[slow]") {
  check_lagrangian(82, 20000, 45);
}

TEST_CASE("counts that no price gives are spliced", "[unit]") {
  // Four identical clusters of a lattice: prices give 4, 8, 12, ... levels.
  std::vector<double> x;
  for (int cluster = 0; cluster < 4; ++cluster) {
    for (int i = 0; i < 9; ++i) x.push_back(1000 * cluster + i);
  }
  for (std::size_t s = 2; s <= 36; ++s) {
    const OptimalLevels result = lagrangian(x, {.levels = s});
    CHECK(result.levels.size() == s);
    CHECK(relative_excess(x, {}, result.levels, quad_optimum(x, {}, s)) <=
          1e-14);
  }
}

TEST_CASE("both exact ways agree with many levels", "[property]") {
  RandomStream stream({.seed = 83});
  for (const int shape : {0, 1, 2, 3, 5}) {
    const std::vector<double> x = awkward_points(stream, shape, 4000);
    for (const std::size_t s : {16u, 64u, 300u}) {
      const OptimalLevels one =
          exact(x, {.levels = s, .way = ExactWay::kCoarseToFine});
      const OptimalLevels two =
          exact(x, {.levels = s, .way = ExactWay::kLagrangian});
      CHECK(two.statistics.way == "Lagrangian");
      CHECK(one.variance == Approx(two.variance).epsilon(1e-12).margin(0));
    }
  }
}
