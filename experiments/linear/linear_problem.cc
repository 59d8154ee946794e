#include "experiments/linear/linear_problem.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/base/error.h"
#include "core/base/name_table.h"
#include "core/data/preprocessing.h"
#include "core/data/trainable.h"
#include "core/quantize/optimal_grid.h"
#include "core/sgd/estimator_moments.h"

namespace zipml {
namespace {

using Normalize = Dataset (*)(Dataset);

constexpr std::array<Named<Normalize>, 4> kNormalizations = {{
    {"none", [](Dataset data) { return data; }},
    {"column_max", [](Dataset data) { return column_max(std::move(data)); }},
    {"min_max", [](Dataset data) { return min_max(std::move(data)); }},
    {"z_score", [](Dataset data) { return z_score(std::move(data)); }},
}};

Dataset prepare(Dataset data, const ProblemSpec& spec) {
  const Normalize normalize =
      value_in(kNormalizations, spec.normalization, "normalization");
  return append_intercept(normalize(std::move(data)));
}

void check_classes(const Dataset& data) {
  const auto is_class = [](double label) { return std::abs(label) == 1; };
  if (std::all_of(data.labels.begin(), data.labels.end(), is_class)) return;
  fail_in(data.name, "has labels other than -1 and +1",
          "a linear classifier needs two classes");
}

}  // namespace

const LeastSquaresProblem& LinearProblem::closed_form() const {
  if (exact) return *exact;
  fail({.message = fmt::format(
            "a classification set of {} features is too wide for the "
            "closed form of least squares (at most {})",
            features.cols(), kMostExactFeatures)});
}

LevelGrid LinearProblem::grid(const QuantizationSpec& spec) const {
  if (spec.row_norm) {
    fail({.message = "row scaling has no levels of a feature"});
  }
  const std::size_t n = feature_count();
  const int intervals = spec.intervals();
  if (spec.placement == "uniform") {
    return LevelGrid::uniform(
        column_ranges(features.data(), rows(), n, n, spec.scaling), intervals);
  }
  std::shared_ptr<PlacedGrid> placed;
  {
    const std::lock_guard lock(placed_mutex_);
    std::shared_ptr<PlacedGrid>& own = placed_[{spec.placement, intervals}];
    if (!own) own = std::make_shared<PlacedGrid>();
    placed = own;
  }
  // Only those who want the same levels wait for them.
  const std::lock_guard lock(placed->mutex);
  if (!placed->grid) {
    placed->grid =
        optimal_grid(features.data(), rows(), n, n,
                     static_cast<std::size_t>(intervals) + 1, spec.placement);
  }
  return *placed->grid;
}

Eigen::VectorXd LinearProblem::mean_variance(const Quantizer& quantizer) const {
  return mean_variances(features, quantizer);
}

std::vector<std::string> normalization_names() {
  return names_in(kNormalizations);
}

std::shared_ptr<const LinearProblem> make_linear_problem(
    Dataset data, const ProblemSpec& spec) {
  if (data.task == Task::kClassification) check_classes(data);
  if (spec.train_rows > 0) {
    data = spread_train_rows(std::move(data), spec.train_rows);
  }
  check_trainable(data, data.train_rows, data.name);
  const Dataset prepared = prepare(std::move(data), spec);
  auto problem = std::make_shared<LinearProblem>();
  const Eigen::Index rows = prepared.train_rows;
  problem->features = prepared.features.topRows(rows).cast<float>();
  const Eigen::VectorXf labels = prepared.labels.cast<float>();
  problem->labels.assign(labels.begin(), labels.begin() + rows);
  problem->task = prepared.task;
  problem->test_features =
      prepared.features.bottomRows(prepared.rows() - rows).cast<float>();
  problem->test_labels.assign(labels.begin() + rows, labels.end());
  problem->steps = prepared.steps;
  if (prepared.task == Task::kRegression ||
      problem->features.cols() <= kMostExactFeatures) {
    problem->exact =
        std::make_unique<LeastSquaresProblem>(problem->features, labels, rows);
    problem->mean_squared_norm = problem->exact->second_moment().trace();
  } else {
    for (Eigen::Index row = 0; row < rows; ++row) {
      problem->mean_squared_norm +=
          problem->features.row(row).cast<double>().squaredNorm() /
          static_cast<double>(rows);
    }
  }
  return problem;
}

}  // namespace zipml
