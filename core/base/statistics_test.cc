#include "core/base/statistics.h"

#include <catch.h>

#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

#include "core/base/random.h"

using namespace zipml;

TEST_CASE("running statistics agree with two passes", "[unit]") {
  RandomStream stream({.seed = 1, .purpose = Purpose::kTest});
  std::vector<double> values(1000);
  for (double& value : values) value = 1e6 + stream.normal();
  const double mean = std::accumulate(values.begin(), values.end(), 0.0) / 1000;
  double squares = 0;
  for (const double value : values) squares += (value - mean) * (value - mean);

  const RunningStatistics whole = summarize(values);
  // 1000 roundings of values near 1e6: at most 1000 * eps * 1e6 = 2e-7.
  CHECK(whole.mean() == Approx(mean).epsilon(0).margin(3e-7));
  CHECK(whole.variance() == Approx(squares / 999).epsilon(1e-6));

  RunningStatistics merged;
  const std::span<const double> all(values);
  merged.merge(summarize(all.first(10)));
  merged.merge(RunningStatistics());
  merged.merge(summarize(all.subspan(10)));
  CHECK(merged.count() == 1000);
  CHECK(merged.mean() == Approx(whole.mean()).epsilon(1e-12));
  CHECK(merged.variance() == Approx(whole.variance()).epsilon(1e-6));
  CHECK(merged.min() == whole.min());
  CHECK(merged.max() == whole.max());
}

TEST_CASE("one infinite value makes the mean infinite", "[unit]") {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  CHECK(summarize(std::vector<double>{1, kInfinity, kInfinity, 2}).mean() ==
        kInfinity);
  CHECK(summarize(std::vector<double>{-kInfinity, 3}).mean() == -kInfinity);
  CHECK(std::isnan(
      summarize(std::vector<double>{kInfinity, -kInfinity, 3}).mean()));
  RunningStatistics merged = summarize(std::vector<double>{1, 2});
  merged.merge(summarize(std::vector<double>{kInfinity, 4}));
  merged.merge(summarize(std::vector<double>{5}));
  CHECK(merged.mean() == kInfinity);
}

TEST_CASE("a median is the middle value, or the upper of two", "[unit]") {
  CHECK(median({5, 1, 3}) == 3);
  CHECK(median({4, 1, 3, 2}) == 3);
  CHECK(std::isnan(median({})));
}

TEST_CASE("t intervals use the textbook quantiles", "[unit]") {
  CHECK(student_quantile(4, 0.95) == Approx(2.7764451).epsilon(1e-7));
  CHECK(normal_quantile(0.95) == Approx(1.95996398).epsilon(1e-8));
  const std::vector<double> values = {1, 2, 3, 4, 5};
  const Estimate estimate = t_interval(values);
  const double half = 2.7764451 * std::sqrt(2.5 / 5);
  CHECK(estimate.mean == 3);
  CHECK(estimate.high - 3 == Approx(half).epsilon(1e-7));
  CHECK(3 - estimate.low == Approx(half).epsilon(1e-7));
  CHECK(estimate.n == 5);

  const Estimate one = t_interval(std::vector<double>{2});
  CHECK(one.mean == 2);
  CHECK(one.low == -std::numeric_limits<double>::infinity());
}

TEST_CASE("t intervals cover the mean as often as they say", "[property]") {
  RandomStream stream({.seed = 2, .purpose = Purpose::kTest});
  int covered = 0;
  constexpr int kTrials = 4000;
  for (int trial = 0; trial < kTrials; ++trial) {
    std::vector<double> values(5);
    for (double& value : values) value = 10 + stream.normal();
    const Estimate estimate = t_interval(values);
    covered += estimate.low <= 10 && 10 <= estimate.high ? 1 : 0;
  }
  // 5 standard errors of a binomial with p = 0.95.
  CHECK(std::abs(covered - 0.95 * kTrials) <
        5 * std::sqrt(kTrials * 0.95 * 0.05));
}

TEST_CASE("pooled intervals are those of all values", "[property]") {
  RandomStream stream({.seed = 3, .purpose = Purpose::kTest});
  for (int trial = 0; trial < 200; ++trial) {
    const double scale = std::pow(10, stream.uniform(-6, 6));
    const double offset = scale * stream.uniform(-100, 100);
    std::vector<double> all;
    std::vector<Estimate> parts;
    for (std::uint64_t part = 0; part <= stream.index(5); ++part) {
      std::vector<double> own(1 + stream.index(6));
      for (double& value : own) value = offset + scale * stream.normal();
      all.insert(all.end(), own.begin(), own.end());
      parts.push_back(t_interval(own));
    }
    const Estimate expected = t_interval(all);
    const auto found = pooled(parts);
    REQUIRE(found);
    CHECK(found->n == expected.n);
    // Limits lose what the mean is larger than the deviations: 100 of them,
    // some ten roundings, and squares of them.
    constexpr double kSlack = 1e-11;
    const double size = std::abs(offset) + scale;
    CHECK(std::abs(found->mean - expected.mean) <= kSlack * size);
    if (expected.n < 2) {
      CHECK(found->low == expected.low);
      CHECK(found->high == expected.high);
      continue;
    }
    CHECK(std::abs(found->low - expected.low) <= kSlack * size);
    CHECK(std::abs(found->high - expected.high) <= kSlack * size);
  }
}

TEST_CASE("what is no t interval is not pooled", "[unit]") {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  const Estimate good = t_interval(std::vector<double>{1, 2, 4});
  CHECK_FALSE(pooled(std::vector<Estimate>{good, {2, 1, 4, 3}}));
  CHECK_FALSE(pooled(std::vector<Estimate>{good, binomial_interval(1, 10)}));
  // Not known, though of several values.
  CHECK_FALSE(
      pooled(std::vector<Estimate>{good, {2, -kInfinity, kInfinity, 3}}));
  CHECK(pooled(std::vector<Estimate>{})->n == 0);
  CHECK(pooled(std::vector<Estimate>{good, {}})->n == 3);
  // Runs that diverged.
  const auto infinite =
      pooled(std::vector<Estimate>{good, Estimate::exact(kInfinity, 3)});
  REQUIRE(infinite);
  CHECK(infinite->mean == kInfinity);
  CHECK(infinite->n == 6);
  // Equal values have a variance too: none.
  const auto equal =
      pooled(std::vector<Estimate>{t_interval(std::vector<double>{2, 2}),
                                   t_interval(std::vector<double>{3, 3})});
  REQUIRE(equal);
  const Estimate expected = t_interval(std::vector<double>{2, 2, 3, 3});
  CHECK(equal->high == Approx(expected.high).epsilon(1e-14));
}

TEST_CASE("binomial intervals are Clopper and Pearson's", "[unit]") {
  // 0 of n: the upper end is 1 - 0.025^(1/n).
  const Estimate none = binomial_interval(0, 20);
  CHECK(none.low == 0);
  CHECK(none.high == Approx(1 - std::pow(0.025, 1.0 / 20)).epsilon(1e-9));
  const Estimate all = binomial_interval(20, 20);
  CHECK(all.low == Approx(std::pow(0.025, 1.0 / 20)).epsilon(1e-9));
  CHECK(all.high == 1);
  // R: binom.test(3, 10)$conf.int
  const Estimate some = binomial_interval(3, 10);
  CHECK(some.low == Approx(0.06673951).epsilon(1e-6));
  CHECK(some.high == Approx(0.6524529).epsilon(1e-6));
  CHECK(binomial_interval(0, 0).high == 1);
}

TEST_CASE("pairing removes what both share", "[unit]") {
  const std::vector<double> a = {101, 205, 309}, b = {100, 203, 306};
  const Estimate difference = paired_difference(a, b);
  CHECK(difference.mean == 2);
  CHECK(difference.low == Approx(2 - student_quantile(2, .95) / std::sqrt(3)));
}

TEST_CASE("lines and power laws are recovered", "[unit]") {
  const std::vector<double> x = {1, 2, 4, 8, 16};
  std::vector<double> y;
  for (const double value : x) y.push_back(3 * std::pow(value, -1.5));
  const Line law = fit_power_law(x, y);
  CHECK(law.slope.mean == Approx(-1.5).epsilon(1e-12));
  CHECK(law.intercept == Approx(std::log2(3)).epsilon(1e-12));
  CHECK(law.slope.n == 5);

  // Anscombe's first set: slope 0.50009, standard error 0.1179, n = 11.
  const std::vector<double> ax = {10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5};
  const std::vector<double> ay = {8.04, 6.95, 7.58,  8.81, 8.33, 9.96,
                                  7.24, 4.26, 10.84, 4.82, 5.68};
  const Line line = fit_line(ax, ay);
  CHECK(line.slope.mean == Approx(0.50009).epsilon(1e-4));
  CHECK(line.slope.high - line.slope.mean ==
        Approx(0.1179 * student_quantile(9, 0.95)).epsilon(1e-3));

  CHECK(
      fit_power_law(std::vector<double>{0, 1, 2}, std::vector<double>{1, 1, 2})
          .slope.n == 2);
  CHECK(
      std::isnan(fit_line(std::vector<double>{1, 1}, std::vector<double>{1, 2})
                     .slope.mean));
}
