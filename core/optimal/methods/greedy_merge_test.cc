#include "core/optimal/methods/greedy_merge.h"

#include <catch.h>

#include "core/base/error.h"
#include "core/optimal/methods/discretised.h"
#include "core/optimal/methods/dynamic_program.h"
#include "core/optimal/oracle_testing.h"

using namespace zipml;
using namespace zipml::optimal;
using namespace zipml::optimal::test;

TEST_CASE("the greedy keeps Theorem 9's bounds", "[property]") {
  RandomStream stream({.seed = 61});
  for (int i = 0; i < 400; ++i) {
    const std::vector<double> x =
        awkward_points(stream, i % kShapes, 20 + stream.index(180));
    const std::size_t s = 2 + stream.index(6);
    const double gamma = stream.uniform(0.2, 3);
    const double delta = static_cast<double>(stream.index(4));
    const OptimalLevels result =
        greedy_merge(x, {.levels = s, .gamma = gamma, .delta = delta});
    const double k = static_cast<double>(s - 1);
    const double optimum = static_cast<double>(quad_optimum(x, {}, s));
    INFO("case " << i << ", gamma " << gamma << ", delta " << delta);
    const double intervals = static_cast<double>(result.levels.size() - 1);
    // ceil((1 + gamma) k) pairs stay split, and one odd interval.
    CHECK(intervals <= 2 * ((1 + gamma) * k + 1) + 1 + delta);
    CHECK(static_cast<double>(quad_cost(x, {}, result.levels)) <=
          (1 + 1 / gamma) * optimum * (1 + 1e-12));
  }
}

TEST_CASE("the greedy counts what it looks at", "[unit]") {
  std::vector<double> x(41);
  for (std::size_t i = 0; i < x.size(); ++i) x[i] = static_cast<double>(i * i);
  // k = 2: 40 intervals are 20 pairs, of which 4 stay split. That leaves 24
  // intervals, then 16, 12, 10 and 9: more than 8, but only 4 pairs.
  const auto of = [&] { return greedy_merge(x, {.levels = 3}).statistics; };
  const LevelsStatistics counted = of();
  CHECK(counted.evaluations == 20 + 12 + 8 + 6 + 5);
  CHECK(counted.rounds == 5);
  // A selection looks at each of the others at least once.
  CHECK(counted.comparisons >= 19 + 11 + 7 + 5 + 4);
  CHECK(of().comparisons == counted.comparisons);
}

TEST_CASE("the program on the greedy's levels is the best of them",
          "[property]") {
  RandomStream stream({.seed = 62});
  for (int i = 0; i < 60; ++i) {
    const std::vector<double> x = awkward_points(stream, i % kShapes, 90);
    const LevelsOptions options{.levels = 4};
    const Atoms atoms = make_atoms(x, options);
    if (atoms.size() <= 4) continue;
    LevelsStatistics statistics;
    const auto candidates = greedy_merge_path(atoms, options, statistics);
    const OptimalLevels result = greedy_then_dynamic_program(x, options);
    double least = std::numeric_limits<double>::infinity();
    for (std::size_t a = 1; a + 2 < candidates.size(); ++a) {
      for (std::size_t b = a + 1; b + 1 < candidates.size(); ++b) {
        const std::vector<double> levels{x.front(), atoms.x[candidates[a]],
                                         atoms.x[candidates[b]], x.back()};
        least = std::min(least, static_cast<double>(quad_cost(x, {}, levels)));
      }
    }
    if (candidates.size() >= 4) {
      CHECK(result.variance * 90 <= least * (1 + 1e-12) + 1e-300);
    }
    CHECK(result.levels.size() == 4);
  }
}

TEST_CASE("parameters out of range are refused", "[unit]") {
  const std::vector<double> x{1, 2, 3, 4, 5, 6};
  CHECK_THROWS_AS(greedy_merge(x, {.levels = 3, .gamma = 0}), UserError);
  // A gamma beyond every count merges nothing.
  for (const double gamma : {1e18, 1e300, 1.7e308}) {
    CHECK(greedy_merge(x, {.levels = 3, .gamma = gamma}).levels.size() ==
          x.size());
  }
  CHECK_THROWS_AS(greedy_merge(x, {.levels = 3, .delta = -1}), UserError);
  CHECK_THROWS_AS(greedy_then_dynamic_program(x, {.levels = 3, .gamma = -2}),
                  UserError);
  CHECK_THROWS_AS(discretised(x, {.levels = 3, .candidates = 0}), UserError);
}

TEST_CASE("discretised levels keep their certified gap", "[property]") {
  RandomStream stream({.seed = 63});
  for (int i = 0; i < 300; ++i) {
    const std::vector<double> x = awkward_points(stream, i % kShapes, 100);
    const std::size_t s = 2 + stream.index(6);
    const std::size_t cells = 1 + stream.index(80);
    const OptimalLevels result =
        discretised(x, {.levels = s, .candidates = cells});
    const double least = static_cast<double>(quad_optimum(x, {}, s)) / 100;
    INFO("case " << i << ", cells " << cells);
    CHECK(result.variance - result.gap <= least * (1 + 1e-11));
    // Theorem 2 with a = 1 on uniform points, and c = the worst it can be.
  }
}

TEST_CASE("the discretisation gap of uniform points falls as 1/M or faster",
          "[property]") {
  RandomStream stream({.seed = 64});
  std::vector<double> x = awkward_points(stream, 0, 800);
  x.front() = 0;
  x.back() = 1;
  const std::size_t s = 6;
  const double optimum = static_cast<double>(quad_optimum(x, {}, s)) / 800;
  for (const std::size_t cells : {20u, 40u, 80u, 160u, 320u}) {
    const OptimalLevels result =
        discretised(x, {.levels = s, .candidates = cells});
    // b and c of Theorem 2 doubled for the unevenness of random points.
    const double m = static_cast<double>(cells);
    const double k = static_cast<double>(s - 1);
    CHECK(result.variance - optimum <=
          2 * k / (4 * m * m * m) + 2 * 4 / (m * k));
  }
}
