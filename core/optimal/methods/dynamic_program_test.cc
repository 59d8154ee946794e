#include "core/optimal/methods/dynamic_program.h"

#include <catch.h>

#include <cmath>

#include "core/optimal/methods/divide_and_conquer.h"
#include "core/optimal/oracle_testing.h"

using namespace zipml;
using namespace zipml::optimal;
using namespace zipml::optimal::test;

namespace {

// Every choice of inner levels, cost by its definition.
void enumerate(const std::vector<double>& x, std::vector<double>& levels,
               std::size_t next, std::size_t missing, double& least) {
  if (missing == 0) {
    std::vector<double> all = levels;
    all.push_back(x.back());
    least = std::min(least, static_cast<double>(quad_cost(x, {}, all)));
    return;
  }
  for (std::size_t i = next; i + 1 < x.size(); ++i) {
    levels.push_back(x[i]);
    enumerate(x, levels, i + 1, missing - 1, least);
    levels.pop_back();
  }
}

}  // namespace

TEST_CASE("dynamic program and oracle equal brute force", "[unit]") {
  RandomStream stream({.seed = 11});
  for (int repetition = 0; repetition < 30; ++repetition) {
    const std::vector<double> x = awkward_points(stream, repetition % 3, 9);
    for (std::size_t s = 2; s <= 6; ++s) {
      std::vector<double> levels{x[0]};
      double least = std::numeric_limits<double>::infinity();
      enumerate(x, levels, 1, s - 2, least);
      const double oracle = static_cast<double>(quad_optimum(x, {}, s));
      // Both in 113 bits, rounded once.
      CHECK(oracle == Approx(least).epsilon(1e-15));
      const OptimalLevels result = dynamic_program(x, {.levels = s});
      CHECK(result.levels.size() == s);
      // Nine terms, three roundings each.
      CHECK(result.variance * 9 == Approx(least).epsilon(1e-14));
      CHECK(result.gap == 0);
    }
  }
}

TEST_CASE("no set of levels off the points does better (Lemma 3)",
          "[property]") {
  RandomStream stream({.seed = 12});
  for (int repetition = 0; repetition < 300; ++repetition) {
    const std::vector<double> x =
        awkward_points(stream, repetition % kShapes, 30);
    const OptimalLevels best = dynamic_program(x, {.levels = 5});
    std::vector<double> levels{x.front(), x.back()};
    for (int t = 0; t < 3; ++t) {
      levels.push_back(stream.uniform(x.front(), x.back()));
    }
    std::sort(levels.begin(), levels.end());
    const double cost = static_cast<double>(quad_cost(x, {}, levels));
    CHECK(best.variance * 30 <= cost * (1 + 1e-13));
  }
}

TEST_CASE("references agree with the 113-bit oracle", "[property]") {
  RandomStream stream({.seed = 13});
  for (int repetition = 0; repetition < 400; ++repetition) {
    const int shape = repetition % kShapes;
    const auto size = 2 + static_cast<std::size_t>(stream.index(60));
    const auto s = 2 + static_cast<std::size_t>(stream.index(9));
    const std::vector<double> x = awkward_points(stream, shape, size);
    std::vector<double> w(size);
    for (double& weight : w) weight = static_cast<double>(stream.index(4));
    w[0] = 1;
    const Quad optimum = quad_optimum(x, {}, s);
    const OptimalLevels reference = dynamic_program(x, {.levels = s});
    // 3 N 2^-53 a cost with N <= 61.
    CHECK(relative_excess(x, {}, reference.levels, optimum) <= 1e-13);
    const OptimalLevels weighted = dynamic_program(Points(x, w), {.levels = s});
    CHECK(relative_excess(x, w, weighted.levels, quad_optimum(x, w, s)) <=
          1e-13);

    const OptimalLevels fast = divide_and_conquer(x, {.levels = s});
    // Heights and areas carry s + N roundings of the whole area.
    const double range = x.back() - x.front();
    const double bound =
        70 * 0x1p-52 * static_cast<double>(size) * range * range;
    CHECK(static_cast<double>(quad_cost(x, {}, fast.levels) - optimum) <=
          bound);
  }
}

TEST_CASE("dynamic program tells how far it is and changes nothing", "[unit]") {
  RandomStream stream({.seed = 13});
  std::vector<double> x(1600);
  for (double& value : x) value = stream.uniform(-1, 1);
  std::vector<double> shares;
  LevelsOptions options{.levels = 500};
  const OptimalLevels silent = dynamic_program(x, options);
  options.progress = [&](double share) { shares.push_back(share); };
  const OptimalLevels told = dynamic_program(x, options);
  CHECK(told.levels == silent.levels);
  CHECK(told.variance == silent.variance);
  CHECK(told.statistics.evaluations == silent.statistics.evaluations);
  // Once after each 2^28 transitions or, since a row is finished first, some
  // hundred thousand more.
  CHECK(static_cast<std::int64_t>(shares.size()) ==
        silent.statistics.evaluations >> 28);
  CHECK(!shares.empty());
  double before = 0;
  for (const double share : shares) {
    CHECK(share > before);
    CHECK(share < 1);
    before = share;
  }
}
