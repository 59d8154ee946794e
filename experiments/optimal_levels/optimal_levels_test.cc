#include <catch.h>

#include <algorithm>
#include <cmath>

#include "experiments/optimal_levels/instances.h"
#include "experiments/optimal_levels/rows.h"
#include "experiments/optimal_levels/tasks.h"

using namespace zipml;
using namespace zipml::optimal_levels;

TEST_CASE("the objective by its definition, and the best of every choice",
          "[unit]") {
  const std::vector<double> points = {0, 1, 1, 1, 1, 2, 7, 7, 8, 10};
  const std::vector<double> levels = {0, 2, 7, 10};
  // Four times 1 * 1 and once 2 * 1.
  CHECK(variance_by_definition(points, {}, levels) == Approx(0.6));
  CHECK(brute_force_variance(points, {}, 4) == Approx(0.6));
  const std::vector<double> distinct_points = {0, 1, 2, 7, 8, 10};
  const std::vector<double> weights = {1, 4, 1, 2, 1, 1};
  CHECK(brute_force_variance(distinct_points, weights, 4) == Approx(0.6));
}

TEST_CASE("drawn points ascend from 0 to 1", "[unit]") {
  for (const std::string& shape : shape_names()) {
    INFO(shape);
    for (const std::size_t count : {2u, 50u}) {
      RandomStream stream({.seed = 3, .purpose = Purpose::kTest});
      const std::vector<double> points = draw_points(shape, count, stream);
      CHECK(points.size() == count);
      CHECK(points.front() == 0);
      CHECK(points.back() == 1);
      CHECK(std::is_sorted(points.begin(), points.end()));
    }
  }
}

TEST_CASE("the family against the 2-approximation, by hand", "[unit]") {
  for (const Record& row : run_constructed({}, RunContext()).rows) {
    if (row.number("width") != 1e-3 || row.boolean("distinct")) continue;
    // Costs of the points, with the inner level at .5: 2 (.1 * .4 + .2 * .3 +
    // .3 * .2 + .499 * .001). With it at .499: .1 * .399 + .2 * .299 + .3 *
    // .199 + 5000 * .001 * .5 + .002 * .499 + .3 * .201 + .2 * .301 + .1 *
    // .401.
    CHECK(row.number("multiplicity") == 5000);
    CHECK(row.number("exact_level") == 0.5);
    CHECK(row.number("ratio") == Approx(2.820998 / 0.320998));
    return;
  }
  FAIL("no row of that width");
}

TEST_CASE("the constants of Theorem 2 are those of the points", "[unit]") {
  const CellResult result = run_discretised(
      {.parameters = {{"shape", "uniform"},
                      {"discretised.points", 4000},
                      {"discretised.intervals", Value::List{4}},
                      {"discretised.candidates", Value::List{8, 16}}}},
      RunContext());
  REQUIRE(result.rows.size() == 2);
  for (const Record& row : result.rows) {
    // Uniform points: about N / M points a cell (500 or 250, deviation below
    // 21: five deviations), intervals of about a quarter, which meet M / 4
    // cells or up to two more.
    CHECK(row.number("b") >= 1);
    CHECK(row.number("b") < 1.5);
    CHECK(row.number("c") >= 1);
    CHECK(row.number("c") <= 2);
    const double m = row.number("candidates");
    const double b = row.number("b"), c = row.number("c");
    CHECK(row.number("printed") ==
          Approx(b * 4 / (4 * m * m * m) + b * c * c / (m * 4)));
    CHECK(row.number("gap") >= 0);
    CHECK(row.number("gap") <= row.number("certified"));
  }
}

TEST_CASE("work is compared with N log N", "[unit]") {
  std::vector<Record> rows;
  for (const int repetition : {0, 1}) {
    for (const double n : {16, 64, 256, 1024}) {
      // N log2 N, and N^2 log2 N.
      const double work = n * std::log2(n) * (repetition == 0 ? 1 : n);
      rows.push_back({{"shape", "uniform"},
                      {"repetition", repetition},
                      {"intervals", 4},
                      {"gamma", 1.0},
                      {"points", n},
                      {"merges", work / 4},
                      {"comparisons", 3 * work / 4}});
    }
  }
  CHECK(work_over_n_log_n(rows[0]) == Approx(1));
  const std::vector<double> exponents = work_exponents(rows);
  REQUIRE(exponents.size() == 2);
  CHECK(std::abs(exponents[0]) < 1e-12);
  CHECK(exponents[1] == Approx(1));
}

TEST_CASE("exponents are fitted along one parameter", "[unit]") {
  std::vector<Record> rows;
  for (const int k : {2, 4, 8}) {
    for (const int m : {16, 32, 64}) {
      rows.push_back({{"shape", "uniform"},
                      {"repetition", 0},
                      {"intervals", k},
                      {"candidates", m},
                      {"gap", 1.0 / (k * m * m)}});
    }
  }
  // Lines of a repetition are not repetitions.
  REQUIRE(gap_exponents(rows, "candidates").size() == 1);
  CHECK(gap_exponents(rows, "candidates")[0] == Approx(-2));
  REQUIRE(gap_exponents(rows, "intervals").size() == 1);
  CHECK(gap_exponents(rows, "intervals")[0] == Approx(-1));
  for (std::size_t i = 0; i < 9; ++i) {
    Record again = rows[i];
    again.set("repetition", 1);
    again.set("gap", 1.0);
    rows.push_back(again);
  }
  REQUIRE(gap_exponents(rows, "candidates").size() == 2);
  CHECK(std::abs(gap_exponents(rows, "candidates")[1]) < 1e-12);
}
