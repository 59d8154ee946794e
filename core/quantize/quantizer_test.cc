#include "core/quantize/quantizer.h"

#include <catch.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/base/statistics.h"

using namespace zipml;

namespace {

const std::vector<float> kRow = {-1, -0.7f, 0, 0.31f, 0.5f, 0.99f, 1};

CounterHash test_hash(std::uint64_t step) {
  return CounterHash({.seed = 21, .purpose = Purpose::kTest, .step = step});
}

// Both kinds of grid, over [-1, 1] for each value of kRow.
std::vector<LevelGrid> grids() {
  const std::vector<double> levels = {-1, -0.8, -0.1, 0.3, 0.4, 1};
  return {LevelGrid::uniform(std::vector<ValueRange>(kRow.size(), {-1, 1}), 5),
          LevelGrid::from_levels(
              std::vector<std::vector<double>>(kRow.size(), levels))};
}

}  // namespace

TEST_CASE("stochastic draws have the exact mean and variance", "[property]") {
  // Bounds of 5 standard errors: a false alarm once in 1.7 million a check.
  constexpr int kDraws = 100'000;
  for (const LevelGrid& grid : grids()) {
    const Quantizer quantizer(grid, Rounding::kStochastic);
    std::vector<RunningStatistics> first(kRow.size()), second(kRow.size());
    std::vector<double> product(kRow.size());
    std::vector<float> q1(kRow.size()), q2(kRow.size());
    for (std::uint64_t visit = 0; visit < kDraws; ++visit) {
      quantizer.draw_pair(kRow.data(), test_hash(1), visit, q1.data(),
                          q2.data());
      for (std::size_t i = 0; i < kRow.size(); ++i) {
        first[i].add(double{q1[i]});
        second[i].add(double{q2[i]});
        product[i] += (double{q1[i]} - double{kRow[i]}) *
                      (double{q2[i]} - double{kRow[i]}) / kDraws;
      }
    }
    for (std::size_t i = 0; i < kRow.size(); ++i) {
      const Moments exact = quantizer.moments(i, kRow[i]);
      const double deviation = std::sqrt(exact.variance);
      // The dither has 24 bits and a level two float roundings.
      const double resolution = 1e-6;
      const double error = 5 * deviation / std::sqrt(kDraws) + resolution;
      CHECK(std::abs(first[i].mean() - exact.mean) < error);
      CHECK(std::abs(second[i].mean() - exact.mean) < error);
      // Var of a two-point variance estimate <= range^2 * variance / n.
      CHECK(std::abs(first[i].variance() - exact.variance) <
            5 * 2 * deviation / std::sqrt(kDraws) + resolution);
      // Independent: the covariance's standard error is the variance / sqrt n.
      CHECK(std::abs(product[i]) <
            5 * exact.variance / std::sqrt(kDraws) + resolution);
    }
  }
}

TEST_CASE("a draw is the pair's first, and a function of its visit", "[unit]") {
  const CounterHash hash = test_hash(2);
  for (const LevelGrid& grid : grids()) {
    const Quantizer quantizer(grid, Rounding::kStochastic);
    std::vector<float> single(kRow.size()), q1(kRow.size()), q2(kRow.size());
    int different = 0;
    for (std::uint64_t visit = 0; visit < 50; ++visit) {
      quantizer.draw(kRow.data(), hash, visit, single.data());
      quantizer.draw_pair(kRow.data(), hash, visit, q1.data(), q2.data());
      REQUIRE(single == q1);
      different += q1 == q2 ? 0 : 1;
    }
    CHECK(different > 0);
  }
}

TEST_CASE("nearest rounding is the nearest level", "[unit]") {
  for (const LevelGrid& grid : grids()) {
    const Quantizer quantizer(grid, Rounding::kNearest);
    std::vector<float> q(kRow.size());
    quantizer.draw(kRow.data(), test_hash(3), 0, q.data());
    for (std::size_t i = 0; i < kRow.size(); ++i) {
      float nearest = 2;
      for (int k = 0; k <= grid.intervals(); ++k) {
        nearest = std::min(nearest, std::abs(grid.level(i, k) - kRow[i]));
      }
      // Levels are rounded to float: near a tie either is as near.
      CHECK(std::abs(q[i] - kRow[i]) <= nearest + 2e-7f);
    }
  }
}

TEST_CASE("levels are met exactly", "[unit]") {
  // Powers of two: no rounding in low + step * k, so no chance of moving.
  const LevelGrid grid =
      LevelGrid::uniform(std::vector<ValueRange>(3, {-1, 1}), 8);
  const Quantizer quantizer(grid, Rounding::kStochastic);
  const std::vector<float> row = {-0.75f, 0.25f, 1};
  std::vector<float> q(3);
  for (std::uint64_t visit = 0; visit < 1000; ++visit) {
    quantizer.draw(row.data(), test_hash(4), visit, q.data());
    REQUIRE(q == row);
  }
}
