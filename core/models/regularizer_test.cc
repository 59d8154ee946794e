#include "core/models/regularizer.h"

#include <catch.h>

#include <cmath>

#include "core/base/error.h"
#include "core/base/random.h"

using namespace zipml;

namespace {

// What the prox minimises at x; infinite outside the set of an indicator.
double prox_objective(const std::string& name, double strength, double step,
                      const std::vector<float>& y,
                      const std::vector<float>& x) {
  double distance = 0, norm = 0;
  // A float's rounding may leave the set by 1e-6 of its size.
  const double size = strength * (1 + 1e-6);
  for (std::size_t i = 0; i < x.size(); ++i) {
    distance += std::pow(double{x[i]} - double{y[i]}, 2) / 2;
    norm += double{x[i]} * double{x[i]};
    if (name == "box" && std::abs(double{x[i]}) > size) return HUGE_VAL;
    if (name == "nonnegative" && (x[i] < 0 || x[i] > size)) return HUGE_VAL;
  }
  if (name == "l2_ball" && std::sqrt(norm) > size) return HUGE_VAL;
  return distance + step * make_regularizer(name, strength)->value(x);
}

}  // namespace

TEST_CASE("every prox minimises its definition", "[property]") {
  RandomStream stream({.seed = 5, .purpose = Purpose::kTest});
  for (const std::string& name : regularizer_names()) {
    INFO(name);
    const double strength = 0.7, step = 0.6;
    const auto regularizer = make_regularizer(name, strength);
    CHECK(regularizer->name() == name);
    for (int instance = 0; instance < 200; ++instance) {
      std::vector<float> y(4);
      for (float& value : y) value = static_cast<float>(2 * stream.normal());
      std::vector<float> x = y;
      regularizer->prox(step, x);
      const double best = prox_objective(name, strength, step, y, x);
      REQUIRE(std::isfinite(best));
      // The objective is 1-strongly convex: nothing nearby or far is lower,
      // but for the rounding of floats (values below 100: 100 * 2^-23).
      for (int trial = 0; trial < 50; ++trial) {
        std::vector<float> other = x;
        const double reach = std::pow(10.0, stream.uniform(-4, 0.5));
        for (float& value : other) {
          value += static_cast<float>(reach * stream.normal());
        }
        CHECK(prox_objective(name, strength, step, y, other) > best - 1.2e-5);
      }
    }
  }
}

TEST_CASE("the prox of a point that need not move leaves it", "[unit]") {
  const std::vector<float> inside = {0.25f, -0.5f};
  for (const char* name : {"none", "box", "l2_ball"}) {
    std::vector<float> x = inside;
    make_regularizer(name, 1)->prox(0.1, x);
    CHECK(x == inside);
  }
  std::vector<float> small = {0.25f, -0.05f, 2};
  make_regularizer("l1", 1)->prox(0.5, small);
  CHECK(small == std::vector<float>{0, -0.0f, 1.5f});
}

TEST_CASE("an unknown regularizer is named, with a suggestion", "[unit]") {
  CHECK_THROWS_WITH(make_regularizer("l2_bal", 1),
                    "unknown regularizer \"l2_bal\" (did you mean "
                    "\"l2_ball\"?)");
}
