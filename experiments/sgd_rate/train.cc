// One run of projected, averaged SGD for each number of updates.
#include <cmath>
#include <limits>

#include "core/models/regularizer.h"
#include "core/sgd/trainer.h"
#include "experiments/linear/linear_method.h"
#include "experiments/sgd_rate/tasks.h"

namespace zipml::sgd_rate {
namespace {

// The gap of one run: so many updates, each of one row or of all of them.
double run_one(const LinearProblem& problem, const Cell& cell,
               const Constants& constants, std::int64_t updates,
               const RunContext& context) {
  const std::string& method_name = cell.parameters.text("method");
  const bool full_batch = method_name == kFullBatch;
  LinearMethod method(full_batch ? "32-bit" : method_name,
                      quantization_of(cell.parameters), {}, problem, cell.seed,
                      static_cast<std::uint64_t>(cell.repetition));
  const auto loss = make_least_squares_loss();
  const auto ball = make_l2_ball_regularizer(constants.radius);
  const auto rows = static_cast<std::int64_t>(problem.rows());
  const TrainingResult trained =
      train({.samples = &method.samples(),
             .labels = problem.labels,
             .features = problem.feature_count(),
             .loss = loss.get(),
             .estimator = &method.estimator(),
             .regularizer = ball.get()},
            {.epochs = static_cast<int>(full_batch ? updates : updates / rows),
             .batch_size = static_cast<int>(full_batch ? rows : 1),
             .step_size = {StepSchedule::kConstant,
                           step_size(constants, static_cast<double>(updates))},
             .order = full_batch ? SampleOrder::kSequential
                                 : SampleOrder::kWithReplacement,
             .seed = cell.seed,
             .repetition = static_cast<std::uint64_t>(cell.repetition),
             .average_after_epoch = 0},
            [&](const EpochState&) { return !context.should_stop(); });
  if (trained.status != TrainingStatus::kFinished) {
    return std::numeric_limits<double>::infinity();
  }
  return problem.closed_form().excess(Eigen::Map<const Eigen::VectorXd>(
      trained.average.data(), problem.features.cols()));
}

}  // namespace

CellResult run_train(const Cell& cell,
                     std::span<const CellResult> prerequisites,
                     const RunContext& context) {
  const auto problem = make_problem(generator_from_record(cell.parameters));
  const Constants constants = constants_of(prerequisites.front());
  CellResult result;
  double gap = 0;
  for (const std::int64_t updates : cell.parameters.integers("updates")) {
    gap = run_one(*problem, cell, constants, updates, context);
    if (context.should_stop()) return result;
    result.rows.push_back({{"updates", updates}, {"gap", gap}});
  }
  result.values = {{"final_gap", gap}};
  if (!std::isfinite(gap)) {
    result.status = Status::kDiverged;
    result.reason = "the model was not finite";
  }
  return result;
}

}  // namespace zipml::sgd_rate
