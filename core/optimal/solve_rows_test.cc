#include "core/optimal/solve_rows.h"

#include <catch.h>

#include <cmath>
#include <limits>

#include "core/base/error.h"
#include "core/optimal/oracle_testing.h"
#include "core/optimal/registry.h"

using namespace zipml;
using namespace zipml::optimal;
using namespace zipml::optimal::test;

namespace {

constexpr std::size_t kRowCount = 61;
constexpr std::size_t kColumns = 48;
constexpr std::size_t kRowStride = 50;

std::vector<float> matrix() {
  RandomStream stream({.seed = 81});
  std::vector<float> values(kRowCount * kRowStride,
                            std::numeric_limits<float>::infinity());
  for (std::size_t row = 0; row < kRowCount; ++row) {
    for (std::size_t column = 0; column < kColumns; ++column) {
      values[row * kRowStride + column] =
          row % 9 == 4 ? 1.5f : static_cast<float>(stream.normal());
    }
  }
  return values;
}

}  // namespace

TEST_CASE("rows have the levels that each has for itself, on any threads",
          "[property]") {
  const std::vector<float> values = matrix();
  std::vector<Points> rows =
      matrix_rows(values.data(), kRowCount, kColumns, kRowStride);
  REQUIRE(rows.size() == kRowCount);
  // Of other lengths, types and weights as well.
  RandomStream stream({.seed = 82});
  const std::vector<double> many = awkward_points(stream, 3, 500);
  const std::vector<double> few{3, 1};
  const std::vector<double> weights{2, 0};
  rows.emplace_back(many);
  rows.emplace_back(few, weights);
  for (const Method& method : methods()) {
    for (const int threads : {1, 2, 3}) {
      INFO(method.name << ", " << threads << " threads");
      const LevelsOptions options{
          .levels = 6, .candidates = 50, .max_sweeps = 20};
      const auto results = solve_rows(method.name, rows, options, threads);
      REQUIRE(results.size() == rows.size());
      for (std::size_t row = 0; row < rows.size(); ++row) {
        const OptimalLevels alone = method.solve(rows[row], options);
        CHECK(results[row].levels == alone.levels);
        CHECK(results[row].variance == alone.variance);
        CHECK(results[row].gap == alone.gap);
      }
    }
  }
}

TEST_CASE("the first row that is wrong is the one that is told", "[unit]") {
  std::vector<float> values = matrix();
  const auto nan = std::numeric_limits<float>::quiet_NaN();
  values[30 * kRowStride + 7] = nan;
  values[58 * kRowStride + 9] = nan;
  const auto rows = matrix_rows(values.data(), kRowCount, kColumns, kRowStride);
  for (const int threads : {1, 2, 3}) {
    try {
      solve_rows("exact", rows, {.levels = 4}, threads);
      FAIL("accepted");
    } catch (const UserError& error) {
      CHECK(error.diagnostics().front().message ==
            "point 7 is NaN, expected finite numbers");
    }
  }
  CHECK_THROWS_AS(solve_rows("exact", rows, {.levels = 4}, 0), UserError);
  CHECK_THROWS_AS(solve_rows("exakt", rows, {.levels = 4}, 2), UserError);
  CHECK(solve_rows("exact", {}, {.levels = 4}, 2).empty());
}
