#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <optional>

#include "core/base/error.h"
#include "core/base/statistics.h"
#include "core/deep/logged_run.h"
#include "core/deep/network_engine.h"
#include "core/deep/quantizers/level_quantizer.h"
#include "experiments/deep/cells.h"
#include "experiments/deep/tasks.h"

namespace zipml::deep {
namespace {

constexpr double kNone = LogRow::kNotMeasured;

DeepRecipe recipe_of(const Record& cell) {
  const auto rate = [&](const char* name) { return cell.number(name); };
  DeepRecipe recipe = {
      .stages = {{cell.integer("sgd.iterations"), rate("sgd.step_size")}},
      .batch_size = static_cast<int>(cell.integer("sgd.batch_size")),
      .momentum = rate("sgd.momentum"),
      .weight_decay = rate("sgd.weight_decay"),
      .bias_rate = rate("sgd.bias_rate")};
  if (cell.find("second_stage.iterations") != nullptr) {
    recipe.stages.push_back({cell.integer("second_stage.iterations"),
                             rate("second_stage.step_size")});
  }
  return recipe;
}

WeightRounding rounding_of(const Record& cell) {
  const Value* const name = cell.find("rounding");
  return name != nullptr && name->text() == "stochastic"
             ? WeightRounding::kStochastic
             : WeightRounding::kNearest;
}

// The row of this iteration; one of nothing measured where there is none.
LogRow row_at(const std::vector<LogRow>& rows, std::int64_t iteration) {
  for (const LogRow& row : rows) {
    if (row.iteration == iteration) return row;
  }
  return {};
}

Value::List list_of(const std::vector<float>& values) {
  return {values.begin(), values.end()};
}

// Counts in equal bins from -largest to largest.
Value::List histogram(const std::vector<float>& weights, double largest) {
  std::vector<int> counts(kHistogramBins);
  for (const float weight : weights) {
    const double place =
        largest > 0 ? (weight / largest + 1) / 2 * kHistogramBins : 0;
    ++counts[static_cast<std::size_t>(
        std::clamp(static_cast<int>(place), 0, kHistogramBins - 1))];
  }
  return {counts.begin(), counts.end()};
}

// By layer; NaN where all weights are 0.
std::vector<double> errors_of(const NetworkParameters& weights,
                              const NetworkParameters& quantized) {
  std::vector<double> errors;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    errors.push_back(
        relative_weight_error(weights[i].weights, quantized[i].weights));
  }
  return errors;
}

// Of a run's own quantizer: the mean over layers.
double mean_error(const DeepTraining& training) {
  return summarize(errors_of(training.parameters(), training.quantized()))
      .mean();
}

void measure_weights(const std::vector<Layer>& layers,
                     const NetworkParameters& parameters, Record& values) {
  Value::List names;
  for (std::size_t i = 0; i < layers.size(); ++i) {
    const std::string& name = layers[i].name;
    names.push_back(name);
    const double largest = largest_magnitude(parameters[i].weights);
    values.set("largest." + name, largest);
    values.set("histogram." + name, histogram(parameters[i].weights, largest));
  }
  values.set("layers", names);
  for (const std::string& own : kMeasured) {
    const auto quantizer = make_weight_quantizer(own);
    NetworkParameters quantized = parameters;
    for (std::size_t i = 0; i < layers.size(); ++i) {
      quantizer->quantize(layers[i].weights, parameters[i].weights, {},
                          quantized[i].weights);
      values.set("levels." + own + "." + layers[i].name,
                 list_of(quantizer->levels(parameters[i].weights)));
    }
    const std::vector<double> errors = errors_of(parameters, quantized);
    values.set("errors." + own, Value::List(errors.begin(), errors.end()));
  }
}

}  // namespace

std::shared_ptr<const ImageSet> Pictures::get(const std::string& name,
                                              const std::string& checksum) {
  // Others wait: they are about to ask for the same.
  const std::lock_guard lock(mutex_);
  if (last_ && last_->checksum == checksum) return last_;
  const std::optional<DataSource> source = library_->find(name);
  if (!source || source->checksum != checksum) {
    throw UserError(Diagnostic{
        .file = name, .message = "is not there any more, or has changed"});
  }
  last_ = library_->load_images(*source);
  return last_;
}

CellResult run_train(const Cell& cell, Pictures& pictures,
                     const RunContext& context) {
  const Record& own = cell.parameters;
  if (!own.boolean("libtorch")) {
    return {.status = Status::kSkipped,
            .reason = missing_network_engine().value_or(
                "there was no libtorch when this was planned")};
  }
  const std::shared_ptr<const ImageSet> images =
      pictures.get(own.text("data"), own.text("checksum"));
  const std::vector<Layer> layers =
      cifar10_quick(images->shape, images->classes);
  const auto quantizer = make_weight_quantizer(own.text("quantizer"));
  const DeepSpec spec = {
      .recipe = recipe_of(own),
      .quantizer = quantizer.get(),
      .rounding = rounding_of(own),
      .seed = cell.seed,
      .repetition = static_cast<std::uint64_t>(cell.repetition)};
  ImageFeeder feeder(
      *images,
      {.train = own.integer("train_rows"), .test = own.integer("test_rows")},
      spec.recipe.batch_size);
  const auto network = make_network(layers, images->shape, own.text("device"));
  DeepTraining training(layers, spec, feeder, *network);
  const LogSchedule schedule = {.log_every = own.integer("log_every"),
                                .test_every = own.integer("test_every")};
  const NetworkEngine engine = network_engine();
  const LoggedRun run = run_training(
      spec.recipe, schedule, feeder.test_rows(), training,
      {.computed_by = fmt::format("{} {} {}", engine.library,
                                  engine.instruction_set, own.text("device")),
       .should_stop = [&] { return context.should_stop(); },
       .kept = [&] { return context.checkpoint(); },
       .keep =
           [&](const std::string& bytes) { context.keep_checkpoint(bytes); }});
  if (run.end == RunEnd::kStopped) return {.status = Status::kInterrupted};

  CellResult result;
  if (run.end == RunEnd::kDiverged) {
    result.status = Status::kDiverged;
    result.reason = fmt::format("no finite loss or weights after {} batches",
                                run.rows.back().iteration + 1);
  }
  for (const LogRow& row : run.rows) {
    result.rows.push_back({{"iteration", row.iteration},
                           {"loss", row.loss},
                           {"mean_loss", row.mean_loss},
                           {"test_loss", row.test_loss},
                           {"test_accuracy", row.test_accuracy}});
  }
  const LogRow end = row_at(run.rows, spec.recipe.stages[0].iterations);
  const LogRow late =
      spec.recipe.stages.back().iterations > 0 && spec.recipe.stages.size() > 1
          ? row_at(run.rows, spec.recipe.iterations())
          : LogRow();
  const bool finished = run.end == RunEnd::kFinished;
  result.values = {{"train_loss", end.stage_loss},
                   {"test_loss", end.test_loss},
                   {"test_accuracy", end.test_accuracy},
                   {"late_test_loss", late.test_loss},
                   {"late_test_accuracy", late.test_accuracy},
                   {"weight_error", finished ? mean_error(training) : kNone},
                   {"library", engine.library},
                   {"instruction_set", engine.instruction_set}};
  if (finished) {
    measure_weights(layers, training.parameters(), result.values);
  }
  return result;
}

}  // namespace zipml::deep
