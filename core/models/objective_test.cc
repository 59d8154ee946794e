#include "core/models/objective.h"

#include <catch.h>

#include <cmath>
#include <vector>

#include "core/base/random.h"
#include "core/kernels/kernels.h"

using namespace zipml;

TEST_CASE("mean loss and accuracy are those of a plain loop", "[unit]") {
  FeatureMatrix features(4, 2);
  features << 1, 0, 0, 1, -1, 2, 3, -1;
  const std::vector<float> labels = {1, -1, 1, -1};
  const std::vector<float> model = {0.5f, -0.25f};
  // Predictions 0.5, -0.25, -1, 1.75.
  const double hinge = (0.5 + 0.75 + 2 + 2.75) / 4;
  // Every number is a float exactly: only the last division rounds.
  CHECK(mean_loss(features, labels, *make_hinge_loss(), model) ==
        Approx(hinge).epsilon(1e-15));
  CHECK(mean_loss(features, labels, *make_least_squares_loss(), model) ==
        Approx((0.25 + 0.5625 + 4 + 7.5625) / 8).epsilon(1e-15));
  CHECK(accuracy(features, labels, model) == 0.5);
  const std::vector<float> zero = {0, 0};
  CHECK(accuracy(features, labels, zero) == 0);
  CHECK(std::isnan(accuracy(features, {}, zero)));
}

TEST_CASE("the loss of many rows is that of row after row on any threads",
          "[unit]") {
  RandomStream stream({.seed = 31});
  for (const Eigen::Index rows : {1, 15, 16, 17, 100}) {
    FeatureMatrix features(rows, 70);
    for (Eigen::Index i = 0; i < features.size(); ++i) {
      features.data()[i] = static_cast<float>(stream.normal());
    }
    std::vector<float> model, labels;
    for (int j = 0; j < 70; ++j) {
      model.push_back(static_cast<float>(stream.normal()));
    }
    double sum = 0;
    const auto loss = make_logistic_loss();
    for (Eigen::Index k = 0; k < rows; ++k) {
      labels.push_back(stream.bernoulli(0.5) ? 1.0f : -1.0f);
      sum += loss->value(
          double{kernels().dot(features.row(k).data(), model.data(), 70)},
          double{labels.back()});
    }
    for (const int threads : {1, 2, 3}) {
      CHECK(mean_loss(features, labels, *loss, model, threads) ==
            sum / static_cast<double>(rows));
    }
  }
}

TEST_CASE("large predictions are counted and found", "[unit]") {
  FeatureMatrix features(4, 2);
  features << 1, 0, 0, 1, -1, 2, 3, -1;
  const std::vector<float> model = {0.5f, -0.25f};
  // Predictions 0.5, -0.25, -1, 1.75.
  CHECK(largest_prediction(features, model) == 1.75);
  CHECK(share_beyond(features, model, 0.75) == 0.5);
  CHECK(share_beyond(features, model, 1) == 0.25);
  CHECK(share_beyond(features, model, 2) == 0);
}
