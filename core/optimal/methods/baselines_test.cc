#include "core/optimal/methods/baselines.h"

#include <catch.h>

#include <cmath>

#include "core/optimal/methods/coordinate_descent.h"
#include "core/optimal/methods/dynamic_program.h"
#include "core/optimal/methods/lloyd_max.h"
#include "core/optimal/oracle_testing.h"

using namespace zipml;
using namespace zipml::optimal;
using namespace zipml::optimal::test;

TEST_CASE("uniform levels have equal steps and the closed-form variance",
          "[unit]") {
  std::vector<double> x(10001);
  for (std::size_t i = 0; i < x.size(); ++i) {
    x[i] = static_cast<double>(i) / 10000;
  }
  const OptimalLevels result = uniform_levels(x, {.levels = 5});
  CHECK(result.levels == std::vector<double>{0, 0.25, 0.5, 0.75, 1});
  // Uniform points: step^2 / 6, up to the 1 / N of the grid.
  CHECK(result.variance == Approx(0.0625 / 6).epsilon(1e-3));
  CHECK(result.gap == result.variance);
}

TEST_CASE("quantile levels split the weight evenly", "[unit]") {
  const std::vector<double> x{0, 1, 2, 3, 4, 5, 6, 7, 80};
  const OptimalLevels result = quantile_levels(x, {.levels = 4});
  CHECK(result.levels == std::vector<double>{0, 2, 5, 80});
  const std::vector<double> w{1, 1, 1, 1, 1, 1, 12, 1, 1};
  CHECK(quantile_levels(Points(x, w), {.levels = 3}).levels ==
        std::vector<double>{0, 6, 80});
  const std::vector<double> ties{0, 0, 0, 0, 0, 0, 0, 1, 2, 3};
  CHECK(quantile_levels(ties, {.levels = 3}).levels.size() == 3);
}

TEST_CASE("logarithmic levels halve towards zero", "[unit]") {
  const std::vector<double> both{-8, -3, -1, 0.5, 2, 4};
  CHECK(logarithmic_levels(both, {.levels = 5}).levels ==
        std::vector<double>{-8, -4, 0, 2, 4});
  const std::vector<double> positive{1, 2, 3, 5, 7, 16};
  const std::vector<double> levels =
      logarithmic_levels(positive, {.levels = 5}).levels;
  for (std::size_t t = 0; t < 5; ++t) {
    CHECK(levels[t] == Approx(std::ldexp(1.0, static_cast<int>(t))));
  }
  const std::vector<double> negative{-16, -7, -5, -3, -2, -1};
  CHECK(logarithmic_levels(negative, {.levels = 5}).levels.front() == -16);
  CHECK(logarithmic_levels(both, {.levels = 2}).levels ==
        std::vector<double>{-8, 4});
}

TEST_CASE("Lloyd-Max levels are the means of their cells", "[unit]") {
  RandomStream stream({.seed = 21});
  const std::vector<double> x = awkward_points(stream, 1, 2000);
  const std::vector<double> q = lloyd_max(x, {.levels = 6}).levels;
  REQUIRE(q.size() == 6);
  for (std::size_t t = 1; t < 5; ++t) {
    double sum = 0;
    int count = 0;
    for (const double point : x) {
      if (point >= (q[t - 1] + q[t]) / 2 && point < (q[t] + q[t + 1]) / 2) {
        sum += point;
        ++count;
      }
    }
    // The last sweep moved no level by more than 1e-12 of the range.
    CHECK(sum / count == Approx(q[t]).margin(1e-10));
  }
}

TEST_CASE("coordinate descent ends where no single level can be bettered",
          "[property]") {
  RandomStream stream({.seed = 22});
  for (int shape = 0; shape < kShapes; ++shape) {
    const std::vector<double> x = awkward_points(stream, shape, 60);
    const OptimalLevels result = coordinate_descent(x, {.levels = 5});
    if (result.variance == 0) continue;
    const double cost = static_cast<double>(quad_cost(x, {}, result.levels));
    for (std::size_t t = 1; t + 1 < result.levels.size(); ++t) {
      for (const double point : x) {
        if (point <= result.levels[t - 1] || point >= result.levels[t + 1]) {
          continue;
        }
        std::vector<double> moved = result.levels;
        moved[t] = point;
        CHECK(static_cast<double>(quad_cost(x, {}, moved)) >=
              cost * (1 - 1e-13));
      }
    }
  }
}

TEST_CASE("baselines never beat the optimum", "[property]") {
  RandomStream stream({.seed = 23});
  for (int repetition = 0; repetition < 60; ++repetition) {
    const std::vector<double> x =
        awkward_points(stream, repetition % kShapes, 80);
    const LevelsOptions options{.levels = 7};
    const double best = dynamic_program(x, options).variance * (1 - 1e-12);
    CHECK(uniform_levels(x, options).variance >= best);
    CHECK(quantile_levels(x, options).variance >= best);
    CHECK(logarithmic_levels(x, options).variance >= best);
    CHECK(lloyd_max(x, options).variance >= best);
    CHECK(coordinate_descent(x, options).variance >= best);
  }
}
