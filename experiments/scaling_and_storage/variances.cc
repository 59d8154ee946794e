// Exact variances of samples and gradients under one way of scaling.
#include "core/sgd/estimator_moments.h"
#include "experiments/linear/linear_method.h"
#include "experiments/linear/sample_variances.h"
#include "experiments/scaling_and_storage/tasks.h"

namespace zipml::scaling_and_storage {

CellResult run_variances(const Cell& cell, LinearProblems& problems,
                         const RunContext& context) {
  const auto problem = problems.get(problem_from_record(cell.parameters));
  const QuantizationSpec spec = quantization_from_record(cell.parameters);
  const Eigen::VectorXd optimum = problem->closed_form().optimum();
  const SampleVariances variances(*problem, spec);
  const auto rows = static_cast<double>(problem->rows());
  double samples = 0, gradients = 0;
  for (Eigen::Index row = 0; row < problem->features.rows(); ++row) {
    if (context.should_stop()) return {};
    const Eigen::VectorXd own = variances.of(row);
    samples += own.sum() / rows;
    gradients += symmetrised_variance(
                     problem->features.row(row).cast<double>(),
                     double{problem->labels[static_cast<std::size_t>(row)]},
                     own, optimum) /
                 rows;
  }
  LinearMethod method("double_sampling", spec, {}, *problem, cell.seed, 0);
  CellResult result;
  result.values = {{"sample_variance", samples},
                   {"gradient_variance", gradients},
                   {"bits_per_value", method.samples().bits_per_value()}};
  return result;
}

}  // namespace zipml::scaling_and_storage
