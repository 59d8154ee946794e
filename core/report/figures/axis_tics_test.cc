#include "core/report/figures/axis_tics.h"

#include <catch.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/base/random.h"

using namespace zipml;

namespace {

std::vector<std::string> labels(const AxisTics& axis) {
  std::vector<std::string> result;
  for (const Tic& tic : axis.tics) {
    if (!tic.label.empty()) result.push_back(tic.label);
  }
  return result;
}

using Labels = std::vector<std::string>;

}  // namespace

TEST_CASE("linear axes have round labels", "[unit]") {
  const Axis axis;
  CHECK(labels(axis_tics(axis, {0, 100}, {}, {}, 8)) ==
        Labels{"0", "20", "40", "60", "80", "100"});
  CHECK(labels(axis_tics(axis, {1, 8}, {}, {}, 8)) ==
        Labels{"1", "2", "3", "4", "5", "6", "7", "8"});
  CHECK(labels(axis_tics(axis, {-0.5, 0.5}, {}, {}, 4)) ==
        Labels{"-0.50", "-0.25", "0.00", "0.25", "0.50"});
  CHECK(labels(axis_tics(axis, {1, 3}, {}, {}, 8)) == Labels{"1", "2", "3"});
  CHECK(labels(axis_tics(axis, {1, 3.5}, {}, {}, 5)) ==
        Labels{"1.0", "1.5", "2.0", "2.5", "3.0", "3.5"});
  CHECK(axis_tics(axis, {0.1, 9}, {}, {0.04, 0.04}, 6).min == 0);
  CHECK(labels(axis_tics(axis, {0.0174, 0.018}, {}, {}, 4)) ==
        Labels{"1.74", "1.76", "1.78", "1.80"});
  const AxisTics large = axis_tics(axis, {2.4e9, 2.8e9}, {}, {}, 4);
  CHECK(large.multiplier == "\u00D710\u2079");
  CHECK(labels(large) == Labels{"2.4", "2.5", "2.6", "2.7", "2.8"});
}

TEST_CASE("logarithmic axes are labelled by powers of ten", "[unit]") {
  const Axis axis{.logarithmic = true};
  CHECK(labels(axis_tics(axis, {10, 1000}, {}, {}, 6)) ==
        Labels{"10", "100", "1000"});
  CHECK(labels(axis_tics(axis, {1e-4, 1e-2}, {}, {}, 6)) ==
        Labels{"10\u207B\u2074", "10\u207B\u00B3", "10\u207B\u00B2"});
  CHECK(labels(axis_tics(axis, {1e-9, 1}, {}, {}, 4)).size() == 4);
  CHECK(labels(axis_tics(axis, {1.5, 55}, {}, {}, 6)) ==
        Labels{"3", "10", "30"});
  CHECK(labels(axis_tics(axis, {0.004, 0.3}, {}, {}, 6)) ==
        Labels{"0.01", "0.03", "0.1", "0.3"});
  CHECK(labels(axis_tics(axis, {0.002, 0.02}, {}, {}, 6)) ==
        Labels{"0.002", "0.005", "0.01", "0.02"});
  CHECK(labels(axis_tics(axis, {500, 2000}, {}, {}, 6)) ==
        Labels{"500", "1000", "2000"});
  // Too narrow for those: evenly spaced numbers.
  CHECK(labels(axis_tics(axis, {150, 400}, {}, {}, 6)) ==
        Labels{"150", "200", "250", "300", "400"});
  CHECK(labels(axis_tics(axis, {30, 34}, {}, {}, 6)) ==
        Labels{"30", "31", "32", "33", "34"});
  // Else labels would be longer than there is room for.
  const AxisTics large = axis_tics(axis, {2e9, 4e10}, {}, {}, 6);
  CHECK(large.multiplier == "\u00D710\u2079");
  CHECK(labels(large) == Labels{"3", "10", "30"});
}

TEST_CASE("wide bands do not squeeze the curves", "[unit]") {
  const AxisTics axis = axis_tics({}, {1, 2}, {-1000, 1000}, {}, 6);
  CHECK(axis.min == 0.5);
  CHECK(axis.max == 2.5);
  CHECK(axis_tics({}, {1, 2}, {0.9, 2.1}, {}, 6).min == 0.9);
}

TEST_CASE("limits of the axis come first", "[unit]") {
  const AxisTics axis =
      axis_tics({.min = 0.0, .max = 5.0}, {1, 2}, {}, {0.1, 0.1}, 6);
  CHECK(axis.min == 0);
  CHECK(axis.max == 5);
  // Zero cannot be shown on a logarithmic axis.
  CHECK(axis_tics({.logarithmic = true, .min = 0.0}, {1, 2}, {}, {}, 6).min ==
        1);
}

TEST_CASE("any data give a range with its labels inside", "[property]") {
  RandomStream stream({.seed = 26, .purpose = Purpose::kTest});
  const double odd[] = {
      std::nan(""), std::numeric_limits<double>::infinity(), -1e308, 1e308, 0,
      5e-324};
  for (int i = 0; i < 2000; ++i) {
    std::vector<double> values;
    for (std::uint64_t n = stream.index(5); n > 0; --n) {
      const double scale = std::pow(10, stream.uniform(-30, 30));
      values.push_back(stream.bernoulli(0.2) ? odd[stream.index(6)]
                                             : scale * stream.normal());
    }
    const Axis axis{.logarithmic = stream.bernoulli(0.5)};
    const AxisTics tics = axis_tics(axis, values, values, {0.04, 0.04}, 6);
    REQUIRE(tics.min < tics.max);
    REQUIRE(std::isfinite(tics.min));
    REQUIRE(std::isfinite(tics.max));
    CHECK(labels(tics).size() <= 20);
    const double slack = 1e-6 * (tics.max - tics.min);
    for (const Tic& tic : tics.tics) {
      CHECK(tic.at >= tics.min - slack);
      CHECK(tic.at <= tics.max + slack);
    }
  }
}

TEST_CASE("a logarithmic axis has labels around the data", "[property]") {
  RandomStream stream({.seed = 27, .purpose = Purpose::kTest});
  for (int i = 0; i < 2000; ++i) {
    const double low = std::pow(10, stream.uniform(-12, 12));
    const double high = low * std::pow(10, stream.uniform(0.01, 12));
    const double spread = std::pow(10, stream.uniform(0, 3));
    const AxisTics tics =
        axis_tics({.logarithmic = true}, {low, high},
                  {low / spread, high * spread}, {0.04, 0.04}, 6);
    INFO(low << " to " << high);
    const auto all = labels(tics);
    CHECK(all.size() >= 3);
    CHECK(all.size() <= 12);
    const double tenth = std::pow(high / low, 0.1) * (1 + 1e-9);
    CHECK(std::count_if(tics.tics.begin(), tics.tics.end(), [&](const Tic& t) {
            return !t.label.empty() && t.at >= low / tenth &&
                   t.at <= high * tenth;
          }) >= 2);
  }
}

TEST_CASE("labels times a power of ten stay short", "[unit]") {
  const AxisTics axis =
      axis_tics({.logarithmic = true}, {1.5e-4, 6e-3}, {}, {}, 6);
  CHECK(axis.multiplier == "\u00D710\u207B\u2074");
  CHECK(labels(axis) == Labels{"3", "10", "30"});
}

TEST_CASE("values in a small part of an axis leave its labels alone",
          "[unit]") {
  CHECK(labels(axis_tics({.logarithmic = true, .min = 0.05, .max = 2000},
                         {1, 1}, {}, {0.04, 0.04}, 6)) ==
        Labels{"0.1", "1", "10", "100", "1000"});
}

TEST_CASE("values that differ by rounding are one value", "[unit]") {
  for (const bool logarithmic : {false, true}) {
    const std::vector<double> values = {1, 1 + 2.3e-16, 1 - 1.2e-16};
    const AxisTics tics =
        axis_tics({.logarithmic = logarithmic}, values, {}, {0.05, 0.05}, 5);
    CHECK(tics.min < 0.95);
    CHECK(tics.max > 1.05);
    CHECK(!tics.tics.empty());
    CHECK(tics.tics.size() < 40);
  }
}
