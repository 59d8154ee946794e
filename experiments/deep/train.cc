#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/base/error.h"
#include "core/deep/logged_run.h"
#include "core/deep/network_engine.h"
#include "experiments/deep/cells.h"
#include "experiments/deep/tasks.h"

namespace zipml::deep {
namespace {

constexpr double kNone = LogRow::kNotMeasured;

DeepRecipe recipe_of(const Record& cell) {
  const auto rate = [&](const char* name) { return cell.number(name); };
  return {.stages = {{cell.integer("sgd.iterations"), rate("sgd.step_size")},
                     {cell.integer("second_stage.iterations"),
                      rate("second_stage.step_size")}},
          .batch_size = static_cast<int>(cell.integer("sgd.batch_size")),
          .momentum = rate("sgd.momentum"),
          .weight_decay = rate("sgd.weight_decay"),
          .bias_rate = rate("sgd.bias_rate")};
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

// The squared error over all layers over their energy.
double total_error(const NetworkParameters& weights,
                   const NetworkParameters& quantized) {
  std::vector<float> all, all_quantized;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    all.insert(all.end(), weights[i].weights.begin(), weights[i].weights.end());
    all_quantized.insert(all_quantized.end(), quantized[i].weights.begin(),
                         quantized[i].weights.end());
  }
  return relative_weight_error(all, all_quantized);
}

void measure_weights(const std::vector<Layer>& layers,
                     const NetworkParameters& parameters, Record& values) {
  Value::List names;
  for (std::size_t i = 0; i < layers.size(); ++i) {
    const std::string& name = layers[i].name;
    names.push_back(name);
    double largest = 0;
    for (const float weight : parameters[i].weights) {
      largest = std::max(largest, std::abs(static_cast<double>(weight)));
    }
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
    values.set("error." + own, total_error(parameters, quantized));
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
      .rounding = own.text("rounding") == "stochastic"
                      ? WeightRounding::kStochastic
                      : WeightRounding::kNearest,
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
  const LoggedRun run = run_training(
      spec.recipe, schedule, feeder.test_rows(), training,
      {.should_stop = [&] { return context.should_stop(); },
       .kept = [&] { return context.checkpoint(); },
       .keep =
           [&](const std::string& bytes) { context.keep_checkpoint(bytes); }});
  if (run.end == RunEnd::kStopped) return {.status = Status::kInterrupted};

  CellResult result;
  if (run.end == RunEnd::kDiverged) {
    result.status = Status::kDiverged;
    result.reason = fmt::format("the loss of batch {} is not finite",
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
  const LogRow late = spec.recipe.stages[1].iterations > 0
                          ? row_at(run.rows, spec.recipe.iterations())
                          : LogRow();
  const NetworkEngine engine = network_engine();
  result.values = {{"train_loss", end.mean_loss},
                   {"test_loss", end.test_loss},
                   {"test_accuracy", end.test_accuracy},
                   {"late_test_loss", late.test_loss},
                   {"late_test_accuracy", late.test_accuracy},
                   {"weight_error", run.end == RunEnd::kDiverged
                                        ? kNone
                                        : total_error(training.parameters(),
                                                      training.quantized())},
                   {"library", engine.library},
                   {"instruction_set", engine.instruction_set}};
  if (run.end != RunEnd::kDiverged) {
    measure_weights(layers, training.parameters(), result.values);
  }
  return result;
}

}  // namespace zipml::deep
