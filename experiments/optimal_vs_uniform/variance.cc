// How much rounding variance optimal levels save, exactly.
#include <algorithm>

#include "experiments/optimal_vs_uniform/tasks.h"

namespace zipml::optimal_vs_uniform {
namespace {

Eigen::VectorXd variances(const LinearProblem& problem,
                          const QuantizationSpec& spec) {
  const LevelGrid grid = problem.grid(spec);
  return problem.mean_variance(Quantizer(grid, Rounding::kStochastic));
}

}  // namespace

CellResult run_variance(const Cell& cell, LinearProblems& problems,
                        const RunContext&) {
  const auto problem = problems.get(problem_from_record(cell.parameters));
  const QuantizationSpec spec = quantization_from_record(cell.parameters);
  const auto uniform = [&](Scaling scaling) {
    QuantizationSpec uniform_spec = spec;
    uniform_spec.placement = "uniform";
    uniform_spec.scaling = scaling;
    return variances(*problem, uniform_spec);
  };
  const Eigen::VectorXd column_max = uniform(Scaling::kColumnMax);
  const Eigen::VectorXd min_max = uniform(Scaling::kMinMax);
  const Eigen::VectorXd optimal = variances(*problem, spec);
  std::vector<double> gains;
  std::int64_t free = 0;
  for (Eigen::Index j = 0; j < optimal.size(); ++j) {
    if (optimal(j) > 0) {
      gains.push_back(min_max(j) / optimal(j));
    } else if (min_max(j) > 0) {
      ++free;
    }
  }
  std::sort(gains.begin(), gains.end());
  const auto gain = [&](std::size_t i) {
    return gains.empty() ? Value() : Value(gains[i]);
  };
  CellResult result;
  result.values = {{"column_max", column_max.sum()},
                   {"min_max", min_max.sum()},
                   {"optimal", optimal.sum()},
                   {"least_gain", gain(0)},
                   {"median_gain", gain(gains.size() / 2)},
                   {"largest_gain", gain(gains.size() - 1)},
                   {"free", free}};
  return result;
}

}  // namespace zipml::optimal_vs_uniform
