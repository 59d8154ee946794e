#include "experiments/linear/quantized_problem.h"

#include <algorithm>

#include "core/base/statistics.h"

namespace zipml {

Cell quantization_cell(const ExperimentInfo& info, const std::string& task,
                       const TrainingSpec& spec, std::uint64_t seed,
                       int repetition) {
  Record parameters = to_record(spec.problem);
  for (const auto& [name, value] : to_record(spec.quantization)) {
    parameters.set(name, value);
  }
  return make_cell(info, task, std::move(parameters), seed, repetition);
}

QuantizedProblem::QuantizedProblem(const Record& parameters,
                                   LinearProblems& problems)
    : problem(problems.get(problem_from_record(parameters))),
      grid(problem->grid(quantization_from_record(parameters))),
      quantizer(grid, Rounding::kStochastic) {}

void for_sampled_rows(const QuantizedProblem& quantized, std::uint64_t seed,
                      std::int64_t rows,
                      const std::function<void(const SampledRow&)>& use) {
  const LinearProblem& problem = *quantized.problem;
  const Eigen::Index n = problem.features.cols();
  const auto intervals = static_cast<std::uint64_t>(quantized.grid.intervals());
  RandomStream stream(
      {.seed = seed, .purpose = Purpose::kMonteCarlo, .repetition = intervals});
  for (std::int64_t i = 0; i < rows; ++i) {
    const auto row = static_cast<Eigen::Index>(stream.index(problem.rows()));
    SampledRow sampled;
    sampled.values = problem.features.row(row).data();
    sampled.sample = problem.features.row(row).cast<double>();
    sampled.label = double{problem.labels[static_cast<std::size_t>(row)]};
    sampled.variances.resize(n);
    for (Eigen::Index j = 0; j < n; ++j) {
      sampled.variances(j) =
          quantized.quantizer
              .moments(static_cast<std::size_t>(j), problem.features(row, j))
              .variance;
    }
    sampled.hash = CounterHash({.seed = seed,
                                .purpose = Purpose::kMonteCarlo,
                                .repetition = intervals,
                                .step = static_cast<std::uint64_t>(i + 1)});
    use(sampled);
  }
}

}  // namespace zipml
