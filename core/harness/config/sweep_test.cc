#include "core/harness/config/sweep.h"

#include <catch.h>

#include <cmath>

#include "core/base/random.h"

using namespace zipml;

namespace {

std::vector<double> steps(double from, double to, double step) {
  return range_values({.from = from, .to = to, .step = step}).values;
}

std::vector<double> factors(double from, double to, double factor) {
  return range_values({.from = from, .to = to, .factor = factor}).values;
}

using Numbers = std::vector<double>;

}  // namespace

TEST_CASE("ranges are the numbers one writes by hand", "[unit]") {
  CHECK(steps(1, 4, 1) == Numbers{1, 2, 3, 4});
  CHECK(steps(1, 4.5, 2) == Numbers{1, 3});
  CHECK(steps(0.1, 0.5, 0.1) == Numbers{0.1, 0.2, 0.3, 0.4, 0.5});
  CHECK(steps(0, 1, 0.1).size() == 11);
  CHECK(steps(3, -3, -2) == Numbers{3, 1, -1, -3});
  CHECK(steps(2, 2, 1) == Numbers{2});
  CHECK(factors(0.001, 1, 10) == Numbers{0.001, 0.01, 0.1, 1});
  CHECK(factors(1, 1000, 10) == Numbers{1, 10, 100, 1000});
  CHECK(factors(8, 1, 0.5) == Numbers{8, 4, 2, 1});
  CHECK(factors(-1, -4, 2) == Numbers{-1, -2, -4});
  CHECK(range_values({.from = 1, .to = 3}).values == Numbers{1, 2, 3});
}

TEST_CASE("a bad range has a reason and no values", "[unit]") {
  const auto mistake = [](SweepRange range) {
    const RangeValues result = range_values(range);
    CHECK(result.values.empty() != result.mistake.empty());
    return result.mistake;
  };
  CHECK(mistake({.from = 0, .to = 1, .step = 0.}) == "the step is 0");
  CHECK(mistake({.from = 0, .to = 1, .step = -1.}) ==
        "a step of -1 leads from 0 away from 1");
  CHECK(mistake({.from = 0, .to = 1, .factor = 2.}) ==
        "no factor leads from 0 to 1");
  CHECK(mistake({.from = 1, .to = 8, .factor = 0.5}) ==
        "a factor of 0.5 leads from 1 away from 8");
  CHECK(mistake({.from = 1, .to = 8, .factor = 1.}) ==
        "the factor must be positive and not 1, found 1");
  CHECK(mistake({.from = 0, .to = 1e300}) == "more than 100000 values");
  CHECK(mistake({.from = -1.7e308, .to = 1.7e308, .step = 1e-300}) ==
        "more than 100000 values");
  CHECK(mistake({.from = 1, .to = 2, .factor = 1 + 1e-15}) ==
        "more than 100000 values");
  CHECK(mistake({.from = 0.1, .to = 0.5}) ==
        "a step of 1 gives 0.1 alone, and not 0.5");
  CHECK(mistake({.from = 1, .to = 5, .factor = 8.}) ==
        "a factor of 8 gives 1 alone, and not 5");
  // The product of the two is 0.
  CHECK(mistake({.from = 0, .to = 1e-200, .step = -1e-200}) ==
        "a step of -1e-200 leads from 0 away from 1e-200");
  CHECK(steps(0, 1e-200, 1e-200) == Numbers{0, 1e-200});
  CHECK(steps(0, 99'999, 1).size() == 100'000);
  CHECK(steps(0, 100'000, 1).empty());
}

TEST_CASE("a range of n steps of any decimal size ends at its end",
          "[property]") {
  RandomStream stream({.seed = 3, .purpose = Purpose::kTest});
  for (int trial = 0; trial < 2000; ++trial) {
    // from and step are decimals with 4 digits after the point.
    const auto from = static_cast<double>(stream.index(100'000)) / 1e4 - 5;
    const auto step = static_cast<double>(1 + stream.index(9'999)) / 1e4;
    const std::size_t n = stream.index(200);
    const double to = from + static_cast<double>(n) * step;
    const Numbers values = steps(from, to, step);
    REQUIRE(values.size() == n + 1);
    CHECK(values.back() == to);
    for (std::size_t i = 0; i < values.size(); ++i) {
      // Rounding to 15 digits moves a value by less than 1e-14 of the largest
      // magnitude, 5 + 200, and the sum by a few units in the last place.
      CHECK(std::abs(values[i] - (from + static_cast<double>(i) * step)) <
            205e-14);
    }
  }
}

TEST_CASE("a grid counts like an odometer", "[unit]") {
  const Sweep sweep{.product = {{"a", {1, 2}}, {"b", {"x", "y"}}},
                    .zip = {{"c", {0.1, 0.2}}, {"d", {true, false}}}};
  CHECK(count_points(sweep) == 8);
  const auto points = grid(sweep, {});
  REQUIRE(points.size() == 8);
  CHECK(points[0] == Record{{"a", 1}, {"b", "x"}, {"c", 0.1}, {"d", true}});
  CHECK(points[1] == Record{{"a", 1}, {"b", "x"}, {"c", 0.2}, {"d", false}});
  CHECK(points[2] == Record{{"a", 1}, {"b", "y"}, {"c", 0.1}, {"d", true}});
  CHECK(points[7] == Record{{"a", 2}, {"b", "y"}, {"c", 0.2}, {"d", false}});
  CHECK(grid({}, {}) == std::vector<Record>{{}});
}

TEST_CASE("exclusion compares numbers as one writes them", "[unit]") {
  const Sweep sweep{.product = {{"a", {0.1 + 0.2, 0.4}}, {"b", {1, 2}}},
                    .exclude = {{{"a", 0.3}, {"b", 2}},
                                {{"b", 1}, {"fixed", Value::List{1, 2}}},
                                {{"b", 2}, {"fixed", Value::List{1}}}}};
  const auto points = grid(sweep, {{"fixed", Value::List{1, 2}}});
  REQUIRE(points.size() == 1);
  CHECK(points[0] == Record{{"a", 0.4}, {"b", 2}});
}

TEST_CASE("the count of points stops at the limit", "[unit]") {
  const Value::List many(1000, 1);
  Sweep sweep;
  for (const char* name : {"a", "b", "c", "d", "e", "f", "g", "h"}) {
    sweep.product.push_back({name, many});
  }
  CHECK(count_points(sweep) == kMostPoints + 1);
}
