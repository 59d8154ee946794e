#include "core/sgd/hogwild.h"

#include <catch.h>

#include <algorithm>
#include <cmath>

#include "core/base/random.h"
#include "core/models/least_squares.h"

using namespace zipml;

namespace {

struct Problem {
  FeatureMatrix features;
  Eigen::VectorXf labels;

  Problem(Eigen::Index rows, Eigen::Index columns)
      : features(rows, columns), labels(rows) {
    RandomStream stream({.seed = 3, .purpose = Purpose::kTest});
    Eigen::VectorXf truth(columns);
    for (float& value : truth) value = static_cast<float>(stream.normal());
    for (Eigen::Index k = 0; k < rows; ++k) {
      for (Eigen::Index j = 0; j < columns; ++j) {
        features(k, j) = static_cast<float>(stream.normal());
      }
      labels[k] = features.row(k).dot(truth) +
                  0.1f * static_cast<float>(stream.normal());
    }
  }
  std::span<const float> label_span() const {
    return {labels.data(), static_cast<std::size_t>(labels.size())};
  }
};

const auto kWatch = [](int, std::span<const float>) { return true; };

}  // namespace

TEST_CASE("one thread is plain SGD in storage order", "[unit]") {
  const Problem problem(50, 7);
  std::vector<double> plain(7, 0.0);
  for (int epoch = 0; epoch < 3; ++epoch) {
    for (Eigen::Index k = 0; k < 50; ++k) {
      double residual = -problem.labels[k];
      for (Eigen::Index j = 0; j < 7; ++j) {
        residual += problem.features(k, j) * plain[static_cast<std::size_t>(j)];
      }
      for (Eigen::Index j = 0; j < 7; ++j) {
        plain[static_cast<std::size_t>(j)] -=
            0.05 * residual * problem.features(k, j);
      }
    }
  }
  const HogwildOptions options = {
      .threads = 1, .epochs = 3, .step_size = 0.05f};
  const std::vector<float> model =
      train_hogwild(problem.features, problem.label_span(), options, kWatch);
  REQUIRE(model.size() == 7);
  // 150 contracting updates, each with a relative error of a few float
  // epsilons (1.2e-7) of values of order 1.
  for (std::size_t j = 0; j < 7; ++j) {
    CHECK(std::abs(model[j] - plain[j]) < 1e-5);
  }
  // The same to the bit again.
  CHECK(train_hogwild(problem.features, problem.label_span(), options,
                      kWatch) == model);
}

TEST_CASE("Hogwild! comes as near to the optimum as one thread", "[property]") {
  const Problem problem(4000, 20);
  const LeastSquaresProblem exact(problem.features, problem.labels, 4000);
  for (const int threads : {1, 2, 4}) {
    std::vector<double> excess;
    train_hogwild(problem.features, problem.label_span(),
                  {.threads = threads, .epochs = 10, .step_size = 0.002f},
                  [&](int epoch, std::span<const float> model) {
                    CHECK(epoch == static_cast<int>(excess.size()));
                    excess.push_back(exact.excess(model));
                    return true;
                  });
    INFO(threads << " threads");
    REQUIRE(excess.size() == 11);
    // Rows of squared norm about 20: an epoch of 4000 updates shrinks the
    // error by exp(-0.002 * 4000) at least, down to SGD's noise floor of about
    // step * 20 / 4 * noise variance (0.01) = 1e-4. Threads that lose updates
    // or see old models change neither by a factor of ten.
    CHECK(excess.front() > 1);
    CHECK(excess.back() < 1e-3);
  }
}

TEST_CASE("an observer ends the run", "[unit]") {
  const Problem problem(30, 3);
  for (const int threads : {1, 3}) {
    int last = -1;
    train_hogwild(problem.features, problem.label_span(),
                  {.threads = threads, .epochs = 100, .step_size = 0.01f},
                  [&](int epoch, std::span<const float>) {
                    last = epoch;
                    return epoch < 2;
                  });
    CHECK(last == 2);
    const std::vector<float> untouched = train_hogwild(
        problem.features, problem.label_span(), {.threads = threads},
        [](int, std::span<const float>) { return false; });
    CHECK(untouched == std::vector<float>(3, 0.0f));
  }
  // More threads than rows: some have nothing to do.
  const std::vector<float> model =
      train_hogwild(problem.features, problem.label_span().first(2),
                    {.threads = 5, .epochs = 2}, kWatch);
  CHECK(std::all_of(model.begin(), model.end(),
                    [](float value) { return std::isfinite(value); }));
}
