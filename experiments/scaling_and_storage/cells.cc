#include "experiments/scaling_and_storage/cells.h"

#include "core/sgd/method.h"
#include "experiments/linear/parameters.h"
#include "experiments/scaling_and_storage/tasks.h"

namespace zipml::scaling_and_storage {

std::string channel_name(Channel channel) {
  return channel == Channel::kModel ? "model" : "gradient";
}

std::string variant_label(const FixedPointVariant& variant) {
  return std::string(variant.stored ? "stored " : "fresh ") +
         method_label(variant.method);
}

Cells::Cells(const ExperimentInfo& info, const Settings& settings,
             const LinearProblems& problems)
    : LinearPoint(info, settings, problems) {
  for (const ProblemSpec& problem : this->problems()) {
    add_scalings(problem);
    add_channels(problem);
    add_storage(problem);
  }
  for (const std::string& data :
       distinct_texts(settings, "fixed_points.data")) {
    fixed_point_problems_.push_back(
        problems.locate(problem_spec(settings, data)));
    add_fixed_points(fixed_point_problems_.back());
  }
}

std::vector<std::string> Cells::normalizations() const {
  return distinct_texts(settings(), "normalizations");
}

int Cells::fewest_bits() const {
  return ascending_integers(settings(), "bits").front();
}

int Cells::fewest_channel_bits() const {
  return ascending_integers(settings(), "channel_bits").front();
}

std::vector<int> Cells::fixed_point_bits() const {
  return ascending_integers(settings(), "fixed_points.bits");
}

std::vector<int> Cells::fixed_point_rows(const ProblemSpec& problem) const {
  const auto most = problem.training_values / problem.features;
  std::vector<int> rows = ascending_integers(settings(), "fixed_points.rows");
  std::erase_if(
      rows, [&](int count) { return static_cast<std::size_t>(count) > most; });
  return rows;
}

std::vector<int> Cells::storage_bits() const {
  return ascending_integers(settings(), "storage.bits");
}

std::vector<int> Cells::storage_draws() const {
  return ascending_integers(settings(), "storage.draws");
}

QuantizationSpec Cells::quantization(int bits) const {
  return {.bits = bits,
          .convention =
              convention_from_name(parameters().text("quantization.levels"))};
}

void Cells::add_scalings(const ProblemSpec& problem) {
  for (const std::string& normalization : normalizations()) {
    TrainingSpec full = full_precision(problem);
    full.problem.normalization = normalization;
    const CellGroup full_cells = add_training(full);
    for (const std::string& scaling : kScalings) {
      for (const int bits : ascending_integers(settings(), "bits")) {
        TrainingSpec low = full;
        low.method = "double_sampling";
        low.quantization = scaled(quantization(bits), scaling);
        scalings_.push_back(
            {.problem = problem,
             .normalization = normalization,
             .scaling = scaling,
             .bits = bits,
             .variances = {add(quantization_cell_of(kVariancesTask, low, {}))},
             .training = add_training(low),
             .full = full_cells});
      }
    }
  }
}

void Cells::add_channels(const ProblemSpec& problem) {
  const TrainingSpec full = full_precision(problem);
  add_training(full);
  for (const Channel channel : kChannels) {
    for (const std::string& codec : kCodecs) {
      for (const int bits : ascending_integers(settings(), "channel_bits")) {
        TrainingSpec low = full;
        (channel == Channel::kModel ? low.channels.model_bits
                                    : low.channels.gradient_bits) = bits;
        low.channels.codec = codec;
        low.channels.convention = quantization(bits).convention;
        channels_.push_back({.problem = problem,
                             .channel = channel,
                             .codec = codec,
                             .bits = bits,
                             .training = add_training(low)});
      }
    }
  }
}

void Cells::add_storage(const ProblemSpec& problem) {
  Value::List draws;
  for (const int count : storage_draws()) draws.emplace_back(count);
  for (const int bits : storage_bits()) {
    TrainingSpec spec = full_precision(problem);
    spec.quantization = quantization(bits);
    Cell cell = quantization_cell_of(kStorageTask, spec, {"storage.rows"});
    cell.parameters.set("storage.draws", draws);
    storage_.push_back({problem, bits, {add(std::move(cell))}});
  }
}

void Cells::add_fixed_points(const ProblemSpec& problem) {
  for (const FixedPointVariant& variant : kFixedPoints) {
    for (const int bits : fixed_point_bits()) {
      for (const int rows : fixed_point_rows(problem)) {
        TrainingSpec spec = full_precision(problem);
        spec.problem.train_rows = rows;
        spec.quantization = quantization(bits);
        spec.quantization.stored = variant.stored;
        fixed_points_.push_back(
            {.problem = problem,
             .variant = &variant,
             .bits = bits,
             .rows = rows,
             .runs = add_repetitions([&](int repetition) {
               Cell cell = quantization_cell_of(
                   kFixedPointTask, spec,
                   {"fixed_points.updates", "fixed_points.step"}, repetition);
               cell.parameters.set("method", variant.method);
               return cell;
             })});
      }
    }
  }
}

}  // namespace zipml::scaling_and_storage
