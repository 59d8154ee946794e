#include "core/base/significance.h"

#include <catch.h>

#include <array>
#include <cmath>
#include <limits>
#include <utility>
#include <vector>

#include "core/base/random.h"

using namespace zipml;

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

std::vector<double> normals(RandomStream& stream, int count, double mean = 0,
                            double deviation = 1) {
  std::vector<double> values;
  for (int i = 0; i < count; ++i) {
    values.push_back(mean + deviation * stream.normal());
  }
  return values;
}

double p_of(const Estimate& first, const Estimate& second) {
  const auto difference = independent_difference(first, second);
  REQUIRE(difference);
  return difference->p;
}

}  // namespace

TEST_CASE("the tail of Student's t", "[unit]") {
  // t_{4, 0.975}, and the closed forms of one and two degrees.
  CHECK(student_tail(4, 2.7764451) == Approx(0.05).epsilon(1e-7));
  CHECK(student_tail(4, -2.7764451) == Approx(0.05).epsilon(1e-7));
  CHECK(student_tail(1, 3) == Approx(1 - 2 / std::acos(-1.0) * std::atan(3.0)));
  CHECK(student_tail(2, 50) ==
        Approx(1 - 50 / std::sqrt(2 + 2500.0)).epsilon(1e-9));
  CHECK(student_tail(3, kInfinity) == 0);
}

TEST_CASE("two estimates differ by Welch's t", "[unit]") {
  RandomStream stream({.seed = 2, .purpose = Purpose::kTest});
  const std::vector<double> a = normals(stream, 6);
  const std::vector<double> b = normals(stream, 6, 1, 3);
  const auto difference = independent_difference(t_interval(a), t_interval(b));
  REQUIRE(difference);

  const RunningStatistics x = summarize(a), y = summarize(b);
  const double u = x.variance() / 6, v = y.variance() / 6;
  const double t = (y.mean() - x.mean()) / std::sqrt(u + v);
  const double degrees = (u + v) * (u + v) / (u * u / 5 + v * v / 5);
  CHECK(difference->p == Approx(student_tail(degrees, t)));
  CHECK(difference->value.mean == Approx(y.mean() - x.mean()));
  CHECK(difference->value.high - difference->value.mean ==
        Approx(student_quantile(degrees, 0.95) * std::sqrt(u + v)));
  CHECK(difference->value.n == 6);

  const auto reversed = independent_difference(t_interval(b), t_interval(a));
  REQUIRE(reversed);
  CHECK(reversed->p == Approx(difference->p));
  CHECK(reversed->value.mean == Approx(-difference->value.mean));
}

TEST_CASE("many values do not lend few their degrees of freedom", "[unit]") {
  // Standard errors 1e-3 and 1: Welch's degrees are 99, two samples of 3 have
  // 4.
  const Estimate few{0, -1e-3 * student_quantile(2, 0.95),
                     1e-3 * student_quantile(2, 0.95), 3};
  const Estimate many{10, 10 - student_quantile(99, 0.95),
                      10 + student_quantile(99, 0.95), 100};
  CHECK(p_of(few, many) == Approx(student_tail(4, 10)).epsilon(1e-4));
}

TEST_CASE("an interval that is not symmetric counts on the side of the other",
          "[unit]") {
  const Estimate share = binomial_interval(0, 50);
  const Estimate other = binomial_interval(10, 50);
  const double error = share.high / student_quantile(49, 0.95);
  const double other_error =
      (other.mean - other.low) / student_quantile(49, 0.95);
  const auto difference = independent_difference(share, other);
  REQUIRE(difference);
  const double t = 0.2 / std::hypot(error, other_error);
  CHECK(difference->value.mean == Approx(0.2));
  // Welch's degrees lie between those of one sample and of both.
  CHECK(difference->p < student_tail(49, t));
  CHECK(difference->p > student_tail(98, t));
}

TEST_CASE("geometric means are compared in logarithms", "[unit]") {
  RandomStream stream({.seed = 3, .purpose = Purpose::kTest});
  std::vector<double> a = normals(stream, 5), b = normals(stream, 5, 6, 2);
  const double p = p_of(t_interval(a), t_interval(b));
  for (double& value : a) value = std::exp(value);
  for (double& value : b) value = std::exp(value);
  CHECK(p_of(interval_of(a, MeanKind::kGeometric),
             interval_of(b, MeanKind::kGeometric)) == Approx(p));
  for (double& value : a) value -= 1;
  for (double& value : b) value -= 1;
  const Estimate first = interval_of(a, MeanKind::kGeometricMinusOne);
  const Estimate second = interval_of(b, MeanKind::kGeometricMinusOne);
  const auto difference = independent_difference(first, second);
  REQUIRE(difference);
  CHECK(difference->p == Approx(p));
  CHECK(difference->value.mean == Approx(second.mean - first.mean));
  CHECK((difference->value.low > 0) == (p < 0.05));
}

TEST_CASE("what has no finite interval is not compared", "[unit]") {
  const Estimate known{1, 0.9, 1.1, 5};
  CHECK(independent_difference(known, {2, 1.9, 2.1, 5}));
  CHECK(independent_difference(known, {2, 2, 2, 5}));
  CHECK_FALSE(independent_difference(known, {2, -kInfinity, kInfinity, 1}));
  CHECK_FALSE(independent_difference(known, Estimate::exact(2)));
  CHECK_FALSE(independent_difference(known, {kInfinity, 1, 2, 5}));
  CHECK_FALSE(independent_difference({1, 1, 1, 5}, {2, 2, 2, 5}));
}

TEST_CASE("pairs take away what both share", "[unit]") {
  RandomStream stream({.seed = 4, .purpose = Purpose::kTest});
  std::vector<double> a, b;
  for (int i = 0; i < 5; ++i) {
    a.push_back(10 * stream.normal());
    b.push_back(a.back() + 0.1 + 0.01 * stream.normal());
  }
  const auto paired = difference_of_pairs(a, b, MeanKind::kPlain);
  REQUIRE(paired);
  const Estimate expected = paired_difference(b, a);
  CHECK(paired->value.mean == Approx(expected.mean));
  CHECK(paired->value.low == Approx(expected.low));
  CHECK(paired->value.high == Approx(expected.high));
  const double half = (expected.high - expected.low) / 2;
  CHECK(paired->p == Approx(student_tail(
                         4, expected.mean * student_quantile(4, 0.95) / half)));
  CHECK(paired->p < 1e-3);
  CHECK(p_of(t_interval(a), t_interval(b)) > 0.9);

  const std::vector<double> constant = {1, 2, 3}, shifted = {2, 3, 4};
  CHECK_FALSE(difference_of_pairs(constant, shifted, MeanKind::kPlain));
  CHECK_FALSE(difference_of_pairs(std::vector<double>{-1, 2},
                                  std::vector<double>{1, 2},
                                  MeanKind::kGeometric));
  const auto ratio =
      difference_of_pairs(std::vector<double>{1, 2, 4},
                          std::vector<double>{2, 4, 9}, MeanKind::kGeometric);
  REQUIRE(ratio);
  CHECK(ratio->value.mean == Approx(std::cbrt(72.0) - 2));
}

TEST_CASE("Holm's procedure steps down", "[unit]") {
  const std::vector<double> p = {0.03, 0.005, 0.04, 0.01};
  // 4 * 0.005 and 3 * 0.01 hold at 0.05, 2 * 0.03 does not.
  CHECK(holm_rejected(p, 0.05) == std::vector<bool>{false, true, false, true});
  CHECK(holm_rejected(p, 0.01) == std::vector<bool>(4, false));
  CHECK(holm_rejected({}, 0.05).empty());
  // The largest one alone falls when all others do.
  CHECK(holm_rejected(std::vector<double>{0.05, 0.02}, 0.05) ==
        std::vector<bool>{true, true});
}

// 5000 comparisons of samples of one distribution, for each pair of sizes. The
// count of those with p <= q has at most the mean 5000 q; the limit is four and
// a half standard deviations above it, so that a test that keeps its level
// fails once in 3e5 runs. Welch's degrees without their limit pass it four
// times over at sizes 2 and 10.
TEST_CASE("false alarms are as rare as p says", "[property]") {
  constexpr int kTrials = 5000;
  const auto sizes = GENERATE(std::pair(3, 3), std::pair(2, 10),
                              std::pair(10, 3), std::pair(5, 16));
  RandomStream stream({.seed = 5,
                       .purpose = Purpose::kTest,
                       .step = static_cast<std::uint64_t>(sizes.first)});
  std::array<int, 2> alarms{};
  constexpr std::array<double, 2> kLevels = {0.01, 0.05};
  for (int trial = 0; trial < kTrials; ++trial) {
    const double p = p_of(t_interval(normals(stream, sizes.first)),
                          t_interval(normals(stream, sizes.second)));
    for (std::size_t i = 0; i < 2; ++i) alarms[i] += p <= kLevels[i] ? 1 : 0;
  }
  for (std::size_t i = 0; i < 2; ++i) {
    const double mean = kTrials * kLevels[i];
    INFO(sizes.first << " and " << sizes.second << " at " << kLevels[i]);
    CHECK(alarms[i] <= mean + 4.5 * std::sqrt(mean));
  }
}

// Samples of 5 whose means are 20 standard errors of their difference apart.
// With the fewest degrees that there may be, 4, p <= 1e-4 from t = 13.03 on,
// which (20 + Z) / sqrt(chi^2_8 / 8) passes with a chance of 0.98; of 1000, 960
// are four and a half standard deviations below that.
TEST_CASE("large differences are found", "[property]") {
  RandomStream stream({.seed = 6, .purpose = Purpose::kTest});
  const double shift = 20 * std::sqrt(2.0 / 5);
  int found = 0;
  for (int trial = 0; trial < 1000; ++trial) {
    const double p = p_of(t_interval(normals(stream, 5)),
                          t_interval(normals(stream, 5, shift)));
    found += p <= 1e-4 ? 1 : 0;
  }
  CHECK(found >= 960);
}
