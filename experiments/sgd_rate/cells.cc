#include "experiments/sgd_rate/cells.h"

#include <fmt/format.h>

#include "core/base/error.h"
#include "core/sgd/method.h"
#include "experiments/sgd_rate/tasks.h"

namespace zipml::sgd_rate {

std::string variant_label(const Variant& variant) {
  if (variant.method == kFullBatch) return "full batch";
  std::string label = method_label(variant.method);
  if (variant.bits > 0) label += fmt::format(", {}-bit", variant.bits);
  return label;
}

Cells::Cells(const ExperimentInfo& info, const Settings& settings)
    : PlannedPoint(info, settings),
      bits_(ascending_integers(settings, "bits")) {
  const GeneratorSpec spec = generator();
  if (spec.features >= spec.rows) {
    fail_at("problem.features",
            fmt::format("{} features need more rows than problem.rows, {}",
                        spec.features, spec.rows));
  }
  runs_.push_back(add_run({kFullBatch}));
  runs_.push_back(add_run({"32-bit"}));
  for (const char* method : {"double_sampling", "naive"}) {
    for (const int bits : bits_) runs_.push_back(add_run({method, bits}));
  }
}

GeneratorSpec Cells::generator() const {
  return {integer("problem.rows"), integer("problem.features"),
          parameters().number("problem.condition"),
          parameters().number("problem.label_noise")};
}

Cells::Run Cells::add_run(const Variant& variant) {
  Record record = to_record(generator());
  record.set("method", variant.method);
  if (variant.bits > 0) {
    const QuantizationSpec quantization{
        .bits = variant.bits,
        .convention =
            convention_from_name(parameters().text("quantization.levels"))};
    for (const auto& [name, value] : to_record(quantization)) {
      record.set(name, value);
    }
  }
  Run run{.variant = variant,
          .constants =
              std::make_shared<const Cell>(new_cell(kConstantsTask, record))};
  const bool full_batch = variant.method == kFullBatch;
  Value::List updates;
  for (const int count : ascending_integers(
           settings(), full_batch ? "full_batch_updates" : "passes")) {
    updates.emplace_back(full_batch ? count : count * generator().rows);
  }
  record.set("updates", std::move(updates));
  for (int i = 0; i < (full_batch ? 1 : repetitions()); ++i) {
    Cell training = new_cell(kTrainTask, record, i);
    training.prerequisites = {run.constants};
    run.training.push_back(add(std::move(training)));
  }
  return run;
}

}  // namespace zipml::sgd_rate
