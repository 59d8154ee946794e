// Exact moments of a drawn row's gradient, by method.
#include "core/sgd/estimator_moments.h"
#include "experiments/debiased_single/tasks.h"
#include "experiments/linear/quantized_problem.h"
#include "experiments/linear/training_objective.h"

namespace zipml::debiased_single {
namespace {

// One row at a model, with what rounding it does.
struct RoundedRow {
  Eigen::VectorXd sample;
  double label;
  Eigen::VectorXd nearest;
  RoundingMoments moments;
};

RoundedRow rounded_row(const QuantizedProblem& quantized, Eigen::Index row) {
  const LinearProblem& problem = *quantized.problem;
  const auto values = problem.features.row(row);
  RoundedRow own{.sample = values.cast<double>(),
                 .label = double{problem.labels[static_cast<std::size_t>(row)]},
                 .nearest = Eigen::VectorXd(values.size()),
                 .moments = rounding_moments(quantized.grid, values.data())};
  for (Eigen::Index j = 0; j < values.size(); ++j) {
    own.nearest(j) =
        quantized.grid.nearest(static_cast<std::size_t>(j), values(j)).mean;
  }
  return own;
}

// The gradient (a^T x - b) a.
Eigen::VectorXd gradient_of(const Eigen::VectorXd& sample, double label,
                            const Eigen::VectorXd& model) {
  return (sample.dot(model) - label) * sample;
}

GradientMoments moments_of(const std::string& method, const RoundedRow& row,
                           const Eigen::VectorXd& mean_variances,
                           const Eigen::VectorXd& model) {
  const Eigen::VectorXd full = gradient_of(row.sample, row.label, model);
  const Eigen::VectorXd& variances = row.moments.second;
  if (method == "nearest") {
    return {gradient_of(row.nearest, row.label, model), 0};
  }
  if (method == "pair_sum") {
    return {full, pair_sum_variance(row.sample, row.label, variances, model)};
  }
  if (method == "double_sampling") {
    return {full,
            symmetrised_variance(row.sample, row.label, variances, model)};
  }
  const Eigen::VectorXd bias =
      method == "naive"
          ? naive_gradient_bias(variances, model)
          : debiased_gradient_bias(variances, mean_variances, model);
  return {full + bias,
          naive_variance(row.sample, row.label, row.moments, model)};
}

}  // namespace

CellResult run_variance(const Cell& cell, LinearProblems& problems,
                        const RunContext& context) {
  const QuantizedProblem quantized(cell.parameters, problems);
  const LinearProblem& problem = *quantized.problem;
  const std::string& method = cell.parameters.text("method");
  const TrainingObjective objective(problem,
                                    {.ridge = cell.parameters.number("ridge")});
  const Eigen::VectorXd& model = objective.optimum();
  const Eigen::VectorXd mean = problem.mean_variance(quantized.quantizer);
  const Eigen::Index rows = problem.features.rows();
  const GradientMoments low =
      moments_over_rows(rows, [&](Eigen::Index row) -> GradientMoments {
        if (context.should_stop()) {
          return {Eigen::VectorXd::Zero(model.size()), 0};
        }
        return moments_of(method, rounded_row(quantized, row), mean, model);
      });
  const GradientMoments full =
      moments_over_rows(rows, [&](Eigen::Index row) -> GradientMoments {
        return {
            gradient_of(problem.features.row(row).cast<double>(),
                        double{problem.labels[static_cast<std::size_t>(row)]},
                        model),
            0};
      });
  CellResult result;
  result.values = {{"variance", low.variance},
                   {"full_variance", full.variance},
                   {"squared_bias", (low.mean - full.mean).squaredNorm()}};
  return result;
}

}  // namespace zipml::debiased_single
