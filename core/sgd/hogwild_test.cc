#include "core/sgd/hogwild.h"

#include <catch.h>

#include <algorithm>
#include <cmath>

#include "core/base/random.h"
#include "core/models/least_squares.h"
#include "core/sgd/estimators/double_sampling.h"
#include "core/sgd/estimators/single_sample.h"

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

// In float32 and from codes of two draws in 8 bits, whose variance adds little.
TEST_CASE("Hogwild! in batches comes near to the optimum", "[property]") {
  const Problem problem(4000, 20);
  const LeastSquaresProblem exact(problem.features, problem.labels, 4000);
  const LevelGrid grid = LevelGrid::uniform(
      column_ranges(problem.features.data(), 4000, 20, 20, Scaling::kColumnMax),
      85);
  const PackedPlane plane({grid, Rounding::kStochastic},
                          SampleCode::kOrderedPair, problem.features.data(),
                          4000, CounterHash({.seed = 4}));
  const auto loss = make_least_squares_loss();
  const auto one = make_single_sample_estimator();
  const auto two = make_double_sampling_estimator();
  const auto floats = make_full_precision_store(problem.features);
  const auto codes = make_stored_store(plane, {});
  for (const bool is_packed : {false, true}) {
    for (const int threads : {1, 2, 4}) {
      double excess = 0;
      train_hogwild_batches({.samples = is_packed ? codes.get() : floats.get(),
                             .labels = problem.label_span(),
                             .loss = loss.get(),
                             .estimator = is_packed ? two.get() : one.get()},
                            20,
                            {.threads = threads,
                             .epochs = 40,
                             .step_size = 0.05f,
                             .batch_size = 16},
                            [&](int, std::span<const float> model) {
                              excess = exact.excess(model);
                              return true;
                            });
      INFO(threads << " threads" << (is_packed ? ", packed" : ""));
      // 250 updates an epoch shrink the error by exp(-0.05 * 250) each, to a
      // noise floor of about step / batch * 20 / 4 * noise variance = 1.6e-4,
      // more for the variance of codes and for old models: within ten times.
      CHECK(excess < 1.6e-3);
    }
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
