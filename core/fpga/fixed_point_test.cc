#include "core/fpga/fixed_point.h"

#include <catch.h>

#include <cmath>
#include <vector>

#include "core/base/random.h"
#include "core/base/statistics.h"
#include "core/fpga/sample_levels.h"

using namespace zipml;
using namespace zipml::fpga;

TEST_CASE("float to fixed point truncates towards zero", "[unit]") {
  Overflows overflows;
  CHECK(to_fixed(1.0f, 23, overflows) == 0x00800000);
  CHECK(to_fixed(-1.0f, 23, overflows) == -0x00800000);
  CHECK(to_fixed(0.0f, 23, overflows) == 0);
  CHECK(to_fixed(std::ldexp(1.0f, -24), 23, overflows) == 0);
  CHECK(to_fixed(1.9f * std::ldexp(1.0f, -23), 23, overflows) == 1);
  CHECK(to_fixed(-1.9f * std::ldexp(1.0f, -23), 23, overflows) == -1);
  CHECK(to_fixed(-255.5f, 23, overflows) == -2143289344);
  CHECK(overflows.count == 0);
  RandomStream stream({.seed = 1, .purpose = Purpose::kTest});
  for (int trial = 0; trial < 10000; ++trial) {
    const auto value = static_cast<float>(
        stream.normal() *
        std::ldexp(1.0, static_cast<int>(stream.index(30)) - 25));
    REQUIRE(to_fixed(value, 23, overflows) ==
            static_cast<std::int32_t>(std::trunc(std::ldexp(value, 23))));
  }
  CHECK(overflows.count == 0);
  to_fixed(256.0f, 23, overflows);
  to_fixed(1e30f, 23, overflows);
  CHECK(overflows.count == 2);
}

TEST_CASE("fixed point to float rounds, sums wrap, products floor", "[unit]") {
  CHECK(to_float(0x00800000, 23) == 1.0f);
  CHECK(to_float(0x7FFFFFFF, 23) == 256.0f);
  CHECK(to_float(-3, 23) == -3 * std::ldexp(1.0f, -23));
  Overflows overflows;
  CHECK(wrapped_sum(5, -7, overflows) == -2);
  CHECK(wrapped_difference(5, -7, overflows) == 12);
  CHECK(overflows.count == 0);
  CHECK(wrapped_sum(0x7FFFFFFF, 1, overflows) == -0x7FFFFFFF - 1);
  CHECK(wrapped_difference(-0x7FFFFFFF, 2, overflows) == 0x7FFFFFFF);
  CHECK(overflows.count == 2);
  CHECK(scaled(1, -1, 1) == -1);  // an arithmetic shift rounds down
  CHECK(scaled(1, 7, 1) == 3);
  CHECK(scaled(128, -12345, 7) == -12345);
  CHECK(scaled(-64, 100, 6) == -100);
}

TEST_CASE("levels: the right ones, unbiased, two independent draws",
          "[property]") {
  CHECK(level_shift(1, Range::kUnit) == 0);
  CHECK(level_shift(8, Range::kUnit) == 7);
  CHECK(level_shift(2, Range::kSymmetric) == 0);
  CHECK(level_shift(8, Range::kSymmetric) == 6);

  constexpr std::size_t kCount = 20000;
  const CounterHash hash({.seed = 5, .purpose = Purpose::kTest});
  std::vector<std::int32_t> first(kCount);
  std::vector<std::int32_t> second(kCount);
  for (const float value : {0.0f, 0.3f, 0.5f, 0.81f, 1.0f}) {
    const std::vector<float> values(kCount, value);
    draw_levels(values, 1, Rounding::kStochastic, hash, 0, first, second);
    RunningStatistics one;
    RunningStatistics two;
    RunningStatistics product;
    for (std::size_t i = 0; i < kCount; ++i) {
      REQUIRE(std::abs(first[i] - 2 * double{value}) < 1);
      REQUIRE(std::abs(second[i] - 2 * double{value}) < 1);
      one.add(first[i]);
      two.add(second[i]);
      product.add((first[i] - 2 * double{value}) *
                  (second[i] - 2 * double{value}));
    }
    // Within 4.5 standard errors (false alarm 7e-6 each): a draw has a
    // standard deviation of at most 1/2, a product of at most 1/4.
    const double error = 4.5 * 0.5 / std::sqrt(double{kCount});
    CHECK(std::abs(one.mean() - 2 * double{value}) <= error);
    CHECK(std::abs(two.mean() - 2 * double{value}) <= error);
    CHECK(std::abs(product.mean()) <= error / 2);
    if (2 * value == std::floor(2 * value)) CHECK(one.variance() == 0);
  }
  // Nearest, ties to even.
  const std::vector<float> ties = {0.125f, 0.375f, 0.4f, 1.0f, -0.4f};
  std::vector<std::int32_t> near(5);
  std::vector<std::int32_t> same(5);
  draw_levels(ties, 2, Rounding::kNearest, hash, 0, near, same);
  CHECK(near == std::vector<std::int32_t>{0, 2, 2, 4, -2});
  CHECK(same == near);
}
