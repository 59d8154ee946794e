// The cells that are not plain training.
#include <algorithm>
#include <cmath>

#include "core/models/objective.h"
#include "core/models/reference_optimum.h"
#include "experiments/linear/collect.h"
#include "experiments/nonlinear/cells.h"

namespace zipml::nonlinear {

CellResult run_optimum(const Cell& cell, LinearProblems& problems) {
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

void add_largest_prediction(const LinearProblem& problem,
                            const EpochState& state, Record& row) {
  row.set("largest_prediction",
          largest_prediction(problem.features, state.model));
}

CellResult run_polynomial(Cell cell, std::span<const CellResult> prerequisites,
                          LinearProblems& problems, const RunContext& context) {
  if (cell.parameters.number("estimator.radius") == 0) {
    double largest = 0;
    for (const double z :
         column(prerequisites.back().rows, "largest_prediction")) {
      largest = std::max(largest, z);
    }
    cell.parameters.set("estimator.radius",
                        cell.parameters.number("radius_factor") * largest);
  }
  const PolynomialGradientSpec spec =
      polynomial_gradient_from(training_from_record(cell.parameters).estimator);
  CellResult result = run_linear_cell(
      cell, prerequisites, problems, context,
      [&](const LinearProblem& problem, const EpochState& state, Record& row) {
        row.set("outside_radius",
                share_beyond(problem.features, state.model, spec.radius));
      });
  result.values.set("radius", spec.radius);
  result.values.set("epsilon",
                    gradient_polynomial_error(spec, gradient_polynomial(spec)));
  // All of the rows, where the model went to infinity.
  double outside = result.status == Status::kDiverged ? 1 : 0;
  for (const double share : column(result.rows, "outside_radius")) {
    outside = std::max(outside, share);
  }
  result.values.set("outside", outside);
  return result;
}

}  // namespace zipml::nonlinear
