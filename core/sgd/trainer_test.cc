#include "core/sgd/trainer.h"

#include <catch.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "core/base/error.h"
#include "core/base/statistics.h"
#include "core/base/temporary_folder.h"
#include "core/models/least_squares.h"
#include "core/quantize/packed_file.h"
#include "core/quantize/row_source_testing.h"
#include "core/sgd/estimators/double_sampling.h"
#include "core/sgd/estimators/single_sample.h"
#include "core/sgd/method.h"

using namespace zipml;

namespace {

struct Regression {
  FeatureMatrix features;
  Eigen::VectorXf labels;
  Regression(Eigen::Index rows, Eigen::Index n)
      : features(rows, n), labels(rows) {
    RandomStream stream({.seed = 71, .purpose = Purpose::kTest});
    for (Eigen::Index i = 0; i < rows; ++i) {
      double label = 0.5 * stream.normal();
      for (Eigen::Index j = 0; j < n; ++j) {
        features(i, j) = static_cast<float>(stream.uniform(-1, 1));
        label += double{features(i, j)};
      }
      labels(i) = static_cast<float>(label);
    }
  }
  std::span<const float> label_span() const {
    return {labels.data(), static_cast<std::size_t>(labels.size())};
  }
};

bool go_on(const EpochState&) { return true; }

// Everything that a run on `data` needs, with fresh draws on a grid of `bits`
// bits (0: full precision).
struct Setup {
  LevelGrid grid;
  Quantizer quantizer;
  std::unique_ptr<SampleStore> store;
  std::unique_ptr<GradientEstimator> estimator;
  std::unique_ptr<Loss> loss = make_least_squares_loss();
  TrainingProblem problem;

  Setup(const Regression& data, const std::string& method, int bits)
      : grid(LevelGrid::uniform(
            column_ranges(data.features.data(),
                          static_cast<std::size_t>(data.features.rows()),
                          static_cast<std::size_t>(data.features.cols()),
                          static_cast<std::size_t>(data.features.cols()),
                          Scaling::kColumnMax),
            interval_count(std::max(bits, 1), LevelConvention::kWholeRange))),
        quantizer(grid, Rounding::kStochastic),
        estimator(make_estimator(training_method(method), {})) {
    store = bits == 0
                ? make_full_precision_store(data.features)
                : make_fresh_store(
                      data.features, quantizer, estimator->draws(),
                      {.seed = 1, .purpose = Purpose::kSampleQuantization});
    problem.samples = store.get();
    problem.labels = data.label_span();
    problem.features = static_cast<std::size_t>(data.features.cols());
    problem.loss = loss.get();
    problem.estimator = estimator.get();
  }
};

}  // namespace

TEST_CASE("a run is the plain loop of the definition", "[unit]") {
  const Regression data(64, 5);
  Setup setup(data, "32-bit", 0);
  const TrainingOptions options{.epochs = 3,
                                .batch_size = 5,
                                .step_size = {StepSchedule::kPerEpoch, 0.2},
                                .order = SampleOrder::kSequential};
  const TrainingResult result = train(setup.problem, options, go_on);

  std::vector<double> x(5);
  for (int epoch = 1; epoch <= 3; ++epoch) {
    for (Eigen::Index start = 0; start < 64; start += 5) {
      const Eigen::Index end = std::min<Eigen::Index>(start + 5, 64);
      std::vector<double> gradient(5);
      for (Eigen::Index row = start; row < end; ++row) {
        double residual = -double{data.labels(row)};
        for (std::size_t j = 0; j < 5; ++j) {
          residual += x[j] * double{data.features(row, static_cast<long>(j))};
        }
        for (std::size_t j = 0; j < 5; ++j) {
          gradient[j] += residual *
                         double{data.features(row, static_cast<long>(j))} /
                         static_cast<double>(end - start);
        }
      }
      for (std::size_t j = 0; j < 5; ++j) x[j] -= 0.2 / epoch * gradient[j];
    }
  }
  CHECK(result.status == TrainingStatus::kFinished);
  CHECK(result.epochs == 3);
  // 39 updates of size about 0.1, each with a few float roundings.
  for (std::size_t j = 0; j < 5; ++j) {
    CHECK(double{result.model[j]} == Approx(x[j]).margin(39 * 4 * 6e-8));
  }
}

TEST_CASE("bits are counted on each channel", "[unit]") {
  const Regression data(60, 5);
  Setup setup(data, "double_sampling", 3);
  const auto codec =
      make_vector_codec("row_l2", 4, LevelConvention::kWholeRange);
  setup.problem.model_channel = codec.get();
  const TrainingResult result =
      train(setup.problem, {.epochs = 2, .batch_size = 8}, go_on);
  const int updates = 2 * 8;  // 60 / 8, rounded up
  CHECK(result.bits.samples == 2 * 60 * 5 * 4);
  CHECK(result.bits.model == updates * (5 * 4 + 32));
  CHECK(result.bits.gradient == updates * 5 * 32);
}

TEST_CASE("every regularizer's prox follows every update", "[unit]") {
  const Regression data(64, 5);
  for (const std::string& name : regularizer_names()) {
    INFO(name);
    const auto regularizer = make_regularizer(name, 0.3);
    Setup setup(data, "32-bit", 0);
    setup.problem.regularizer = regularizer.get();
    // The whole set as one batch: an epoch is one proximal gradient step.
    const TrainingOptions options{.epochs = 1,
                                  .batch_size = 64,
                                  .step_size = {StepSchedule::kConstant, 0.5},
                                  .start = {1, 1, 1, 1, 1}};
    const TrainingResult result = train(setup.problem, options, go_on);
    setup.problem.regularizer = nullptr;
    std::vector<float> expected = train(setup.problem, options, go_on).model;
    regularizer->prox(0.5, expected);
    CHECK(result.model == expected);
  }
}

TEST_CASE("SGD with a ridge term goes to the ridge point", "[property]") {
  const Regression data(200, 4);
  constexpr double kRidge = 0.5;
  const LeastSquaresProblem exact(data.features, data.labels, 200);
  const Eigen::VectorXd expected =
      exact.ridge_point(Eigen::VectorXd::Constant(4, kRidge));
  // Gradient descent on the whole set: a contraction by 1 - 0.5 (0.3 + 0.5)
  // an epoch, so 200 epochs leave float rounding alone.
  for (const bool by_prox : {false, true}) {
    Setup setup(data, "32-bit", 0);
    const auto regularizer = make_regularizer("l2", kRidge);
    if (by_prox) {
      setup.problem.regularizer = regularizer.get();
    } else {
      setup.problem.ridge = kRidge;
    }
    const TrainingResult result =
        train(setup.problem,
              {.epochs = 200,
               .batch_size = 200,
               .step_size = {StepSchedule::kConstant, 0.5}},
              go_on);
    for (std::size_t j = 0; j < 4; ++j) {
      CHECK(double{result.model[j]} ==
            Approx(expected(static_cast<Eigen::Index>(j))).margin(2e-6));
    }
  }
  // Its own quantization is unbiased: the average goes there too.
  const auto codec = make_vector_codec("row_l2", 3, LevelConvention::kPerSign);
  std::vector<RunningStatistics> averages(4);
  for (std::uint64_t repetition = 0; repetition < 16; ++repetition) {
    Setup setup(data, "32-bit", 0);
    setup.problem.ridge = kRidge;
    setup.problem.ridge_codec = codec.get();
    const TrainingResult result =
        train(setup.problem,
              {.epochs = 1000,
               .batch_size = 200,
               .step_size = {StepSchedule::kConstant, 0.1},
               .repetition = repetition,
               .average_after_epoch = 200},
              go_on);
    for (std::size_t j = 0; j < 4; ++j) averages[j].add(result.average[j]);
  }
  // The update is linear but for the quantizer, whose error has mean zero:
  // t with 15 degrees, 6 standard errors (once in 40,000 checks).
  for (std::size_t j = 0; j < 4; ++j) {
    CHECK(
        std::abs(averages[j].mean() - expected(static_cast<Eigen::Index>(j))) <
        6 * averages[j].standard_error() + 1e-5);
  }
}

TEST_CASE("rows that an estimator fetches again are counted", "[unit]") {
  struct EveryOther : GradientEstimator {
    std::string_view name() const override { return "every_other"; }
    int draws() const override { return 1; }
    VisitCost add(const SampleVisit& visit, std::span<const float>, const Loss&,
                  float, std::span<float>) const override {
      REQUIRE(visit.full[0] == (*rows)(visit.row, 0));
      return {.refetched = visit.row % 2 == 0, .bits = 3};
    }
    const FeatureMatrix* rows = nullptr;
  } estimator;
  const Regression data(60, 5);
  Setup setup(data, "naive", 3);
  estimator.rows = &data.features;
  setup.problem.estimator = &estimator;
  setup.problem.full_samples = &data.features;
  const TrainingResult result = train(setup.problem, {.epochs = 2}, go_on);
  CHECK(result.bits.refetched == 60);
  CHECK(result.bits.samples == 120 * 5 * 3 + 120 * 3 + 60 * 5 * 32);
}

TEST_CASE("each order visits what it says", "[unit]") {
  // One feature that is the row's number tells which rows were seen.
  for (const std::string& name : sample_order_names()) {
    CHECK(sample_order_name(sample_order_from_name(name)) == name);
  }
  CHECK_THROWS_AS(sample_order_from_name("random"), UserError);

  struct Spy : SampleStore {
    FeatureMatrix row = FeatureMatrix::Zero(1, 1);
    std::vector<std::vector<Eigen::Index>> seen;
    int draws() const override { return 1; }
    double bits_per_value() const override { return 32; }
    void begin_epoch(int) override { seen.emplace_back(); }
    void fetch(Eigen::Index index, std::uint64_t visit,
               std::span<const float*> draws) override {
      REQUIRE(visit == seen.back().size());
      seen.back().push_back(index);
      draws[0] = row.data();
    }
  } spy;
  const auto loss = make_least_squares_loss();
  const auto estimator = make_single_sample_estimator();
  const std::vector<float> labels(50);
  const TrainingProblem problem{.samples = &spy,
                                .labels = labels,
                                .features = 1,
                                .loss = loss.get(),
                                .estimator = estimator.get()};
  for (const SampleOrder order :
       {SampleOrder::kSequential, SampleOrder::kShuffled,
        SampleOrder::kWithReplacement}) {
    spy.seen.clear();
    train(problem, {.epochs = 2, .batch_size = 7, .order = order}, go_on);
    REQUIRE(spy.seen.size() == 2);
    for (const auto& rows : spy.seen) {
      REQUIRE(rows.size() == 50);
      const std::set<Eigen::Index> distinct(rows.begin(), rows.end());
      const bool sorted = std::is_sorted(rows.begin(), rows.end());
      CHECK(sorted == (order == SampleOrder::kSequential));
      CHECK((distinct.size() == 50) ==
            (order != SampleOrder::kWithReplacement));
    }
    CHECK((spy.seen[0] == spy.seen[1]) == (order == SampleOrder::kSequential));
  }
}

TEST_CASE(
    "the naive estimator goes to the ridge point, unbiased methods to the "
    "optimum",
    "[property]") {
  const Regression data(400, 3);
  const LeastSquaresProblem exact(data.features, data.labels, 400);
  for (const TrainingMethod& method : training_methods()) {
    const std::string name = method.name;
    if (method.samples != SamplePrecision::kStochastic) continue;
    if (!method.is_unbiased && name != "naive") continue;
    Setup setup(data, name, 2);
    Eigen::VectorXd d = Eigen::VectorXd::Zero(3);
    for (Eigen::Index row = 0; row < 400; ++row) {
      for (Eigen::Index j = 0; j < 3; ++j) {
        d(j) += setup.quantizer
                    .moments(static_cast<std::size_t>(j), data.features(row, j))
                    .variance /
                400;
      }
    }
    const Eigen::VectorXd expected =
        name == "naive" ? exact.ridge_point(d) : exact.optimum();
    // The average's error over repetitions gives its own standard error.
    std::vector<RunningStatistics> averages(3);
    for (std::uint64_t repetition = 0; repetition < 16; ++repetition) {
      Setup own(data, name, 2);
      own.store =
          make_fresh_store(data.features, own.quantizer, own.estimator->draws(),
                           {.seed = 9,
                            .purpose = Purpose::kSampleQuantization,
                            .repetition = repetition});
      own.problem.samples = own.store.get();
      const TrainingResult result =
          train(own.problem,
                {.epochs = 200,
                 .step_size = {StepSchedule::kConstant, 0.004},
                 .order = SampleOrder::kWithReplacement,
                 .seed = 9,
                 .repetition = repetition,
                 .average_after_epoch = 40},
                go_on);
      for (std::size_t j = 0; j < 3; ++j) averages[j].add(result.average[j]);
    }
    // The update is linear in x and rows are drawn independently, so the
    // stationary mean is the fixed point itself for any constant step. t with
    // 15 degrees: 6 standard errors are passed once in 40,000 checks; 80,000
    // updates of float models add less than 1e-5.
    for (std::size_t j = 0; j < 3; ++j) {
      INFO(name);
      CHECK(std::abs(averages[j].mean() -
                     expected(static_cast<Eigen::Index>(j))) <
            6 * averages[j].standard_error() + 1e-5);
    }
    if (name == "naive") {
      CHECK((expected - exact.optimum()).norm() > 0.1);
    }
  }
}

TEST_CASE("divergence is a result, and an observer may stop", "[unit]") {
  const Regression data(64, 5);
  Setup setup(data, "32-bit", 0);
  const TrainingResult diverged =
      train(setup.problem,
            {.epochs = 50, .step_size = {StepSchedule::kConstant, 1e3}}, go_on);
  CHECK(diverged.status == TrainingStatus::kDiverged);
  CHECK(diverged.epochs < 50);

  const TrainingResult stopped =
      train(setup.problem, {.epochs = 50},
            [](const EpochState& state) { return state.epoch < 2; });
  CHECK(stopped.status == TrainingStatus::kStopped);
  CHECK(stopped.epochs == 2);
}

TEST_CASE("step sizes", "[unit]") {
  CHECK(StepSize{StepSchedule::kConstant, 0.5}.at(4, 100) == 0.5);
  CHECK(StepSize{StepSchedule::kPerEpoch, 0.5}.at(4, 100) == 0.125);
  CHECK(StepSize{StepSchedule::kPerUpdate, 0.5}.at(4, 100) == 0.005);
  for (const std::string& name : step_schedule_names()) {
    CHECK(step_schedule_name(step_schedule_from_name(name)) == name);
  }
  CHECK_THROWS_AS(step_schedule_from_name("per_epcoh"), UserError);
}

// In storage order and shuffled, by batches in integers and row after row.
TEST_CASE("training from a file is training from memory to the bit", "[unit]") {
  const Regression data(203, 70);
  const auto rows = static_cast<std::size_t>(data.features.rows());
  const std::span<const float> values(
      data.features.data(), static_cast<std::size_t>(data.features.size()));
  const LevelGrid grid = LevelGrid::uniform(
      column_ranges(values.data(), rows, 70, 70, Scaling::kMinMax), 5);
  const Quantizer quantizer(grid, Rounding::kStochastic);
  const CounterHash hash({.seed = 8});
  const TemporaryFolder folder;
  const auto loss = make_least_squares_loss();

  const auto train_on =
      [&](const PackedPlane& plane, std::span<const float> labels,
          const GradientEstimator& estimator, const TrainingOptions& options) {
        const auto store = make_stored_store(plane, {.seed = 9});
        return train({.samples = store.get(),
                      .labels = labels,
                      .features = 70,
                      .loss = loss.get(),
                      .estimator = &estimator},
                     options, go_on)
            .model;
      };
  const auto check = [&](SampleCode code, const GradientEstimator& estimator) {
    const PackedPlane plane(quantizer, code, values.data(), rows, hash);
    test::MemoryRows source(70, values, data.label_span());
    write_packed_file(folder.path() / "packed", source, rows, quantizer,
                      {.code = code, .hash = hash});
    const PackedFile file(folder.path() / "packed");
    for (const SampleOrder order :
         {SampleOrder::kSequential, SampleOrder::kShuffled}) {
      const TrainingOptions options{.epochs = 3,
                                    .batch_size = 16,
                                    .step_size = {.alpha = 0.1},
                                    .order = order};
      const auto expected =
          train_on(plane, data.label_span(), estimator, options);
      CHECK(expected != std::vector<float>(70, 0.0f));
      CHECK(train_on(file.plane(), file.labels(), estimator, options) ==
            expected);
    }
  };
  check(SampleCode::kSingle, *make_single_sample_estimator());
  check(SampleCode::kOrderedPair, *make_double_sampling_estimator());
  // Row after row, the draws of a count in an order of the store's.
  check(SampleCode::kDrawCount, *make_double_sampling_estimator());
}
