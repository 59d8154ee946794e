// Training with a look at the test rows.
#include <limits>

#include "core/models/objective.h"
#include "experiments/study/tasks.h"

namespace zipml::study {

CellResult run_train(const Cell& cell,
                     std::span<const CellResult> prerequisites,
                     LinearProblems& problems, const RunContext& context) {
  const TrainingSpec spec = training_from_record(cell.parameters);
  const auto loss = make_loss(spec.model.loss);
  CellResult result = run_linear_cell(
      cell, prerequisites, problems, context,
      [&](const LinearProblem& problem, const EpochState& state, Record& row) {
        if (problem.test_labels.empty()) return;
        row.set("test_loss",
                mean_loss(problem.test_features, problem.test_labels, *loss,
                          state.model));
      });
  if (result.rows.empty()) return result;
  const Value* last = result.rows.back().find("test_loss");
  if (last == nullptr) return result;
  const bool diverged = result.status == Status::kDiverged;
  result.values.set(
      "final_test_loss",
      diverged ? Value(std::numeric_limits<double>::infinity()) : *last);
  return result;
}

}  // namespace zipml::study
