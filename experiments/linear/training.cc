#include "experiments/linear/training.h"

#include <cassert>
#include <cmath>
#include <limits>

namespace zipml {
namespace {

constexpr const char* kTrainTask = "train";
constexpr const char* kSearchTask = "step_search";

// The search draws from a repetition that no training cell uses, so that the
// step is not tuned on the draws that it is judged by.
constexpr std::uint64_t kSearchRepetition = 1'000'000;

// A run whose loss has grown so much is on its way to infinity.
constexpr double kExploded = 1e6;

// One training run; `observe` sees each epoch. The final state of the model.
TrainingResult run_one(const TrainingSpec& spec, const LinearProblem& problem,
                       double alpha, std::uint64_t seed,
                       std::uint64_t repetition,
                       const std::function<bool(const EpochState&)>& observe) {
  Method method(spec.method, spec.quantization, problem, seed, repetition);
  const std::unique_ptr<Loss> loss = make_least_squares_loss();
  const TrainingProblem training{.samples = &method.samples(),
                                 .labels = problem.labels,
                                 .features = problem.feature_count(),
                                 .loss = loss.get(),
                                 .estimator = &method.estimator()};
  TrainingOptions options{.epochs = spec.sgd.epochs,
                          .batch_size = spec.sgd.batch_size,
                          .step_size = {spec.sgd.schedule, alpha},
                          .order = spec.sgd.order,
                          .seed = seed,
                          .repetition = repetition};
  if (spec.sgd.start_at_optimum) {
    const Eigen::VectorXf start = problem.exact->optimum().cast<float>();
    options.start.assign(start.begin(), start.end());
  }
  return train(training, options, observe);
}

Record to_record(const SearchSpec& search) {
  return {{"search.from", search.from},
          {"search.to", search.to},
          {"search.factor", search.factor}};
}

SearchSpec search_from_record(const Record& record) {
  return {record.number("search.from"), record.number("search.to"),
          record.number("search.factor")};
}

void append(Record& record, const Record& more) {
  for (const auto& [name, value] : more) record.set(name, value);
}

}  // namespace

Record to_record(const TrainingSpec& spec) {
  Record record = to_record(spec.problem);
  record.set("method", spec.method);
  if (!is_full_precision(spec.method)) {
    append(record, to_record(spec.quantization));
  }
  record.set("epochs", spec.sgd.epochs);
  record.set("batch_size", spec.sgd.batch_size);
  record.set("step_schedule", step_schedule_name(spec.sgd.schedule));
  record.set("order", sample_order_name(spec.sgd.order));
  record.set("alpha", spec.sgd.alpha);
  record.set("start", spec.sgd.start_at_optimum ? "optimum" : "zero");
  return record;
}

TrainingSpec training_from_record(const Record& record) {
  TrainingSpec spec;
  spec.problem = problem_from_record(record);
  spec.method = record.text("method");
  if (!is_full_precision(spec.method)) {
    spec.quantization = quantization_from_record(record);
  }
  spec.sgd.epochs = static_cast<int>(record.integer("epochs"));
  spec.sgd.batch_size = static_cast<int>(record.integer("batch_size"));
  spec.sgd.schedule = step_schedule_from_name(record.text("step_schedule"));
  spec.sgd.order = sample_order_from_name(record.text("order"));
  spec.sgd.alpha = record.number("alpha");
  spec.sgd.start_at_optimum = record.text("start") == "optimum";
  return spec;
}

CellResult run_training(const TrainingSpec& spec, std::uint64_t seed,
                        int repetition,
                        std::span<const CellResult> prerequisites,
                        LinearProblems& problems, const RunContext& context) {
  const auto problem = problems.get(spec.problem);
  const double alpha = spec.sgd.alpha > 0
                           ? spec.sgd.alpha
                           : prerequisites.front().values.number("alpha");
  CellResult result;
  const auto observe = [&](const EpochState& state) {
    const double excess = problem->exact->excess(state.model);
    result.rows.push_back({{"epoch", state.epoch},
                           {"loss", problem->exact->minimum() + excess},
                           {"excess", excess},
                           {"sample_bits", state.bits.samples},
                           {"model_bits", state.bits.model},
                           {"gradient_bits", state.bits.gradient}});
    return !context.should_stop();
  };
  const TrainingResult trained =
      run_one(spec, *problem, alpha, seed,
              static_cast<std::uint64_t>(repetition), observe);
  const Record& last = result.rows.back();
  const bool infinite = trained.status == TrainingStatus::kDiverged;
  const bool exploded =
      !infinite &&
      last.number("loss") > kExploded * result.rows.front().number("loss");
  const bool diverged = infinite || exploded;
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  result.values = {
      {"alpha", alpha},
      {"optimum", problem->exact->minimum()},
      {"final_loss", diverged ? kInfinity : last.number("loss")},
      {"final_excess", diverged ? kInfinity : last.number("excess")}};
  if (diverged) {
    result.status = Status::kDiverged;
    result.reason =
        infinite ? "the model was not finite after epoch " +
                       std::to_string(trained.epochs)
                 : "the final loss is over a million times the first one";
  }
  return result;
}

CellResult run_step_search(const TrainingSpec& spec, const SearchSpec& search,
                           std::uint64_t seed, LinearProblems& problems,
                           const RunContext& context) {
  const auto problem = problems.get(spec.problem);
  TrainingSpec full = spec;
  full.method = "32-bit";
  const double unit = 1 / problem->exact->second_moment().trace();
  CellResult result;
  double best_loss = std::numeric_limits<double>::infinity();
  double best_alpha = 0;
  // The tolerance keeps a `to` that is a power of the factor in.
  for (double scale = search.from; scale <= search.to * (1 + 1e-9);
       scale *= search.factor) {
    const double alpha = scale * unit;
    const TrainingResult trained =
        run_one(full, *problem, alpha, seed, kSearchRepetition,
                [&](const EpochState&) { return !context.should_stop(); });
    if (context.should_stop()) return result;
    const bool diverged = trained.status == TrainingStatus::kDiverged;
    const double loss = diverged ? std::numeric_limits<double>::infinity()
                                 : problem->exact->value(trained.model);
    result.rows.push_back({{"alpha", alpha},
                           {"scale", scale},
                           {"final_loss", loss},
                           {"diverged", diverged}});
    if (loss < best_loss) {
      best_loss = loss;
      best_alpha = alpha;
    }
  }
  result.values = {{"alpha", best_alpha}, {"final_loss", best_loss}};
  if (best_alpha == 0) {
    result.status = Status::kFailed;
    result.reason = "32-bit training diverged for every step of the search";
  }
  return result;
}

std::shared_ptr<const Cell> step_search_cell(const ExperimentInfo& info,
                                             const TrainingSpec& spec,
                                             const SearchSpec& search,
                                             std::uint64_t seed) {
  TrainingSpec full = spec;
  full.method = "32-bit";
  full.quantization = {};
  full.sgd.start_at_optimum = false;
  auto cell = std::make_shared<Cell>();
  cell->experiment = info.name;
  cell->version = info.version;
  cell->task = kSearchTask;
  cell->parameters = to_record(full);
  append(cell->parameters, to_record(search));
  cell->seed = seed;
  return cell;
}

Cell training_cell(const ExperimentInfo& info, const TrainingSpec& spec,
                   const SearchSpec& search, std::uint64_t seed,
                   int repetition) {
  Cell cell;
  cell.experiment = info.name;
  cell.version = info.version;
  cell.task = kTrainTask;
  cell.parameters = to_record(spec);
  cell.seed = seed;
  cell.repetition = repetition;
  if (spec.sgd.alpha == 0) {
    cell.prerequisites = {step_search_cell(info, spec, search, seed)};
  }
  return cell;
}

CellResult run_linear_cell(const Cell& cell,
                           std::span<const CellResult> prerequisites,
                           LinearProblems& problems,
                           const RunContext& context) {
  const TrainingSpec spec = training_from_record(cell.parameters);
  if (cell.task == kSearchTask) {
    return run_step_search(spec, search_from_record(cell.parameters), cell.seed,
                           problems, context);
  }
  assert(cell.task == kTrainTask);
  return run_training(spec, cell.seed, cell.repetition, prerequisites, problems,
                      context);
}

}  // namespace zipml
