// Samples of few values: a batch at once against row after row on whole rows.
#include "core/sgd/sparse_batch_gradient.h"

#include <catch.h>

#include <cmath>
#include <memory>

#include "core/base/random.h"
#include "core/sgd/estimators/debiased_single.h"
#include "core/sgd/method.h"
#include "core/sgd/trainer.h"

using namespace zipml;

namespace {

constexpr std::size_t kRows = 30, kColumns = 20;

SparseMatrix sparse_matrix() {
  SparseMatrix matrix{.columns = kColumns};
  RandomStream stream({.seed = 51});
  for (std::size_t row = 0; row < kRows; ++row) {
    for (std::uint32_t column = 0; column < kColumns; ++column) {
      if (!stream.bernoulli(0.2)) continue;
      matrix.column.push_back(column);
      matrix.value.push_back(static_cast<float>(stream.uniform(0, 1)));
    }
    matrix.begin.push_back(matrix.value.size());
  }
  return matrix;
}

std::vector<float> normal_values(std::size_t count, std::uint64_t seed) {
  RandomStream stream({.seed = seed});
  std::vector<float> values(count);
  for (float& value : values) value = static_cast<float>(stream.normal());
  return values;
}

struct Sparse {
  SparseMatrix matrix = sparse_matrix();
  LevelGrid grid = LevelGrid::uniform({{0, 1}}, 7);
  Quantizer quantizer{grid, Rounding::kStochastic};
  PackedValues one{quantizer, 1, matrix.value, CounterHash({.seed = 7})};
  PackedValues two{quantizer, 2, matrix.value, CounterHash({.seed = 8})};

  std::unique_ptr<SampleStore> store(int draws) const {
    if (draws == 0) return make_sparse_store(matrix, 5);
    return make_sparse_store(matrix, draws == 1 ? one : two, 5);
  }
};

std::unique_ptr<GradientEstimator> estimator_of(const std::string& method) {
  if (method == "debiased_single") {
    return make_debiased_single_estimator(std::vector<float>(kColumns, 0.01f));
  }
  return make_estimator(training_method(method), {});
}

}  // namespace

TEST_CASE("a sparse store gives whole rows, and says what they cost",
          "[unit]") {
  const Sparse sparse;
  const auto store = sparse.store(0);
  std::vector<const float*> draws(1);
  for (std::size_t row = 0; row < kRows; ++row) {
    store->fetch(static_cast<Eigen::Index>(row), 0, draws);
    std::size_t kept = 0;
    for (std::uint32_t column = 0; column < kColumns; ++column) {
      const auto columns = sparse.matrix.row_columns(row);
      const bool is_kept = kept < columns.size() && columns[kept] == column;
      const float expected = is_kept ? sparse.matrix.row_values(row)[kept] : 0;
      CHECK(draws[0][column] == expected);
      kept += is_kept ? 1 : 0;
    }
    CHECK(kept == sparse.matrix.row_size(row));
  }
  const auto kept = static_cast<double>(sparse.matrix.size());
  CHECK(store->bits_per_value() * kRows * kColumns == Approx(kept * 37));
  CHECK(sparse.store(2)->bits_per_value() * kRows * kColumns ==
        Approx(kept * 9));
}

TEST_CASE("a sparse batch's gradient is that of its rows", "[unit]") {
  const Sparse sparse;
  const std::vector<float> labels = normal_values(kRows, 1);
  const std::vector<float> model = normal_values(kColumns, 2);
  const auto loss = make_least_squares_loss();
  const std::vector<std::uint32_t> rows = {3, 0, 29, 7, 7};
  for (const std::string method :
       {"32-bit", "naive", "double_sampling", "double_sampling_plain",
        "pair_sum", "debiased_single"}) {
    INFO(method);
    const auto estimator = estimator_of(method);
    const auto store =
        sparse.store(method == "32-bit" ? 0 : estimator->draws());
    const auto batch = make_batch_gradient({.samples = store.get(),
                                            .labels = labels,
                                            .loss = loss.get(),
                                            .estimator = estimator.get()});
    REQUIRE(batch != nullptr);
    std::vector<float> found(kColumns), expected(kColumns);
    batch->compute({.rows = rows, .next = {}}, model, found);
    std::vector<const float*> draws(
        static_cast<std::size_t>(estimator->draws()));
    for (const std::uint32_t row : rows) {
      store->fetch(row, 0, draws);
      estimator->add({.row = row, .draws = draws, .label = labels[row]}, model,
                     *loss, 1 / static_cast<float>(rows.size()), expected);
    }
    // Sums of some ten products of order 1 in another order.
    for (std::size_t j = 0; j < kColumns; ++j) {
      CHECK(found[j] == Approx(expected[j]).margin(20 * 0x1p-23));
    }
  }
}

TEST_CASE("several outputs train as each would alone", "[unit]") {
  const Sparse sparse;
  constexpr std::size_t kOutputs = 3;
  const std::vector<float> labels = normal_values(kRows * kOutputs, 3);
  const auto loss = make_least_squares_loss();
  const auto positive = make_regularizer("nonnegative", 10);
  for (const std::string method : {"32-bit", "double_sampling"}) {
    INFO(method);
    const auto estimator = estimator_of(method);
    const auto store =
        sparse.store(method == "32-bit" ? 0 : estimator->draws());
    const TrainingOptions options{
        .epochs = 5, .batch_size = 4, .step_size = {.alpha = 0.1}, .seed = 2};
    const auto train_on = [&](std::span<const float> own, std::size_t outputs) {
      return train({.samples = store.get(),
                    .labels = own,
                    .features = kColumns,
                    .outputs = outputs,
                    .loss = loss.get(),
                    .estimator = estimator.get(),
                    .regularizer = positive.get()},
                   options, [](const EpochState&) { return true; });
    };
    const TrainingResult all = train_on(labels, kOutputs);
    REQUIRE(all.model.size() == kColumns * kOutputs);
    for (std::size_t k = 0; k < kOutputs; ++k) {
      std::vector<float> own;
      for (std::size_t row = 0; row < kRows; ++row) {
        own.push_back(labels[row * kOutputs + k]);
      }
      const TrainingResult one = train_on(own, 1);
      for (std::size_t j = 0; j < kColumns; ++j) {
        CHECK(all.model[j * kOutputs + k] == one.model[j]);
        CHECK(one.model[j] >= 0);
      }
    }
    CHECK(all.bits.samples ==
          Approx(5 * kRows * kColumns * store->bits_per_value()));
  }
}
