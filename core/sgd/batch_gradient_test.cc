#include "core/sgd/batch_gradient.h"

#include <catch.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "core/kernels/packed_kernels.h"
#include "core/kernels/target.h"
#include "core/sgd/estimators/debiased_single.h"
#include "core/sgd/estimators/double_sampling.h"
#include "core/sgd/estimators/pair_sum.h"
#include "core/sgd/estimators/single_sample.h"
#include "core/sgd/estimators/symmetrised.h"
#include "core/sgd/trainer.h"

using namespace zipml;

namespace {

struct Data {
  FeatureMatrix features;
  std::vector<float> labels;
  std::vector<float> model;
  std::vector<std::uint32_t> rows;  // all, in some order

  Data(Eigen::Index rows_, Eigen::Index columns)
      : features(rows_, columns), rows(static_cast<std::size_t>(rows_)) {
    RandomStream stream(
        {.seed = 21, .step = static_cast<std::uint64_t>(columns)});
    for (Eigen::Index i = 0; i < features.size(); ++i) {
      features.data()[i] = static_cast<float>(stream.normal());
    }
    for (Eigen::Index j = 0; j < columns; ++j) {
      model.push_back(static_cast<float>(stream.normal()));
    }
    for (Eigen::Index k = 0; k < rows_; ++k) {
      labels.push_back(stream.bernoulli(0.5) ? 1.0f : -1.0f);
    }
    std::iota(rows.begin(), rows.end(), 0u);
    std::reverse(rows.begin(), rows.end());
  }
};

// Row after row, as the trainer does without a batch gradient.
std::vector<float> row_by_row(const Data& data, SampleStore& store,
                              const GradientEstimator& estimator,
                              const Loss& loss) {
  std::vector<float> gradient(data.model.size(), 0.0f);
  std::vector<const float*> draws(static_cast<std::size_t>(estimator.draws()));
  const float weight = 1 / static_cast<float>(data.rows.size());
  for (const std::uint32_t row : data.rows) {
    store.fetch(row, 0, draws);
    estimator.add({.row = row, .draws = draws, .label = data.labels[row]},
                  data.model, loss, weight, gradient);
  }
  return gradient;
}

std::vector<float> at_once(const Data& data, SampleStore& store,
                           const GradientEstimator& estimator, const Loss& loss,
                           int threads, IntegerArithmetic arithmetic,
                           int epoch = 1) {
  const auto batch = make_batch_gradient({.samples = &store,
                                          .labels = data.labels,
                                          .loss = &loss,
                                          .estimator = &estimator,
                                          .key = {.seed = 3},
                                          .threads = threads,
                                          .arithmetic = arithmetic});
  REQUIRE(batch != nullptr);
  batch->begin_epoch(epoch);
  std::vector<float> gradient(data.model.size(), 1e9f);
  batch->compute({.rows = data.rows, .next = data.rows}, data.model, gradient);
  return gradient;
}

struct PackedCase {
  const char* name;
  SampleCode code;
  int intervals;
  std::unique_ptr<GradientEstimator> (*make)();
};
const std::vector<PackedCase> kCases = {
    {"one draw, 1 bit", SampleCode::kSingle, 1, make_single_sample_estimator},
    {"one draw, 2 bits", SampleCode::kSingle, 3, make_single_sample_estimator},
    {"one draw, 4 bits", SampleCode::kSingle, 15, make_single_sample_estimator},
    {"one draw, 8 bits", SampleCode::kSingle, 255,
     make_single_sample_estimator},
    {"two draws, 2 bits", SampleCode::kOrderedPair, 1,
     make_double_sampling_estimator},
    {"two draws, 4 bits", SampleCode::kOrderedPair, 5,
     make_double_sampling_estimator},
    {"two draws, 8 bits", SampleCode::kOrderedPair, 85,
     make_double_sampling_estimator},
    {"symmetrised, 2 bits", SampleCode::kOrderedPair, 1,
     make_symmetrised_estimator},
    {"symmetrised, 4 bits", SampleCode::kOrderedPair, 5,
     make_symmetrised_estimator},
    {"symmetrised, 8 bits", SampleCode::kOrderedPair, 85,
     make_symmetrised_estimator},
    {"sum, 2 bits", SampleCode::kDrawCount, 1, make_pair_sum_estimator},
    {"sum, 4 bits", SampleCode::kDrawCount, 7, make_pair_sum_estimator},
    {"sum, 8 bits", SampleCode::kDrawCount, 127, make_pair_sum_estimator},
};

LevelGrid grid_of(const Data& data, int intervals, Scaling scaling) {
  const auto columns = static_cast<std::size_t>(data.features.cols());
  return LevelGrid::uniform(
      column_ranges(data.features.data(),
                    static_cast<std::size_t>(data.features.rows()), columns,
                    columns, scaling),
      intervals);
}

}  // namespace

TEST_CASE("a float batch is row after row, to the bit", "[unit]") {
  for (const Target target : available_targets()) {
    const ForcedTarget forced(target);
    for (const Eigen::Index columns : {1, 9, 16, 33, 64, 100, 257}) {
      for (const Eigen::Index rows : {1, 2, 3, 4, 7, 64}) {
        const Data data(rows, columns);
        const auto store = make_full_precision_store(data.features);
        const auto estimator = make_single_sample_estimator();
        for (const std::string& name : loss_names()) {
          const auto loss = make_loss(name);
          const std::vector<float> expected =
              row_by_row(data, *store, *estimator, *loss);
          for (const int threads : {1, 2, 3}) {
            CHECK(at_once(data, *store, *estimator, *loss, threads, {}) ==
                  expected);
          }
        }
      }
    }
  }
}

// The bound of packed_batch_gradient.h, with 2^-20 of all magnitudes for the
// floats of both ways (n <= 300 terms in trees and chains of at most 40).
TEST_CASE("a packed batch is near row after row", "[unit]") {
  for (const PackedCase& which : kCases) {
    for (const Scaling scaling : {Scaling::kColumnMax, Scaling::kMinMax}) {
      for (const Eigen::Index columns : {1, 5, 64, 200, 300}) {
        const Data data(37, columns);
        const LevelGrid grid = grid_of(data, which.intervals, scaling);
        const PackedPlane plane({grid, Rounding::kStochastic}, which.code,
                                data.features.data(), data.rows.size(),
                                CounterHash({.seed = 5}));
        const auto store = make_stored_store(plane, {.seed = 5});
        store->begin_epoch(1);
        const auto estimator = which.make();
        const auto loss = make_loss("least_squares");
        const std::vector<float> expected =
            row_by_row(data, *store, *estimator, *loss);
        // What bounds a prediction and a sum of magnitudes.
        double largest = 0, size = 0;
        std::vector<double> magnitude(data.model.size());
        for (std::size_t j = 0; j < data.model.size(); ++j) {
          const double x = std::abs(double{data.model[j]});
          largest = std::max(largest, x * double{grid.step()[j]});
          magnitude[j] =
              std::max(std::abs(double{grid.level(j, 0)}),
                       std::abs(double{grid.level(j, grid.intervals())}));
          size += x * magnitude[j];
        }
        for (const int model_bytes : {1, 2}) {
          for (const int residual_bytes : {1, 2}) {
            INFO(which.name << " columns " << columns << " bytes "
                            << model_bytes << residual_bytes);
            const std::vector<float> gradient =
                at_once(data, *store, *estimator, *loss, 1,
                        {model_bytes, residual_bytes});
            const double model_unit =
                largest / (model_bytes == 1 ? kOnePlaneLimit : kTwoPlaneLimit);
            const double of_prediction = model_unit * grid.intervals() *
                                             static_cast<double>(columns) / 4 +
                                         (size + 1) * 0x1p-20;
            const double residual_unit =
                (size + 1 + of_prediction) /
                (residual_bytes == 1 ? kOnePlaneLimit : kTwoPlaneLimit);
            for (std::size_t j = 0; j < gradient.size(); ++j) {
              const double bound =
                  magnitude[j] *
                  (of_prediction + residual_unit + (size + 1) * 0x1p-18);
              CHECK(std::abs(double{gradient[j]} - double{expected[j]}) <=
                    bound);
            }
          }
        }
      }
    }
  }
}

// Residuals are rounded without bias: over 400 epochs' dithers the mean has the
// gradient's rounding error divided by 20. Each component's deviation is at
// most 5 of its standard errors but for a chance of 6e-7, 4e-5 for all; a
// rounding error of a residual has a variance of at most unit^2 / 4.
TEST_CASE("rounded residuals leave the packed gradient unbiased",
          "[property]") {
  const Data data(16, 70);
  const LevelGrid grid = grid_of(data, 5, Scaling::kColumnMax);
  const PackedPlane plane({grid, Rounding::kStochastic},
                          SampleCode::kOrderedPair, data.features.data(),
                          data.rows.size(), CounterHash({.seed = 6}));
  const auto store = make_stored_store(plane, {.seed = 6});
  store->begin_epoch(1);
  const auto estimator = make_double_sampling_estimator();
  const auto loss = make_loss("least_squares");
  // With two bytes the rounding is 128 times finer.
  const std::vector<float> expected =
      at_once(data, *store, *estimator, *loss, 1, {2, 2});
  constexpr int kEpochs = 400;
  std::vector<double> mean(data.model.size());
  for (int epoch = 1; epoch <= kEpochs; ++epoch) {
    const auto gradient =
        at_once(data, *store, *estimator, *loss, 1, {2, 1}, epoch);
    for (std::size_t j = 0; j < mean.size(); ++j) {
      mean[j] += double{gradient[j]} / kEpochs;
    }
  }
  std::vector<const float*> draws(2);
  double most = 0;
  std::vector<double> squares(mean.size());
  for (const std::uint32_t row : data.rows) {
    store->fetch(row, 0, draws);
    double prediction = 0;
    for (std::size_t j = 0; j < mean.size(); ++j) {
      prediction += double{draws[1][j]} * double{data.model[j]};
      squares[j] += double{draws[0][j]} * double{draws[0][j]};
    }
    most = std::max(most, std::abs(prediction - double{data.labels[row]}));
  }
  const double unit = most / kOnePlaneLimit;
  for (std::size_t j = 0; j < mean.size(); ++j) {
    const double error = unit / 2 * std::sqrt(squares[j]) / 16;
    CHECK(std::abs(mean[j] - double{expected[j]}) <=
          5 * error / std::sqrt(kEpochs) + error / 128 * 2 + 1e-5);
  }
}

TEST_CASE("a packed gradient has the same bits for any threads and target",
          "[unit]") {
  for (const PackedCase& which : kCases) {
    for (const Eigen::Index columns : {1, 70, 515}) {
      for (const Eigen::Index rows : {1, 3, 8, 61}) {
        const Data data(rows, columns);
        const LevelGrid grid = grid_of(data, which.intervals, Scaling::kMinMax);
        const PackedPlane plane({grid, Rounding::kStochastic}, which.code,
                                data.features.data(), data.rows.size(),
                                CounterHash({.seed = 7}));
        const auto store = make_stored_store(plane, {.seed = 7});
        const auto estimator = which.make();
        const auto loss = make_loss("least_squares");
        for (const IntegerArithmetic arithmetic :
             {IntegerArithmetic{1, 1}, IntegerArithmetic{2, 2}}) {
          std::vector<float> expected;
          for (const Target target : available_targets()) {
            const ForcedTarget forced(target);
            for (const int threads : {1, 2, 3}) {
              const std::vector<float> gradient =
                  at_once(data, *store, *estimator, *loss, threads, arithmetic);
              if (expected.empty()) expected = gradient;
              REQUIRE(gradient == expected);
            }
          }
        }
      }
    }
  }
}

TEST_CASE("batches so large that sums would overflow go in pieces", "[unit]") {
  // 70,000 rows of code 255: sums of 2 * 255 * 127 * 70,000 > 2^31 at once.
  const Data data(70'000, 2);
  const LevelGrid grid = grid_of(data, 255, Scaling::kColumnMax);
  const PackedPlane plane({grid, Rounding::kStochastic}, SampleCode::kSingle,
                          data.features.data(), data.rows.size(),
                          CounterHash({.seed = 8}));
  const auto store = make_stored_store(plane, {.seed = 8});
  store->begin_epoch(1);
  const auto estimator = make_single_sample_estimator();
  const auto loss = make_loss("least_squares");
  const std::vector<float> expected =
      row_by_row(data, *store, *estimator, *loss);
  const std::vector<float> gradient =
      at_once(data, *store, *estimator, *loss, 1, {2, 1});
  for (std::size_t j = 0; j < 2; ++j) {
    // Residuals of up to 15 in units of a 127th, 70,000 of them: the standard
    // error of the mean is below 15 / 127 / 2 / sqrt(70,000) = 3e-4 a unit of
    // |a|, of which there are at most 5; the float sums of 70,000 terms add
    // 1e-3.
    CHECK(std::abs(double{gradient[j]} - double{expected[j]}) <= 0.02);
  }
}

// Levels 0 to 15 of x^2, the same for all features: each is off its place by at
// most 1 / 8190 of the range, which adds that much of sum |x| to a prediction
// and of the mean |residual| to a component.
TEST_CASE("levels that all features share train in integers", "[unit]") {
  const Data data(37, 200);
  for (const SampleCode code :
       {SampleCode::kSingle, SampleCode::kOrderedPair}) {
    const int intervals = code == SampleCode::kSingle ? 15 : 5;
    std::vector<double> levels;
    for (int k = 0; k <= intervals; ++k) {
      levels.push_back(8.0 * k * k / (intervals * intervals) - 4);
    }
    const LevelGrid grid = LevelGrid::from_shared_levels(200, levels);
    const PackedPlane plane({grid, Rounding::kStochastic}, code,
                            data.features.data(), data.rows.size(),
                            CounterHash({.seed = 10}));
    REQUIRE(plane.bits() == 4);
    const auto store = make_stored_store(plane, {.seed = 10});
    store->begin_epoch(1);
    const auto loss = make_loss("least_squares");
    const auto estimator = code == SampleCode::kSingle
                               ? make_single_sample_estimator()
                               : make_symmetrised_estimator();
    const std::vector<float> expected =
        row_by_row(data, *store, *estimator, *loss);
    double largest = 0, size = 0;
    for (const float value : data.model) {
      largest = std::max(largest, std::abs(double{value}));
      size += std::abs(double{value});
    }
    constexpr double kRange = 8;
    const double most = kRange / 2 * size + 1;  // of a residual
    // As in the case of uniform levels, with 4,095 steps over the range.
    const double of_prediction = largest * kRange / kTwoPlaneLimit * 200 / 4 +
                                 kRange / 8190 * size + most * 0x1p-20;
    const double of_residual = of_prediction + most / kTwoPlaneLimit;
    // The batch's 4,095 * 37 * 2 terms leave the residuals 3,543 integers.
    const double of_rounding = most / 3500;
    std::vector<float> first;
    for (const Target target : available_targets()) {
      const ForcedTarget forced(target);
      for (const int threads : {1, 2}) {
        const std::vector<float> gradient =
            at_once(data, *store, *estimator, *loss, threads, {2, 2});
        if (first.empty()) first = gradient;
        REQUIRE(gradient == first);
      }
    }
    for (std::size_t j = 0; j < first.size(); ++j) {
      CHECK(std::abs(double{first[j]} - double{expected[j]}) <=
            kRange / 2 * (of_residual + of_rounding) + kRange / 8190 * most);
    }
  }
  // Not where each feature has its own, nor as sums of two indices.
  const LevelGrid own = LevelGrid::from_levels(
      std::vector<std::vector<double>>(200, {-4, -1, 1, 4}));
  const LevelGrid shared = LevelGrid::from_shared_levels(200, {-4, -1, 1, 4});
  const auto loss = make_loss("least_squares");
  for (const bool is_shared : {false, true}) {
    const PackedPlane plane(
        {is_shared ? shared : own, Rounding::kStochastic},
        is_shared ? SampleCode::kDrawCount : SampleCode::kOrderedPair,
        data.features.data(), data.rows.size(), CounterHash({.seed = 10}));
    const auto store = make_stored_store(plane, {.seed = 10});
    const auto estimator =
        is_shared ? make_pair_sum_estimator() : make_symmetrised_estimator();
    CHECK(make_batch_gradient({.samples = store.get(),
                               .labels = data.labels,
                               .loss = loss.get(),
                               .estimator = estimator.get()}) == nullptr);
  }
}

TEST_CASE("a batch less a diagonal is the batch, less the diagonal", "[unit]") {
  const Data data(9, 40);
  const LevelGrid grid = grid_of(data, 15, Scaling::kColumnMax);
  const PackedPlane plane({grid, Rounding::kStochastic}, SampleCode::kSingle,
                          data.features.data(), data.rows.size(),
                          CounterHash({.seed = 9}));
  const auto store = make_stored_store(plane, {.seed = 9});
  const auto loss = make_loss("least_squares");
  std::vector<float> diagonal;
  for (int j = 0; j < 40; ++j) diagonal.push_back(0.1f * static_cast<float>(j));
  const std::vector<float> whole =
      at_once(data, *store, *make_single_sample_estimator(), *loss, 1, {});
  const std::vector<float> less = at_once(
      data, *store, *make_debiased_single_estimator(diagonal), *loss, 1, {});
  for (std::size_t j = 0; j < 40; ++j) {
    CHECK(less[j] == whole[j] - diagonal[j] * data.model[j]);
  }
}

TEST_CASE("what has no batch form is computed row after row", "[unit]") {
  const Data data(5, 4);
  const LevelGrid grid = grid_of(data, 15, Scaling::kColumnMax);
  const Quantizer quantizer(grid, Rounding::kStochastic);
  const auto loss = make_loss("least_squares");
  const auto estimator = make_double_sampling_estimator();
  const auto fresh = make_fresh_store(data.features, quantizer, 2, {.seed = 1});
  CHECK(make_batch_gradient({.samples = fresh.get(),
                             .labels = data.labels,
                             .loss = loss.get(),
                             .estimator = estimator.get()}) == nullptr);
  const auto full = make_full_precision_store(data.features);
  CHECK(make_batch_gradient({.samples = full.get(),
                             .labels = data.labels,
                             .loss = loss.get(),
                             .estimator = estimator.get()}) == nullptr);
}
