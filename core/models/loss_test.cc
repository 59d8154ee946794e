#include "core/models/loss.h"

#include <catch.h>

#include <cmath>

#include "core/base/error.h"

using namespace zipml;

TEST_CASE("every loss's derivative is the slope of its value", "[unit]") {
  for (const std::string& name : loss_names()) {
    const auto loss = make_loss(name);
    CHECK(loss->name() == name);
    for (const double label : {-1.0, 0.5, 3.0}) {
      for (const double z : {-2.0, -0.3, 0.7, 4.0}) {
        constexpr double kStep = 1e-5;
        const double slope =
            (loss->value(z + kStep, label) - loss->value(z - kStep, label)) /
            (2 * kStep);
        // Central differences err by step^2 f''' / 6, floats by 6e-8.
        CHECK(double{loss->derivative(static_cast<float>(z),
                                      static_cast<float>(label))} ==
              Approx(slope).margin(1e-6).epsilon(1e-6));
      }
    }
  }
}

TEST_CASE("an unknown loss is named, with a suggestion", "[unit]") {
  CHECK_THROWS_WITH(make_loss("least_square"),
                    "unknown loss \"least_square\" (did you mean "
                    "\"least_squares\"?)");
}
