#include "experiments/sgd_rate/cells.h"

#include <fmt/format.h>

#include <cmath>
#include <limits>

#include "core/models/regularizer.h"
#include "core/sgd/trainer.h"
#include "experiments/linear/linear_method.h"
#include "experiments/linear/parameters.h"

namespace zipml::sgd_rate {
namespace {

constexpr const char* kFullBatch = "full_batch";

bool is_quantized(const Variant& variant) { return variant.bits > 0; }

QuantizationSpec quantization_of(const Record& parameters) {
  return parameters.find("bits") == nullptr
             ? QuantizationSpec()
             : quantization_from_record(parameters);
}

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

std::string variant_label(const Variant& variant) {
  if (variant.method == kFullBatch) return "full batch";
  std::string label = method_label(variant.method);
  if (is_quantized(variant)) label += fmt::format(", {}-bit", variant.bits);
  return label;
}

CellMaker::CellMaker(const ExperimentInfo& info, const Settings& settings)
    : info_(info),
      settings_(settings),
      bits_(ascending_integers(settings, "bits")) {}

GeneratorSpec CellMaker::generator() const {
  const Record& p = settings_.parameters;
  return {static_cast<int>(p.integer("problem.rows")),
          static_cast<int>(p.integer("problem.features")),
          p.number("problem.condition"), p.number("problem.label_noise")};
}

std::vector<Variant> CellMaker::variants() const {
  std::vector<Variant> variants = {{kFullBatch}, {"32-bit"}};
  for (const char* method : {"double_sampling", "naive"}) {
    for (const int bits : bits_) variants.push_back({method, bits});
  }
  return variants;
}

int CellMaker::repetitions(const Variant& variant) const {
  return variant.method == kFullBatch ? 1 : repetitions();
}

Record CellMaker::parameters(const Variant& variant) const {
  Record record = to_record(generator());
  record.set("method", variant.method);
  if (is_quantized(variant)) {
    QuantizationSpec quantization;
    quantization.bits = variant.bits;
    quantization.convention =
        convention_from_name(settings_.parameters.text("quantization.levels"));
    for (const auto& [name, value] : to_record(quantization)) {
      record.set(name, value);
    }
  }
  return record;
}

Cell CellMaker::constants(const Variant& variant) const {
  Cell cell;
  cell.experiment = info_.name;
  cell.version = info_.version;
  cell.task = kConstantsTask;
  cell.parameters = parameters(variant);
  cell.seed = settings_.seed;
  return cell;
}

Cell CellMaker::training(const Variant& variant, int repetition) const {
  Cell cell = constants(variant);
  cell.prerequisites = {std::make_shared<Cell>(cell)};
  cell.task = kTrainTask;
  cell.repetition = repetition;
  const bool full_batch = variant.method == kFullBatch;
  Value::List updates;
  for (const int count : ascending_integers(
           settings_, full_batch ? "full_batch_updates" : "passes")) {
    updates.emplace_back(full_batch ? count : count * generator().rows);
  }
  cell.parameters.set("updates", std::move(updates));
  return cell;
}

std::vector<Cell> CellMaker::all() const {
  std::vector<Cell> cells;
  for (const Variant& variant : variants()) {
    for (int i = 0; i < repetitions(variant); ++i) {
      cells.push_back(training(variant, i));
    }
  }
  return cells;
}

CellResult run_constants(const Cell& cell, const RunContext&) {
  const Constants constants = exact_constants(
      *make_problem(generator_from_record(cell.parameters)),
      cell.parameters.text("method"), quantization_of(cell.parameters));
  CellResult result;
  result.values = {{"radius", constants.radius},
                   {"smoothness", constants.smoothness},
                   {"sigma", constants.sigma},
                   {"sigma_at_optimum", constants.sigma_at_optimum},
                   {"beta", constants.beta},
                   {"floor", constants.floor}};
  return result;
}

Constants constants_of(const CellResult& result) {
  const Record& values = result.values;
  return {values.number("radius"), values.number("smoothness"),
          values.number("sigma"),  values.number("sigma_at_optimum"),
          values.number("beta"),   values.number("floor")};
}

CellResult run_training(const Cell& cell,
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
