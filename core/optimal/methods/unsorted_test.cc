#include "core/optimal/methods/unsorted.h"

#include <catch.h>

#include <utility>
#include <vector>

#include "core/optimal/methods/exact.h"
#include "core/optimal/oracle_testing.h"

using namespace zipml;
using namespace zipml::optimal;
using namespace zipml::optimal::test;

namespace {

void check_unsorted(std::uint64_t seed, int cases, std::size_t max_size) {
  RandomStream stream({.seed = seed});
  for (int i = 0; i < cases; ++i) {
    const auto size = 2 + static_cast<std::size_t>(stream.index(max_size));
    const auto s = 2 + static_cast<std::size_t>(stream.index(9));
    const std::vector<double> x = awkward_points(stream, i % kShapes, size);
    std::vector<double> shuffled = x;
    for (std::size_t k = size; k > 1; --k) {
      std::swap(shuffled[k - 1], shuffled[stream.index(k)]);
    }
    INFO("case " << i << ", shape " << i % kShapes << ", N " << size << ", s "
                 << s);
    const OptimalLevels result =
        exact(shuffled, {.levels = s,
                         .way = ExactWay::kHistogram,
                         .initial_blocks = stream.index(20)});
    const double excess =
        relative_excess(x, {}, result.levels, quad_optimum(x, {}, s));
    if (!(excess <= 1e-11)) CHECK(excess <= 1e-11);
  }
  SUCCEED();
}

}  // namespace

TEST_CASE("the unsorted way finds the 113-bit optimum", "[property]") {
  check_unsorted(74, 1200, 80);
}

TEST_CASE("the unsorted way finds the 113-bit optimum, 40,000 cases",
          "[slow]") {
  check_unsorted(75, 40000, 50);
}

TEST_CASE("unsorted and sorted agree on many points", "[property]") {
  RandomStream stream({.seed = 76});
  for (const int shape : {0, 1, 2, 3, 4, 5, 6, 8, 11}) {
    std::vector<double> x = awkward_points(stream, shape, 40000);
    const LevelsOptions options{.levels = 11};
    const OptimalLevels sorted = exact(x, options);
    for (std::size_t k = x.size(); k > 1; --k) {
      std::swap(x[k - 1], x[stream.index(k)]);
    }
    const OptimalLevels unsorted = exact(x, options);
    INFO("shape " << shape << ", " << unsorted.statistics.way);
    CHECK(unsorted.variance ==
          Approx(sorted.variance).epsilon(1e-11).margin(0));
    CHECK(unsorted.levels.size() == sorted.levels.size());
  }
}
