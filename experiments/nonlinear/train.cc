// Training with a look at the margins, and with polynomials made for them.
#include <algorithm>

#include "core/harness/runs.h"
#include "core/models/objective.h"
#include "core/sgd/polynomial_gradient.h"
#include "experiments/nonlinear/tasks.h"

namespace zipml::nonlinear {

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

CellResult run_train(const Cell& cell,
                     std::span<const CellResult> prerequisites,
                     LinearProblems& problems, const RunContext& context) {
  if (cell.parameters.text("method") == "polynomial") {
    return run_polynomial(cell, prerequisites, problems, context);
  }
  return run_linear_cell(cell, prerequisites, problems, context,
                         add_largest_prediction);
}

}  // namespace zipml::nonlinear
