#include "experiments/svm_bias/instance.h"

#include <catch.h>

#include "core/base/error.h"

using namespace zipml;
using namespace zipml::svm_bias;

TEST_CASE("copies of e_1 are the counterexample to Lemma 11 as printed",
          "[unit]") {
  const Instance instance = copies(50, 0.2);
  CHECK(isotropy(instance.rows) == Approx(50));
  CHECK(count_in_gap(instance.arguments(), 0.2) == 50);
  // ||x|| = 0.98.
  CHECK(printed_count(50, 0.98, 0.2) == Approx(0.98 / (50 * 0.64)));
  CHECK(corrected_count(50, 0.98, 0.2) == Approx(50 * 0.98 * 0.98 / 0.64));
}

TEST_CASE("isotropy is the largest eigenvalue of A^T A from either side",
          "[unit]") {
  FeatureMatrix rows(2, 3);
  rows << 1, 0, 0, 0, 0.5f, 0.5f;
  CHECK(isotropy(rows) == Approx(1));
  rows << 1, 0, 0, 1, 0, 0;
  CHECK(isotropy(rows) == Approx(2));
  FeatureMatrix tall = rows.transpose();
  CHECK(isotropy(tall) == Approx(2));
}

TEST_CASE("instances keep to ||a|| <= 1, and to the ball", "[unit]") {
  RandomStream stream({.seed = 4, .purpose = Purpose::kTest});
  const Instance own = unit_vectors(40, 6, 2.5, stream);
  CHECK(own.rows.rowwise().norm().maxCoeff() <= 1);
  CHECK(own.model.norm() == Approx(2.5));
  for (const std::string& family : family_names()) {
    INFO(family);
    for (int i = 0; i < 20; ++i) {
      const Trial trial = draw_trial(family, stream);
      CHECK(trial.instance.rows.rowwise().norm().maxCoeff() <= 1);
      CHECK(trial.instance.model.norm() == Approx(trial.radius));
      CHECK(count_in_gap(trial.instance.arguments(), trial.delta) <=
            corrected_count(isotropy(trial.instance.rows), trial.radius,
                            trial.delta));
    }
  }
  CHECK_THROWS_AS(draw_trial("hostile", stream), UserError);
}
