#include "experiments/linear/optimum.h"

#include "core/models/objective.h"
#include "core/models/reference_optimum.h"

namespace zipml {

Record optimum_parameters(const ProblemSpec& problem, const std::string& loss,
                          double ridge, double tolerance,
                          std::int64_t iterations) {
  Record record = to_record(problem);
  record.set("loss", loss);
  record.set("model.ridge", ridge);
  record.set("optimum.tolerance", tolerance);
  record.set("optimum.iterations", iterations);
  return record;
}

CellResult run_optimum(const Cell& cell, LinearProblems& problems,
                       const RunContext&) {
  const Record& parameters = cell.parameters;
  const auto problem = problems.get(problem_from_record(parameters));
  const ReferenceOptimum best = reference_optimum(
      parameters.text("loss"), problem->features, problem->labels,
      parameters.number("model.ridge"),
      {.tolerance = parameters.number("optimum.tolerance"),
       .max_iterations =
           static_cast<int>(parameters.integer("optimum.iterations")),
       .seed = cell.seed});
  const Eigen::VectorXf model = best.model.cast<float>();
  const std::span<const float> values(model.data(), problem->feature_count());
  CellResult result;
  result.values = {
      {"optimum", best.value},
      {"gap", best.gap},
      {"iterations", best.iterations},
      {"largest_prediction", largest_prediction(problem->features, values)}};
  return result;
}

}  // namespace zipml
