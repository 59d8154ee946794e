#include "core/quantize/optimal_grid.h"

#include <catch.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/base/error.h"
#include "core/base/random.h"
#include "core/base/statistics.h"
#include "core/optimal/optimal_levels.h"
#include "core/quantize/packed_samples.h"
#include "core/quantize/quantizer.h"

using namespace zipml;

namespace {

constexpr std::size_t kRows = 300;
constexpr std::size_t kFeatures = 5;
constexpr std::size_t kStride = 7;  // two floats a row belong to nobody

// Skewed, symmetric, constant, three-valued and far from zero.
std::vector<float> samples() {
  RandomStream stream({.seed = 51, .purpose = Purpose::kTest});
  std::vector<float> values(kRows * kStride, 1e30f);
  for (std::size_t row = 0; row < kRows; ++row) {
    float* at = values.data() + row * kStride;
    at[0] = static_cast<float>(std::exp(stream.normal()));
    at[1] = static_cast<float>(stream.normal());
    at[2] = -4;
    at[3] = static_cast<float>(stream.index(3));
    at[4] = static_cast<float>(1000 + stream.uniform());
  }
  return values;
}

std::vector<float> column(const std::vector<float>& values, std::size_t j) {
  std::vector<float> result;
  for (std::size_t row = 0; row < kRows; ++row) {
    result.push_back(values[row * kStride + j]);
  }
  return result;
}

// Mean over the column of the grid's exact variances.
double grid_variance(const LevelGrid& grid, std::size_t feature,
                     const std::vector<float>& points) {
  double sum = 0;
  for (const float v : points) sum += grid.stochastic(feature, v).variance;
  return sum / static_cast<double>(points.size());
}

}  // namespace

TEST_CASE("the grid of the features does not depend on the threads",
          "[property]") {
  // More values than are copied at a time.
  constexpr std::size_t kMany = 300000;
  constexpr std::size_t kWide = 9;
  RandomStream stream({.seed = 52, .purpose = Purpose::kTest});
  std::vector<float> values(kMany * kWide);
  for (float& value : values) value = static_cast<float>(stream.uniform());
  const LevelGrid one = optimal_grid(values.data(), kMany, kWide, kWide, 4);
  const LevelGrid three =
      optimal_grid(values.data(), kMany, kWide, kWide, 4, "exact", 3);
  for (std::size_t j = 0; j < kWide; ++j) {
    std::vector<float> points;
    for (std::size_t row = 0; row < kMany; ++row) {
      points.push_back(values[row * kWide + j]);
    }
    const auto solved = optimal::solve("exact", points, {.levels = 4});
    for (int t = 0; t < 4; ++t) {
      CHECK(one.level(j, t) ==
            static_cast<float>(solved.levels[std::size_t(t)]));
      CHECK(three.level(j, t) == one.level(j, t));
    }
  }
}

TEST_CASE("each feature has its own optimal levels", "[property]") {
  const std::vector<float> values = samples();
  const LevelGrid grid =
      optimal_grid(values.data(), kRows, kFeatures, kStride, 8);
  REQUIRE(grid.features() == kFeatures);
  REQUIRE(grid.intervals() == 7);
  CHECK_FALSE(grid.is_uniform());
  const LevelGrid uniform = LevelGrid::uniform(
      column_ranges(values.data(), kRows, kFeatures, kStride, Scaling::kMinMax),
      7);
  for (std::size_t j = 0; j < kFeatures; ++j) {
    const std::vector<float> points = column(values, j);
    const auto solved = optimal::solve("exact", points, {.levels = 8});
    const auto [least, greatest] =
        std::minmax_element(points.begin(), points.end());
    CHECK(grid.level(j, 0) == *least);
    CHECK(grid.level(j, 7) == *greatest);
    // Levels are points, so floats hold them. Both sums have kRows terms, each
    // with a few roundings of double.
    CHECK(std::abs(grid_variance(grid, j, points) - solved.variance) <=
          kRows * 1e-15 * solved.variance);
    CHECK(grid_variance(grid, j, points) <=
          grid_variance(uniform, j, points) * (1 + 1e-6));
  }
  CHECK(grid_variance(grid, 2, column(values, 2)) == 0);
  CHECK(grid_variance(grid, 3, column(values, 3)) == 0);
  // A log-normal column gains much.
  CHECK(grid_variance(grid, 0, column(values, 0)) <
        grid_variance(uniform, 0, column(values, 0)) / 2);
}

TEST_CASE("global levels are optimal for all values together", "[property]") {
  const std::vector<float> values = samples();
  const LevelGrid grid =
      global_optimal_grid(values.data(), kRows, 2, kStride, 16);
  std::vector<float> points = column(values, 0);
  const std::vector<float> second = column(values, 1);
  points.insert(points.end(), second.begin(), second.end());
  const auto solved = optimal::solve("exact", points, {.levels = 16});
  for (std::size_t j = 0; j < 2; ++j) {
    for (int k = 0; k <= 15; ++k) {
      CHECK(double{grid.level(j, k)} ==
            solved.levels[static_cast<std::size_t>(k)]);
    }
  }
  CHECK(std::abs(grid_variance(grid, 0, points) - solved.variance) <=
        2 * kRows * 1e-15 * solved.variance);
}

TEST_CASE("draws on optimal levels are unbiased with the solver's variance",
          "[property]") {
  const std::vector<float> values = samples();
  const LevelGrid grid =
      optimal_grid(values.data(), kRows, kFeatures, kStride, 4);
  const Quantizer quantizer(grid, Rounding::kStochastic);
  constexpr std::uint64_t kVisits = 400;
  constexpr double kDraws = static_cast<double>(kVisits * kRows);
  const CounterHash hash({.seed = 52, .purpose = Purpose::kTest});
  std::vector<RunningStatistics> error(kFeatures), square(kFeatures);
  std::vector<float> drawn(kFeatures);
  for (std::uint64_t visit = 0; visit < kVisits; ++visit) {
    for (std::size_t row = 0; row < kRows; ++row) {
      const float* at = values.data() + row * kStride;
      quantizer.draw(at, hash, visit * kRows + row, drawn.data());
      for (std::size_t j = 0; j < kFeatures; ++j) {
        const double e = double{drawn[j]} - double{at[j]};
        error[j].add(e);
        square[j].add(e * e);
      }
    }
  }
  for (std::size_t j = 0; j < kFeatures; ++j) {
    const double mv =
        optimal::solve("exact", column(values, j), {.levels = 4}).variance;
    // 5 standard errors: a false alarm once in 1.7 million a check. The
    // fraction and the dither have 24 bits: 1e-6 of an interval's width.
    const double width = double{grid.level(j, 3)} - double{grid.level(j, 0)};
    CHECK(std::abs(error[j].mean()) <=
          5 * std::sqrt(mv / kDraws) + 1e-6 * width);
    CHECK(std::abs(square[j].mean() - mv) <=
          5 * std::sqrt(square[j].variance() / kDraws) + 1e-6 * width * width);
  }
}

TEST_CASE("codes on optimal levels read back as they were drawn",
          "[property]") {
  const std::vector<float> strided = samples();
  std::vector<float> values;
  for (std::size_t row = 0; row < kRows; ++row) {
    const float* at = strided.data() + row * kStride;
    values.insert(values.end(), at, at + kFeatures);
  }
  const CounterHash hash({.seed = 53, .purpose = Purpose::kTest});
  for (const std::size_t levels : {2u, 3u, 8u, 16u, 64u}) {
    const LevelGrid grid =
        optimal_grid(values.data(), kRows, kFeatures, kFeatures, levels);
    const Quantizer quantizer(grid, Rounding::kStochastic);
    const PackedSamples single(quantizer, SampleCode::kSingle, 1, values.data(),
                               kRows, hash);
    const PackedSamples pair(quantizer, SampleCode::kOrderedPair, 2,
                             values.data(), kRows, hash);
    const PackedSamples count(quantizer, SampleCode::kDrawCount, 2,
                              values.data(), kRows, hash);
    std::vector<float> q1(kFeatures), q2(kFeatures), r1(kFeatures),
        r2(kFeatures);
    for (std::size_t row = 0; row < kRows; ++row) {
      const float* at = values.data() + row * kFeatures;
      quantizer.draw(at, hash, row, q1.data());
      single.read(row, hash, 0, std::vector<float*>{r1.data()});
      REQUIRE(r1 == q1);
      quantizer.draw_pair(at, hash, row, q1.data(), q2.data());
      pair.read(row, hash, 0, std::vector<float*>{r1.data(), r2.data()});
      REQUIRE(r1 == q1);
      REQUIRE(r2 == q2);
      count.read(row, hash, row, std::vector<float*>{r1.data(), r2.data()});
      for (std::size_t j = 0; j < kFeatures; ++j) {
        REQUIRE(std::min(r1[j], r2[j]) == std::min(q1[j], q2[j]));
        REQUIRE(std::max(r1[j], r2[j]) == std::max(q1[j], q2[j]));
      }
    }
  }
}

TEST_CASE("mistakes in what a grid is asked for", "[unit]") {
  std::vector<float> values = {1, 2, 3, 4};
  CHECK_THROWS_AS(optimal_grid(values.data(), 2, 2, 2, 1), UserError);
  CHECK_THROWS_AS(optimal_grid(values.data(), 0, 2, 2, 4), UserError);
  CHECK_THROWS_AS(optimal_grid(values.data(), 2, 2, 2, 4, "exakt"), UserError);
  values[3] = std::nanf("");
  CHECK_THROWS_AS(optimal_grid(values.data(), 2, 2, 2, 4), UserError);
  CHECK_THROWS_AS(global_optimal_grid(values.data(), 2, 2, 2, 4), UserError);
}
