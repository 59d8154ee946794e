#include "experiments/linear/comparison.h"

#include <catch.h>

#include <cmath>
#include <limits>

using namespace zipml;

namespace {

// Falls from 2 to 1 in 20 epochs.
std::vector<double> falling() {
  std::vector<double> losses;
  for (int epoch = 0; epoch <= 20; ++epoch) losses.push_back(2 - epoch / 20.0);
  return losses;
}

}  // namespace

TEST_CASE("a smooth curve ends at the 32-bit loss without late bumps",
          "[unit]") {
  CHECK(is_smooth(falling(), 1));
  CHECK(is_smooth(falling(), 0.995));
  CHECK_FALSE(is_smooth(falling(), 0.98));  // 2 % above
  CHECK_FALSE(is_smooth({}, 1));

  std::vector<double> early = falling();
  early[8] = 5;
  CHECK(is_smooth(early, 1));
  std::vector<double> late = falling();
  late[15] = 1.06 * late[14];
  CHECK_FALSE(is_smooth(late, 1));
  late[15] = std::numeric_limits<double>::quiet_NaN();
  CHECK_FALSE(is_smooth(late, 1));
}

TEST_CASE("the largest rise is over the lowest loss before", "[unit]") {
  CHECK(largest_rise(falling()) == 0);
  CHECK(largest_rise({}) == 0);
  std::vector<double> losses = falling();
  losses[5] = 0.5;  // below all that follows: epoch 11 has 1.45
  CHECK(largest_rise(losses) == Approx(1.45 / 0.5 - 1));
  losses = falling();
  losses[9] = 9;  // early
  losses[14] = 1.1 * losses[13];
  losses[18] = 1.2 * losses[17];
  CHECK(largest_rise(losses) == Approx(0.2));
  losses[20] = std::numeric_limits<double>::infinity();
  CHECK(std::isinf(largest_rise(losses)));
}

TEST_CASE("the fewest bits count from the top down", "[unit]") {
  const std::vector<double> good = falling(), bad(21, 3);
  const std::vector<int> bits = {1, 2, 3};
  const double unknown = std::numeric_limits<double>::quiet_NaN();
  // Repetitions: all smooth; only 3; smooth at 1 but not at 2; none; unknown.
  const std::vector<double> fewest =
      fewest_smooth_bits(bits,
                         {{good, bad, good, bad, good},
                          {good, bad, bad, bad, good},
                          {good, good, good, bad, good}},
                         {1, 1, 1, 1, unknown});
  CHECK(fewest[0] == 1);
  CHECK(fewest[1] == 3);
  CHECK(fewest[2] == 3);
  CHECK(fewest[3] == 0);
  CHECK(std::isnan(fewest[4]));
}

TEST_CASE("the first epoch below a bound", "[unit]") {
  CHECK(first_epoch_below({3, 2, 1}, 2) == 1);
  CHECK(first_epoch_below({3, 2, 1}, 0.5) == 3);
  CHECK(std::isnan(first_epoch_below({}, 1)));
}

TEST_CASE("the distance to the paper's curve is the mean log ratio", "[unit]") {
  const Series ours{.label = "", .x = {1, 2, 3}, .y = {1, 2, 4}};
  CHECK(log_distance(ours, {{1, 3, 9}, {1, 8, 1}}) == Approx(std::log(2) / 2));
  CHECK(std::isinf(log_distance(ours, {{7}, {1}})));
}

TEST_CASE("ratios are averaged by their logarithms", "[unit]") {
  // exp((ln 2 + ln 1/2) / 2) = 1.
  CHECK(mean_ratio_minus_one({2, 0.5}).mean == Approx(0).margin(1e-15));
  CHECK(mean_ratio_minus_one({1.01, 1.03}).mean ==
        Approx(std::sqrt(1.01 * 1.03) - 1));
  const double unknown = std::numeric_limits<double>::quiet_NaN();
  CHECK(mean_ratio_minus_one({1.01, unknown}).n == 1);
  CHECK(mean_ratio_minus_one({unknown}).n == 0);
  CHECK(
      mean_ratio_minus_one({1.01, std::numeric_limits<double>::infinity()}).n ==
      0);
}

TEST_CASE("a failed run refutes where no 32-bit run failed", "[unit]") {
  const double infinite = std::numeric_limits<double>::infinity();
  const double unknown = std::numeric_limits<double>::quiet_NaN();
  CHECK_FALSE(count_failures({1.9, 1.0}, {1, 1.1}).refute());
  CHECK(count_failures({2.1, 1.0}, {1, 1.1}).refute());
  CHECK(count_failures({infinite, 1.0}, {1, 1.1}).refute());
  // Training fails at 32 bits too, or has no result.
  CHECK_FALSE(count_failures({infinite, 1.0}, {infinite, 1.1}).refute());
  CHECK_FALSE(count_failures({5.0, 1.0}, {1, 2.5}).refute());
  CHECK_FALSE(count_failures({infinite}, {unknown}).refute());
  CHECK(count_failures({unknown, 3}, {1, 1}).runs == 1);

  const Judgement open{.outcome = Outcome::kInconclusive, .reason = "open"};
  CHECK(refuted_if_failed(open, {.failed = 1, .runs = 3}).outcome ==
        Outcome::kNotReproduced);
  CHECK(refuted_if_failed(open, {.failed = 0, .runs = 3}).reason == "open");
}
