#include "experiments/linear/training.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cassert>
#include <cmath>
#include <limits>
#include <memory>
#include <optional>
#include <utility>

#include "core/base/error.h"
#include "core/models/objective.h"
#include "experiments/linear/linear_method.h"
#include "experiments/linear/training_objective.h"

namespace zipml {
namespace {

// The search draws from a repetition that no training cell uses, so that the
// step is not tuned on the draws that it is judged by.
constexpr std::uint64_t kSearchRepetition = 1'000'000;

// A run whose loss has grown so much is on its way to infinity.
constexpr double kExploded = 1e6;

// The codec of so many bits; null for full precision.
std::unique_ptr<VectorCodec> codec_of(const ChannelSpec& channels, int bits) {
  if (bits == 0) return nullptr;
  return make_vector_codec(channels.codec, bits, channels.convention);
}

// One training run; `observe` sees each epoch. The final state of the model.
TrainingResult run_one(const TrainingSpec& spec, const LinearProblem& problem,
                       const TrainingObjective& objective, double alpha,
                       std::uint64_t seed, std::uint64_t repetition,
                       const std::function<bool(const EpochState&)>& observe) {
  const TrainingMethod& named = training_method(spec.method);
  if (!is_for_loss(named, spec.model.loss)) {
    fail({.message = "the method \"" + spec.method +
                     "\" is not for the loss \"" + spec.model.loss + '"',
          .hint =
              fmt::format("it is for {}", fmt::join(named.losses, " and "))});
  }
  LinearMethod method(spec.method, spec.quantization, spec.estimator, problem,
                      seed, repetition);
  const auto model_codec = codec_of(spec.channels, spec.channels.model_bits);
  const auto gradient_codec =
      codec_of(spec.channels, spec.channels.gradient_bits);
  const auto ridge_codec = codec_of(spec.channels, spec.channels.ridge_bits);
  const TrainingProblem training{.samples = &method.samples(),
                                 .labels = problem.labels,
                                 .features = problem.feature_count(),
                                 .loss = &objective.loss(),
                                 .estimator = &method.estimator(),
                                 .model_channel = model_codec.get(),
                                 .gradient_channel = gradient_codec.get(),
                                 .ridge = spec.model.ridge,
                                 .ridge_codec = ridge_codec.get(),
                                 .regularizer = &objective.regularizer(),
                                 .full_samples = &problem.features};
  TrainingOptions options{.epochs = spec.sgd.epochs,
                          .batch_size = spec.sgd.batch_size,
                          .step_size = {spec.sgd.schedule, alpha},
                          .order = spec.sgd.order,
                          .seed = seed,
                          .repetition = repetition};
  if (spec.sgd.start_at_optimum) {
    const Eigen::VectorXf start = objective.optimum().cast<float>();
    options.start.assign(start.begin(), start.end());
  }
  return train(training, options, observe);
}

// What a step search for `spec` trains.
TrainingSpec tuned_spec(TrainingSpec spec) {
  if (spec.sgd.tuned == Tuned::kItself) return spec;
  spec.method = "32-bit";
  spec.quantization = {};
  spec.estimator = {};
  spec.channels = {};
  return spec;
}

void append(Record& record, const Record& more) {
  for (const auto& [name, value] : more) record.set(name, value);
}

}  // namespace

CellResult run_training(const TrainingSpec& spec, std::uint64_t seed,
                        int repetition,
                        std::span<const CellResult> prerequisites,
                        LinearProblems& problems, const RunContext& context,
                        const MoreColumns& more) {
  const auto problem = problems.get(spec.problem);
  const double alpha = spec.sgd.alpha > 0
                           ? spec.sgd.alpha
                           : prerequisites.front().values.number("alpha");
  const TrainingObjective objective(*problem, spec.model);
  const bool classifies = problem->task == Task::kClassification;
  CellResult result;
  // The last one that was finite.
  std::vector<float> last_model;
  const auto observe = [&](const EpochState& state) {
    last_model.assign(state.model.begin(), state.model.end());
    const std::optional<double> excess = objective.excess(state.model);
    Record row = {{"epoch", state.epoch},
                  {"loss", excess ? *objective.minimum() + *excess
                                  : objective.value(state.model)}};
    if (excess) row.set("excess", *excess);
    row.set("sample_bits", state.bits.samples);
    row.set("model_bits", state.bits.model);
    row.set("gradient_bits", state.bits.gradient);
    row.set("refetched", state.bits.refetched);
    if (more) more(*problem, state, row);
    result.rows.push_back(std::move(row));
    return !context.should_stop();
  };
  const TrainingResult trained =
      run_one(spec, *problem, objective, alpha, seed,
              static_cast<std::uint64_t>(repetition), observe);
  const Record& last = result.rows.back();
  const bool infinite = trained.status == TrainingStatus::kDiverged;
  const bool exploded =
      !infinite &&
      last.number("loss") > kExploded * result.rows.front().number("loss");
  const bool diverged = infinite || exploded;
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  result.values = {{"alpha", alpha},
                   {"final_loss", diverged ? kInfinity : last.number("loss")}};
  if (const auto minimum = objective.minimum()) {
    result.values.set("optimum", *minimum);
    result.values.set("final_excess",
                      diverged ? kInfinity : last.number("excess"));
  }
  if (classifies) {
    // Once, not after every epoch: there may be more test than training rows.
    result.values.set(
        "final_accuracy",
        accuracy(problem->test_features, problem->test_labels, last_model));
  }
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
  const TrainingObjective objective(*problem, spec.model);
  const TrainingSpec tuned = tuned_spec(spec);
  const double unit = 1 / problem->mean_squared_norm;
  CellResult result;
  double best_loss = std::numeric_limits<double>::infinity();
  double best_alpha = 0;
  // The tolerance keeps a `to` that is a power of the factor in.
  for (double scale = search.from; scale <= search.to * (1 + 1e-9);
       scale *= search.factor) {
    const double alpha = scale * unit;
    const TrainingResult trained =
        run_one(tuned, *problem, objective, alpha, seed, kSearchRepetition,
                [&](const EpochState&) { return !context.should_stop(); });
    if (context.should_stop()) return result;
    const bool diverged = trained.status == TrainingStatus::kDiverged;
    const double loss = diverged ? std::numeric_limits<double>::infinity()
                                 : objective.value(trained.model);
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
    result.reason = method_label(tuned.method) +
                    " training diverged for every step of the search";
  }
  return result;
}

std::shared_ptr<const Cell> step_search_cell(const ExperimentInfo& info,
                                             const TrainingSpec& spec,
                                             const SearchSpec& search,
                                             std::uint64_t seed) {
  TrainingSpec tuned = tuned_spec(spec);
  tuned.sgd.start_at_optimum = false;
  if (tuned.sgd.tuned_batch_size > 0) {
    tuned.sgd.batch_size = tuned.sgd.tuned_batch_size;
    tuned.sgd.tuned_batch_size = 0;
  }
  Record parameters = to_record(tuned);
  append(parameters, to_record(search));
  return std::make_shared<const Cell>(
      make_cell(info, kSearchTask, std::move(parameters), seed, 0));
}

Cell training_cell(const ExperimentInfo& info, const TrainingSpec& spec,
                   const SearchSpec& search, std::uint64_t seed,
                   int repetition) {
  Cell cell = make_cell(info, kTrainTask, to_record(spec), seed, repetition);
  if (spec.sgd.alpha == 0) {
    cell.prerequisites = {step_search_cell(info, spec, search, seed)};
  }
  return cell;
}

CellResult run_linear_cell(const Cell& cell,
                           std::span<const CellResult> prerequisites,
                           LinearProblems& problems, const RunContext& context,
                           const MoreColumns& more) {
  const TrainingSpec spec = training_from_record(cell.parameters);
  if (cell.task == kSearchTask) {
    return run_step_search(spec, search_from_record(cell.parameters), cell.seed,
                           problems, context);
  }
  assert(cell.task == kTrainTask);
  return run_training(spec, cell.seed, cell.repetition, prerequisites, problems,
                      context, more);
}

}  // namespace zipml
