// What holds for every method of the registry: input rules and extreme data.
#include "core/optimal/optimal_levels.h"

#include <catch.h>

#include <cmath>
#include <limits>
#include <set>
#include <string>

#include "core/base/error.h"
#include "core/kernels/target.h"
#include "core/optimal/oracle_testing.h"
#include "core/optimal/registry.h"

using namespace zipml;
using namespace zipml::optimal;
using namespace zipml::optimal::test;

TEST_CASE("methods have distinct names and a line of help", "[unit]") {
  std::set<std::string> names;
  for (const Method& method : methods()) {
    CHECK(names.insert(std::string(method.name)).second);
    CHECK(!method.help.empty());
    CHECK(&find_method(method.name) == &method);
  }
  try {
    find_method("dynamic_programm");
    FAIL("accepted");
  } catch (const UserError& error) {
    CHECK(error.diagnostics().front().hint ==
          "did you mean \"dynamic_program\"?");
  }
}

TEST_CASE("the cost of a method is that of its loops", "[unit]") {
  std::vector<double> x(400);
  for (std::size_t i = 0; i < x.size(); ++i) {
    x[i] = static_cast<double>(i * i);
  }
  const LevelsOptions options{.levels = 20};
  for (const char* name : {"dynamic_program", "divide_and_conquer"}) {
    INFO(name);
    const Method& method = find_method(name);
    REQUIRE(method.steps != nullptr);
    const double steps = method.steps(400, options);
    const auto evaluations =
        static_cast<double>(method.solve(x, options).statistics.evaluations);
    CHECK(steps < 4 * evaluations);
    CHECK(steps > evaluations / 4);
  }
  // More levels than points cost no more.
  CHECK(find_method("dynamic_program").steps(100, {.levels = 1000}) == 5e5);
  CHECK(find_method("exact").steps == nullptr);
}

TEST_CASE("every method refuses bad input", "[unit]") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const double infinity = std::numeric_limits<double>::infinity();
  const std::vector<double> good{1, 2, 3, 4, 5};
  const std::vector<double> none;
  for (const Method& method : methods()) {
    INFO(method.name);
    const LevelsOptions three{.levels = 3};
    CHECK_THROWS_AS(method.solve(none, three), UserError);
    CHECK_THROWS_AS(method.solve(good, {.levels = 1}), UserError);
    CHECK_THROWS_AS(method.solve(good, {.levels = 0}), UserError);
    for (const double bad : {nan, infinity, -infinity}) {
      for (std::size_t place = 0; place < 5; ++place) {
        std::vector<double> x = good;
        x[place] = bad;
        CHECK_THROWS_AS(method.solve(x, three), UserError);
        CHECK_THROWS_AS(method.solve(x, {.levels = 9}), UserError);
        std::vector<float> single(x.begin(), x.end());
        CHECK_THROWS_AS(method.solve(single, three), UserError);
      }
    }
    using Weights = std::vector<double>;
    for (const Weights& w :
         {Weights{1, 1}, Weights{1, 1, nan, 1, 1}, Weights{1, -1, 1, 1, 1},
          Weights{0, 0, 0, 0, 0}, Weights{1, infinity, 1, 1, 1}}) {
      CHECK_THROWS_AS(method.solve(Points(good, w), three), UserError);
    }
    CHECK_THROWS_AS(method.solve(good, {.levels = 3, .ends = Ends{2, 6}}),
                    UserError);
    CHECK_THROWS_AS(method.solve(good, {.levels = 3, .ends = Ends{0, 4}}),
                    UserError);
    CHECK_THROWS_AS(method.solve(good, {.levels = 3, .ends = Ends{0, nan}}),
                    UserError);
  }
}

TEST_CASE("few distinct values are the levels, at no cost", "[unit]") {
  const std::vector<double> constant(40, 7.25);
  const std::vector<double> single{-3};
  const std::vector<double> three{5, 1, 1, 5, 2, 5, 1, 2, 2, 5};
  for (const Method& method : methods()) {
    INFO(method.name);
    const OptimalLevels one = method.solve(constant, {.levels = 4});
    CHECK(one.levels == std::vector<double>{7.25});
    CHECK(one.variance == 0);
    CHECK(one.gap == 0);
    CHECK(method.solve(single, {.levels = 2}).levels == single);
    for (const std::size_t s : {3u, 4u, 100u}) {
      const OptimalLevels result = method.solve(three, {.levels = s});
      CHECK(result.levels == std::vector<double>{1, 2, 5});
      CHECK(result.variance == 0);
      CHECK(result.gap == 0);
    }
    const OptimalLevels ends =
        method.solve(constant, {.levels = 3, .ends = Ends{0, 10}});
    CHECK(ends.levels == std::vector<double>{0, 7.25, 10});
  }
}

TEST_CASE("levels ascend, hold the points and report their variance",
          "[property]") {
  RandomStream stream({.seed = 31});
  for (const Method& method : methods()) {
    for (int shape = 0; shape < kShapes; ++shape) {
      INFO(method.name << ", shape " << shape);
      std::vector<double> x = awkward_points(stream, shape, 300);
      std::vector<double> w(x.size());
      for (double& weight : w) weight = stream.uniform(0, 3);
      const std::size_t s = 2 + static_cast<std::size_t>(shape) % 7;
      const Quad optimum = quad_optimum(x, w, s);
      for (std::size_t i = 0; i < x.size(); i += 2) {  // no longer sorted
        std::swap(x[i], x[x.size() - 1 - i]);
        std::swap(w[i], w[x.size() - 1 - i]);
      }
      const OptimalLevels result = method.solve(Points(x, w), {.levels = s});
      REQUIRE(result.levels.size() >= 2);
      CHECK(result.levels.front() == *std::min_element(x.begin(), x.end()));
      CHECK(result.levels.back() == *std::max_element(x.begin(), x.end()));
      CHECK(std::adjacent_find(result.levels.begin(), result.levels.end(),
                               std::greater_equal<>()) == result.levels.end());
      double total = 0;
      for (const double weight : w) total += weight;
      const double cost =
          static_cast<double>(quad_cost(x, w, result.levels)) / total;
      // Three roundings a term and one for the sum and the total.
      CHECK(result.variance == Approx(cost).epsilon(1e-12));
      CHECK(rounding_variance(Points(x, w), result.levels) ==
            Approx(cost).epsilon(1e-12));
      CHECK(result.gap >= 0);
      const double least = static_cast<double>(optimum) / total;
      // Never below the true gap, up to the rounding of the variance.
      CHECK(result.variance - result.gap <= least * (1 + 1e-11));
      if (method.guarantee == Guarantee::kExact) CHECK(result.gap == 0);
    }
  }
}

TEST_CASE("forced ends are the first and last level", "[unit]") {
  RandomStream stream({.seed = 32});
  std::vector<double> x(200);
  for (double& point : x) point = stream.uniform(0.2, 0.7);
  std::vector<double> padded = x;
  padded.push_back(0);
  padded.push_back(1);
  std::sort(padded.begin(), padded.end());
  std::vector<double> w(padded.size(), 1);
  w.front() = w.back() = 0;
  const Quad optimum = quad_optimum(padded, w, 5);
  for (const Method& method : methods()) {
    INFO(method.name);
    const OptimalLevels result =
        method.solve(x, {.levels = 5, .ends = Ends{0, 1}});
    CHECK(result.levels.front() == 0);
    CHECK(result.levels.back() == 1);
    if (method.guarantee == Guarantee::kExact) {
      CHECK(relative_excess(padded, w, result.levels, optimum) <= 1e-11);
    }
  }
}

TEST_CASE("extreme ranges neither overflow nor vanish", "[unit]") {
  RandomStream stream({.seed = 33});
  for (const Method& method : methods()) {
    for (const int exponent : {1020, 700, -600, -1000}) {
      INFO(method.name << ", 2^" << exponent);
      std::vector<double> x(100);
      for (double& point : x) point = stream.uniform(-1, 1);
      std::vector<double> scaled = x;
      for (double& point : scaled) point = std::ldexp(point, exponent);
      const OptimalLevels plain = method.solve(x, {.levels = 5});
      const OptimalLevels extreme = method.solve(scaled, {.levels = 5});
      REQUIRE(extreme.levels.size() == plain.levels.size());
      for (std::size_t t = 0; t < plain.levels.size(); ++t) {
        // Uncertified methods may round along the way; points are exact.
        CHECK(std::ldexp(extreme.levels[t], -exponent) ==
              Approx(plain.levels[t]).epsilon(1e-9).margin(1e-9));
      }
      CHECK((exponent > 0) == std::isinf(extreme.variance));
    }
    // A geometric series over the whole range of double.
    std::vector<double> series;
    for (int i = -1000; i <= 1000; i += 10) {
      series.push_back(std::ldexp(1.0, i));
    }
    const OptimalLevels result = method.solve(series, {.levels = 6});
    CHECK(result.levels.back() == series.back());
    CHECK(result.levels.front() <= series[1]);
  }
}

TEST_CASE("the ends are exact however far apart they are", "[unit]") {
  // Scaled to where squares are safe, the small ones lose bits.
  const std::vector<double> points = {1.4287514285714286,
                                      0.14282857142857142,
                                      3.1428571428571444,
                                      1.857142,
                                      7162857,
                                      2.4285714285714284,
                                      1e308};
  for (const Method& method : methods()) {
    INFO(method.name);
    const auto own = method.solve(points, {.levels = 4});
    CHECK(own.levels.front() == 0.14282857142857142);
    CHECK(own.levels.back() == 1e308);
    CHECK_NOTHROW(rounding_variance(points, own.levels));
  }
}

TEST_CASE("an offset of 1e8 does not change the optimum", "[property]") {
  RandomStream stream({.seed = 34});
  std::vector<double> x(3000);
  for (double& point : x) {
    point = std::round(stream.normal() * 0x1p20) * 0x1p-20;
  }
  std::vector<double> far = x;
  for (double& point : far) point += 1e8;  // exact: 27 + 20 bits
  for (const Method& method : methods()) {
    if (method.guarantee != Guarantee::kExact) continue;
    INFO(method.name);
    const OptimalLevels near = method.solve(x, {.levels = 8});
    const OptimalLevels offset = method.solve(far, {.levels = 8});
    CHECK(offset.variance == Approx(near.variance).epsilon(1e-12));
  }
}

TEST_CASE("float points give what their double values give", "[unit]") {
  RandomStream stream({.seed = 35});
  std::vector<float> single(500);
  for (float& point : single) point = static_cast<float>(stream.normal());
  const std::vector<double> x(single.begin(), single.end());
  for (const Method& method : methods()) {
    INFO(method.name);
    const LevelsOptions options{.levels = 9};
    CHECK(method.solve(single, options).variance ==
          Approx(method.solve(x, options).variance).epsilon(1e-12));
  }
}

namespace {

void check_targets(const Method& method, const Points& points,
                   const LevelsOptions& options) {
  const auto solve_on = [&](Target target) {
    const zipml::ForcedTarget forced(target);
    return method.solve(points, options);
  };
  const OptimalLevels generic = solve_on(Target::kGeneric);
  for (const Target target : available_targets()) {
    const OptimalLevels other = solve_on(target);
    INFO(method.name << ", " << target_name(target) << ", " << points.size()
                     << " points, " << options.levels << " levels");
    CHECK(other.levels == generic.levels);
    CHECK(other.variance == generic.variance);
    CHECK(other.gap == generic.gap);
    CHECK(other.statistics.evaluations == generic.statistics.evaluations);
  }
}

}  // namespace

TEST_CASE("every method gives the same bits on every target", "[property]") {
  RandomStream stream({.seed = 77});
  for (int shape = 0; shape < kShapes; ++shape) {
    for (const std::size_t size : {30u, 300u, 9000u}) {
      const std::vector<double> sorted = awkward_points(stream, shape, size);
      std::vector<double> x = sorted;
      for (std::size_t k = size; k > 1; --k) {
        std::swap(x[k - 1], x[stream.index(k)]);
      }
      const std::vector<float> narrow(x.begin(), x.end());
      INFO("shape " << shape);
      for (const Method& method : methods()) {
        const bool is_fast =
            method.name == "exact" || method.name == "near_linear";
        if (size > 300 && !is_fast) continue;
        for (const std::size_t levels : {4u, 64u}) {
          const LevelsOptions options{.levels = levels, .candidates = 200};
          check_targets(method, sorted, options);
          check_targets(method, x, options);
          check_targets(method, narrow, options);
        }
      }
    }
  }
}
