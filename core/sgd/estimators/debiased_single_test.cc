#include "core/sgd/estimators/debiased_single.h"

#include <catch.h>

#include <array>
#include <cmath>
#include <optional>

#include "core/base/statistics.h"
#include "core/models/least_squares.h"
#include "core/quantize/packed_samples.h"
#include "core/sgd/estimator_moments.h"
#include "core/sgd/estimator_testing.h"
#include "core/sgd/method.h"
#include "core/sgd/trainer.h"

using namespace zipml;

namespace {

// Gradients of size about 5 pass some ten float roundings.
constexpr double kFloatError = 5 * 10 * 6e-8;

// Rows on the grid of three_features(), whose outcomes can be listed.
struct CoarseRows {
  std::vector<CoarseSample> samples;
  FeatureMatrix features = FeatureMatrix(4, 3);
  std::unique_ptr<Loss> loss = make_least_squares_loss();

  CoarseRows() {
    const std::array<std::array<float, 3>, 4> values = {
        {{0.3f, -0.55f, 0.9f},
         {-0.9f, 0.1f, 1.8f},
         {0.5f, 0.7f, -1},
         {0.05f, -0.2f, -1.3f}}};
    for (std::size_t row = 0; row < 4; ++row) {
      CoarseSample own = three_features();
      own.sample.assign(values[row].begin(), values[row].end());
      own.label = static_cast<float>(row) - 1;
      for (std::size_t i = 0; i < 3; ++i) {
        features(static_cast<Eigen::Index>(row), static_cast<Eigen::Index>(i)) =
            own.sample[i];
      }
      samples.push_back(std::move(own));
    }
  }
  const LevelGrid& grid() const { return samples[0].grid; }
  Eigen::VectorXd mean_variances() const {
    Eigen::VectorXd mean = Eigen::VectorXd::Zero(3);
    for (const CoarseSample& own : samples) mean += own.variances() / 4;
    return mean;
  }
  std::unique_ptr<GradientEstimator> estimator() const {
    return make_estimator(training_method("debiased_single"),
                          {.features = &features, .grid = &grid()});
  }
};

// Rows of uniform values with labels of the model (1, ..., 1) and noise.
struct Regression {
  FeatureMatrix features;
  Eigen::VectorXf labels;

  Regression(Eigen::Index rows, Eigen::Index n)
      : features(rows, n), labels(rows) {
    RandomStream stream({.seed = 91, .purpose = Purpose::kTest});
    for (Eigen::Index i = 0; i < rows; ++i) {
      double label = 0.5 * stream.normal();
      for (Eigen::Index j = 0; j < n; ++j) {
        features(i, j) = static_cast<float>(stream.uniform(-1, 1));
        label += double{features(i, j)};
      }
      labels(i) = static_cast<float>(label);
    }
  }
  LevelGrid grid(int bits) const {
    const auto rows = static_cast<std::size_t>(features.rows());
    const auto n = static_cast<std::size_t>(features.cols());
    return LevelGrid::uniform(
        column_ranges(features.data(), rows, n, n, Scaling::kColumnMax),
        interval_count(bits, LevelConvention::kWholeRange));
  }
};

const StreamKey kKey{.seed = 92, .purpose = Purpose::kSampleQuantization};

bool go_on(const EpochState&) { return true; }

// A run by one draw minus the diagonal on the samples of a store.
TrainingResult train_on(SampleStore& samples, const Regression& data,
                        const LevelGrid& grid, const TrainingOptions& options) {
  const auto estimator =
      make_estimator(training_method("debiased_single"),
                     {.features = &data.features, .grid = &grid});
  const auto loss = make_least_squares_loss();
  return train({.samples = &samples,
                .labels = {data.labels.data(),
                           static_cast<std::size_t>(data.labels.size())},
                .features = static_cast<std::size_t>(data.features.cols()),
                .loss = loss.get(),
                .estimator = estimator.get()},
               options, go_on);
}

// The rows of a store whose draws do not change.
FeatureMatrix drawn_rows(const PackedSamples& packed, Eigen::Index n) {
  FeatureMatrix drawn(static_cast<Eigen::Index>(packed.rows()), n);
  for (std::size_t row = 0; row < packed.rows(); ++row) {
    float* out[] = {drawn.row(static_cast<Eigen::Index>(row)).data()};
    packed.read(row, CounterHash(kKey), 0, out);
  }
  return drawn;
}

Eigen::VectorXd wide(const std::vector<float>& values) {
  return Eigen::Map<const Eigen::VectorXf>(
             values.data(), static_cast<Eigen::Index>(values.size()))
      .cast<double>();
}

}  // namespace

TEST_CASE("the mean variances are those of the rows", "[unit]") {
  const CoarseRows rows;
  const std::vector<float> mean =
      mean_rounding_variances(rows.features, rows.grid());
  REQUIRE(mean.size() == 3);
  for (std::size_t i = 0; i < 3; ++i) {
    double expected = 0;
    for (const CoarseSample& own : rows.samples) {
      const auto place = rows.grid().place(i, own.sample[i]);
      const double l = double{rows.grid().level(i, place.cell)};
      const double u = double{rows.grid().level(i, place.cell + 1)};
      const double a = double{own.sample[i]};
      expected += (u - a) * (a - l) / 4;
    }
    // A float.
    CHECK(double{mean[i]} == Approx(expected).epsilon(1e-7));
  }
}

TEST_CASE("one draw minus the diagonal is unbiased over rows, not for each",
          "[unit]") {
  const CoarseRows rows;
  const auto estimator = rows.estimator();
  const Eigen::VectorXd mean_variances = rows.mean_variances();
  Eigen::Vector3d mean = Eigen::Vector3d::Zero(), full = mean;
  for (const CoarseSample& own : rows.samples) {
    const ExactMoments moments = enumerate(*estimator, *rows.loss, own);
    const Eigen::VectorXd gradient = own.full_gradient(*rows.loss);
    const Eigen::VectorXd bias = debiased_gradient_bias(
        own.variances(), mean_variances, own.wide_model());
    CHECK((moments.mean - gradient - bias).norm() < kFloatError);
    CHECK(bias.norm() > 0.01);
    CHECK(moments.variance ==
          Approx(naive_variance(own.wide_sample(), double{own.label},
                                rounding_moments(own.grid, own.sample.data()),
                                own.wide_model()))
              .epsilon(1e-5));
    mean += moments.mean / 4;
    full += gradient / 4;
  }
  CHECK((mean - full).norm() < kFloatError);
}

TEST_CASE("the variance for a drawn row is that of all outcomes of all rows",
          "[unit]") {
  const CoarseRows rows;
  const auto estimator = rows.estimator();
  const Eigen::VectorXd mean_variances = rows.mean_variances();
  const Eigen::VectorXd model = rows.samples[0].wide_model();
  Eigen::Vector3d full = Eigen::Vector3d::Zero();
  for (const CoarseSample& own : rows.samples) {
    full += own.full_gradient(*rows.loss) / 4;
  }
  double measured = 0;
  for (const CoarseSample& own : rows.samples) {
    for (unsigned bits = 0; bits < 8; ++bits) {
      const std::vector<float> draw = own.outcome(bits);
      const float* draws[] = {draw.data()};
      std::vector<float> gradient(3);
      estimator->add({.draws = draws, .label = own.label}, own.model,
                     *rows.loss, 1, gradient);
      measured += own.chance(bits) * (wide(gradient) - full).squaredNorm() / 4;
    }
  }
  const GradientMoments exact =
      moments_over_rows(4, [&](Eigen::Index row) -> GradientMoments {
        const CoarseSample& own = rows.samples[static_cast<std::size_t>(row)];
        return {
            own.full_gradient(*rows.loss) +
                debiased_gradient_bias(own.variances(), mean_variances, model),
            naive_variance(own.wide_sample(), double{own.label},
                           rounding_moments(own.grid, own.sample.data()),
                           model)};
      });
  CHECK((exact.mean - full).norm() < kFloatError);
  CHECK(exact.variance == Approx(measured).epsilon(1e-5));
}

TEST_CASE("with fresh draws SGD goes to the optimum", "[property]") {
  const Regression data(400, 3);
  const LevelGrid grid = data.grid(2);
  const Quantizer quantizer(grid, Rounding::kStochastic);
  const LeastSquaresProblem exact(data.features, data.labels, 400);
  std::vector<RunningStatistics> averages(3);
  for (std::uint64_t repetition = 0; repetition < 16; ++repetition) {
    StreamKey key = kKey;
    key.repetition = repetition;
    const auto store = make_fresh_store(data.features, quantizer, 1, key);
    const TrainingResult result =
        train_on(*store, data, grid,
                 {.epochs = 200,
                  .step_size = {StepSchedule::kConstant, 0.004},
                  .order = SampleOrder::kWithReplacement,
                  .seed = 93,
                  .repetition = repetition,
                  .average_after_epoch = 40});
    for (std::size_t j = 0; j < 3; ++j) averages[j].add(result.average[j]);
  }
  // The update is linear in x and rows are drawn independently, so the
  // stationary mean is the zero of the mean gradient for any constant step. t
  // with 15 degrees: 6 standard errors are passed once in 40,000 checks; 80,000
  // updates of float models add less than 1e-5.
  for (std::size_t j = 0; j < 3; ++j) {
    CHECK(std::abs(averages[j].mean() -
                   exact.optimum()(static_cast<Eigen::Index>(j))) <
          6 * averages[j].standard_error() + 1e-5);
  }
  // Where the naive estimator goes is far from it.
  const Eigen::VectorXd d = mean_variances(data.features, quantizer);
  CHECK((exact.ridge_point(d) - exact.optimum()).norm() > 0.1);
}

TEST_CASE("with stored draws SGD goes to errors in variables", "[property]") {
  const Regression data(300, 4);
  const LevelGrid grid = data.grid(2);
  const Quantizer quantizer(grid, Rounding::kStochastic);
  const PackedSamples packed(quantizer, SampleCode::kSingle, 1,
                             data.features.data(), 300, CounterHash(kKey));
  CHECK(packed.bits_per_value() == 2);
  const auto store = make_stored_store(packed, 4, kKey);
  const std::optional<Eigen::VectorXd> expected =
      errors_in_variables_point(drawn_rows(packed, 4), data.labels,
                                mean_variances(data.features, quantizer));
  REQUIRE(expected.has_value());
  // Gradient descent, all rows a batch: the matrix's eigenvalues are above 0.1,
  // so 0.95^1000 of the way is left; the fixed point of a float model moves by
  // some roundings of the 300 summands.
  const TrainingResult result =
      train_on(*store, data, grid,
               {.epochs = 1000,
                .batch_size = 300,
                .step_size = {StepSchedule::kConstant, 0.5}});
  CHECK((wide(result.model) - *expected).norm() < 1e-5 * expected->norm());
  const LeastSquaresProblem exact(data.features, data.labels, 300);
  CHECK((*expected - exact.optimum()).norm() > 1e-3);
}

TEST_CASE(
    "where too few rows are stored, SGD leaves along the negative "
    "direction",
    "[property]") {
  // Three rows of four features at one bit: Q^T Q has no more than three
  // eigenvalues above zero, so some direction is left with -Dbar alone.
  const Regression data(3, 4);
  const LevelGrid grid = data.grid(1);
  const Quantizer quantizer(grid, Rounding::kStochastic);
  const PackedSamples packed(quantizer, SampleCode::kSingle, 1,
                             data.features.data(), 3, CounterHash(kKey));
  const Eigen::VectorXd d = mean_variances(data.features, quantizer);
  const FeatureMatrix drawn = drawn_rows(packed, 4);
  CHECK_FALSE(errors_in_variables_point(drawn, data.labels, d).has_value());

  const auto store = make_stored_store(packed, 4, kKey);
  const TrainingResult result =
      train_on(*store, data, grid,
               {.epochs = 400,
                .batch_size = 3,
                .step_size = {StepSchedule::kConstant, 0.1}});
  CHECK(result.status == TrainingStatus::kFinished);
  const Eigen::VectorXd x = wide(result.model);
  CHECK(x.norm() > 100);
  // It is the direction in which the quadratic falls.
  const Eigen::VectorXd qx = drawn.cast<double>() * x;
  CHECK(qx.squaredNorm() / 3 < x.dot(d.cwiseProduct(x)));
}
