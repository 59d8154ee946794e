#include "core/optimal/methods/near_linear.h"

#include <catch.h>

#include <cmath>
#include <limits>

#include "core/base/error.h"
#include "core/optimal/methods/exact.h"
#include "core/optimal/oracle_testing.h"

using namespace zipml;
using namespace zipml::optimal;
using namespace zipml::optimal::test;

namespace {

void shuffle(std::vector<double>& x, RandomStream& stream) {
  for (std::size_t i = x.size(); i > 1; --i) {
    std::swap(x[i - 1], x[stream.index(i)]);
  }
}

// A certificate must hold up to the rounding of double: guards are relative
// to the area, cost + spread.
double slack(std::span<const double> x, Quad optimum) {
  Quad mean = 0;
  for (const double point : x) mean += point;
  mean /= static_cast<double>(x.size());
  Quad spread = 0;
  for (const double point : x) spread += (point - mean) * (point - mean);
  return static_cast<double>(optimum * 1e-11 + spread * 1e-14);
}

void check_certificates(std::uint64_t seed, int cases, std::size_t max_size) {
  RandomStream stream({.seed = seed});
  for (int i = 0; i < cases; ++i) {
    const auto size = 2 + static_cast<std::size_t>(stream.index(max_size));
    const auto s = 2 + static_cast<std::size_t>(stream.index(9));
    const std::vector<double> x = awkward_points(stream, i % kShapes, size);
    const Quad optimum = quad_optimum(x, {}, s);
    std::vector<double> shuffled = x;
    shuffle(shuffled, stream);
    const double relative_gap = std::pow(10.0, stream.uniform(-8, 0));
    INFO("case " << i << ", shape " << i % kShapes << ", N " << size);
    const OptimalLevels result =
        near_linear(shuffled, {.levels = s, .relative_gap = relative_gap});
    const double points = static_cast<double>(size);
    const double cost = static_cast<double>(quad_cost(x, {}, result.levels));
    const double least = static_cast<double>(optimum);
    const double tolerance = slack(x, optimum);
    bool good = result.gap <= relative_gap * result.variance;
    good = good && std::fabs(result.variance * points - cost) <= tolerance;
    good = good && cost - result.gap * points <= least + tolerance;
    good = good && result.levels.front() == x.front() &&
           result.levels.back() == x.back();

    StreamedLevels stream_levels(6);
    stream_levels.add(std::span<const double>(shuffled));
    const OptimalLevels streamed = stream_levels.solve({.levels = s});
    const double streamed_cost =
        static_cast<double>(quad_cost(x, {}, streamed.levels));
    good = good &&
           std::fabs(streamed.variance * points - streamed_cost) <= tolerance;
    good = good && streamed_cost - streamed.gap * points <= least + tolerance;
    if (!good) {
      CAPTURE(cost, least, result.gap * points, streamed_cost,
              streamed.variance * points, streamed.gap * points);
      CHECK(good);
    }
  }
  SUCCEED();
}

}  // namespace

TEST_CASE("the gap is never below the true gap", "[property]") {
  check_certificates(51, 1200, 80);
}

TEST_CASE("the gap is never below the true gap, 20,000 cases", "[slow]") {
  check_certificates(52, 20000, 60);
}

TEST_CASE("near-linear meets the gap asked for on many points", "[property]") {
  RandomStream stream({.seed = 53});
  for (const int shape : {0, 1, 2, 3, 5, 8}) {
    std::vector<double> x = awkward_points(stream, shape, 30000);
    const OptimalLevels best = exact(x, {.levels = 12});
    shuffle(x, stream);
    for (const double gap : {1e-2, 1e-4, 1e-7}) {
      const OptimalLevels result =
          near_linear(x, {.levels = 12, .relative_gap = gap});
      INFO("shape " << shape << ", gap " << gap);
      CHECK(result.gap <= gap * result.variance);
      CHECK(result.variance <= best.variance * (1 + 1.1 * gap));
      CHECK(result.variance - result.gap <= best.variance * (1 + 1e-10));
    }
  }
}

TEST_CASE("a stream gives the same for any chunks, shards and order",
          "[property]") {
  RandomStream stream({.seed = 54});
  std::vector<double> x = awkward_points(stream, 2, 50000);
  shuffle(x, stream);
  const std::span<const double> all(x);
  StreamedLevels whole;
  whole.add(all);

  StreamedLevels left;
  left.add(all.first(1000));
  StreamedLevels right = left.empty_like();
  StreamedLevels third = left.empty_like();
  for (std::size_t i = 1000; i < x.size(); i += 777) {
    const std::size_t size = std::min<std::size_t>(777, x.size() - i);
    (i % 2 == 0 ? right : third).add(all.subspan(i, size));
  }
  third.merge(right);
  left.merge(third);
  left.merge(StreamedLevels());
  CHECK(left.count() == x.size());

  const LevelsOptions options{.levels = 16};
  const OptimalLevels one = whole.solve(options);
  const OptimalLevels merged = left.solve(options);
  const OptimalLevels best = exact(x, options);
  for (const OptimalLevels& result : {one, merged}) {
    CHECK(rounding_variance(x, result.levels) ==
          Approx(result.variance).epsilon(1e-11));
    CHECK(result.variance - result.gap <= best.variance * (1 + 1e-11));
    CHECK(result.gap < 1e-3 * result.variance);
  }
}

TEST_CASE("streams refuse what they cannot hold", "[unit]") {
  StreamedLevels stream;
  CHECK_THROWS_AS(stream.solve({.levels = 4}), UserError);
  CHECK_THROWS_AS(StreamedLevels(3), UserError);
  CHECK_THROWS_AS(StreamedLevels(17), UserError);
  const std::vector<double> good{1, 2, 3, 4};
  stream.add(good);
  CHECK_THROWS_AS(stream.solve({.levels = 1}), UserError);
  CHECK_THROWS_AS(stream.solve({.levels = 3, .ends = Ends{2, 5}}), UserError);
  StreamedLevels other;
  other.add(std::vector<double>{5, 7, 9});
  CHECK_THROWS_AS(stream.merge(other), UserError);
  for (const double bad : {std::numeric_limits<double>::quiet_NaN(),
                           std::numeric_limits<double>::infinity(), 1e300}) {
    StreamedLevels fresh = stream.empty_like();
    CHECK_THROWS_AS(fresh.add(std::vector<double>{1, bad}), UserError);
  }
  StreamedLevels constant;
  constant.add(std::vector<double>{2, 2, 2});
  CHECK(constant.solve({.levels = 4}).levels == std::vector<double>{2});
}
