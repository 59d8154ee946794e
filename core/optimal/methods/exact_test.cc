#include "core/optimal/methods/exact.h"

#include <catch.h>

#include <algorithm>
#include <cmath>

#include "core/optimal/methods/divide_and_conquer.h"
#include "core/optimal/oracle_testing.h"

using namespace zipml;
using namespace zipml::optimal;
using namespace zipml::optimal::test;

namespace {

// Few points from coarse blocks, so that every step of the search is taken.
void check_cases(std::uint64_t seed, int cases, std::size_t max_size) {
  RandomStream stream({.seed = seed});
  for (int i = 0; i < cases; ++i) {
    const int shape = i % kShapes;
    const auto size = 2 + static_cast<std::size_t>(stream.index(max_size));
    const auto s = 2 + static_cast<std::size_t>(stream.index(10));
    const std::size_t blocks = static_cast<std::size_t>(stream.index(12));
    std::vector<double> x = awkward_points(stream, shape, size);
    std::vector<double> w;
    if (i % 3 == 0) {
      w.resize(size);
      for (double& weight : w) weight = static_cast<double>(stream.index(4));
      w[stream.index(size)] = 1.5;
    }
    INFO("case " << i << ", shape " << shape << ", N " << size << ", s " << s
                 << ", blocks " << blocks);
    const OptimalLevels result =
        exact(Points(x, w), {.levels = s, .initial_blocks = blocks});
    const double excess =
        relative_excess(x, w, result.levels, quad_optimum(x, w, s));
    // CHECK alone is slow when it passes a million times.
    if (!(excess <= 1e-11)) CHECK(excess <= 1e-11);
  }
  SUCCEED();
}

}  // namespace

TEST_CASE("exact levels are the 113-bit optimum", "[property]") {
  check_cases(41, 2400, 60);
}

TEST_CASE("exact levels are the 113-bit optimum, 100,000 cases", "[slow]") {
  check_cases(42, 98000, 36);
  check_cases(43, 2000, 250);
}

TEST_CASE("exact agrees with divide and conquer on many points", "[property]") {
  RandomStream stream({.seed = 44});
  for (const int shape : {0, 1, 2, 5, 9, 11}) {
    for (const std::size_t s : {2u, 3u, 8u, 40u}) {
      const std::vector<double> x = awkward_points(stream, shape, 20000);
      const LevelsOptions options{.levels = s, .way = ExactWay::kCoarseToFine};
      const OptimalLevels fast = exact(x, options);
      const OptimalLevels slow = divide_and_conquer(x, options);
      INFO("shape " << shape << ", s " << s);
      CHECK(fast.levels.size() == slow.levels.size());
      CHECK(fast.variance <= slow.variance * (1 + 1e-12));
      CHECK(fast.variance >= slow.variance * (1 - 1e-9));
    }
  }
}

TEST_CASE("a search that does not narrow down goes over to prices",
          "[property]") {
  // Log-normal points, 2 s^2 of them: windows cover most of the points.
  RandomStream stream({.seed = 45});
  std::vector<double> x(70000);
  for (double& value : x) value = std::exp(stream.normal());
  for (const bool sorted : {false, true}) {
    if (sorted) std::sort(x.begin(), x.end());
    const OptimalLevels chosen = exact(x, {.levels = 200});
    const OptimalLevels searched =
        exact(x, {.levels = 200, .way = ExactWay::kCoarseToFine});
    CHECK(chosen.statistics.way == "Lagrangian");
    CHECK(searched.statistics.way == "coarse-to-fine");
    CHECK(chosen.gap == 0);
    // Both are optima: sums of 70,000 terms in double.
    CHECK(chosen.variance == Approx(searched.variance).epsilon(1e-11));
  }
  // Normal points narrow down.
  for (double& value : x) value = stream.normal();
  std::sort(x.begin(), x.end());
  CHECK(exact(x, {.levels = 128}).statistics.way == "coarse-to-fine");
}
