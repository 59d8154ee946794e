#include "experiments/scaling_and_storage/cells.h"

#include "experiments/linear/parameters.h"

namespace zipml::scaling_and_storage {
namespace {

QuantizationSpec quantization_of(const Settings& settings, int bits) {
  QuantizationSpec spec;
  spec.bits = bits;
  spec.convention =
      convention_from_name(settings.parameters.text("quantization.levels"));
  return spec;
}

}  // namespace

std::string channel_name(Channel channel) {
  return channel == Channel::kModel ? "model" : "gradient";
}

std::string variant_label(const FixedPointVariant& variant) {
  return std::string(variant.stored ? "stored " : "fresh ") +
         method_label(variant.method);
}

CellMaker::CellMaker(const ExperimentInfo& info, const Settings& settings,
                     const LinearProblems& problems)
    : info_(info), settings_(settings), library_(problems) {
  for (const std::string& data : distinct_texts(settings, "data")) {
    problems_.push_back(problems.locate(problem_spec(settings, data)));
  }
}

std::vector<std::string> CellMaker::normalizations() const {
  return distinct_texts(settings_, "normalizations");
}

std::vector<int> CellMaker::bits() const {
  return ascending_integers(settings_, "bits");
}

std::vector<int> CellMaker::channel_bits() const {
  return ascending_integers(settings_, "channel_bits");
}

std::vector<int> CellMaker::fixed_point_bits() const {
  return ascending_integers(settings_, "fixed_points.bits");
}

std::vector<int> CellMaker::storage_bits() const {
  return ascending_integers(settings_, "storage.bits");
}

std::vector<int> CellMaker::storage_draws() const {
  return ascending_integers(settings_, "storage.draws");
}

std::vector<ProblemSpec> CellMaker::fixed_point_problems() const {
  std::vector<ProblemSpec> problems;
  for (const std::string& data :
       distinct_texts(settings_, "fixed_points.data")) {
    problems.push_back(library_.locate(problem_spec(settings_, data)));
  }
  return problems;
}

std::vector<int> CellMaker::fixed_point_rows(const ProblemSpec& problem) const {
  const auto most = problem.training_values / problem.features;
  std::vector<int> rows = ascending_integers(settings_, "fixed_points.rows");
  std::erase_if(
      rows, [&](int count) { return static_cast<std::size_t>(count) > most; });
  return rows;
}

TrainingSpec CellMaker::spec(const ProblemSpec& problem,
                             const std::string& normalization) const {
  TrainingSpec spec;
  spec.problem = problem;
  spec.problem.normalization = normalization;
  spec.sgd = sgd_spec(settings_, problem.training_values);
  return spec;
}

Cell CellMaker::variances(const ProblemSpec& problem,
                          const std::string& normalization,
                          const std::string& scaling, int bits) const {
  TrainingSpec own = spec(problem, normalization);
  own.quantization = scaled(quantization_of(settings_, bits), scaling);
  return quantization_cell(info_, kVariancesTask, own, settings_.seed, 0);
}

Cell CellMaker::training(const ProblemSpec& problem,
                         const std::string& normalization,
                         const std::string& scaling, int bits,
                         int repetition) const {
  TrainingSpec own = spec(problem, normalization);
  if (bits > 0) {
    own.method = "double_sampling";
    own.quantization = scaled(quantization_of(settings_, bits), scaling);
  }
  return training_cell(info_, own, search_spec(settings_), settings_.seed,
                       repetition);
}

Cell CellMaker::channel_training(const ProblemSpec& problem, Channel channel,
                                 const std::string& codec, int bits,
                                 int repetition) const {
  TrainingSpec own = spec(problem, problem.normalization);
  if (bits > 0) {
    (channel == Channel::kModel ? own.channels.model_bits
                                : own.channels.gradient_bits) = bits;
    own.channels.codec = codec;
    own.channels.convention =
        convention_from_name(settings_.parameters.text("quantization.levels"));
  }
  return training_cell(info_, own, search_spec(settings_), settings_.seed,
                       repetition);
}

Cell CellMaker::fixed_point(const ProblemSpec& problem,
                            const FixedPointVariant& variant, int bits,
                            int rows, int repetition) const {
  TrainingSpec own = spec(problem, problem.normalization);
  own.problem.train_rows = rows;
  own.quantization = quantization_of(settings_, bits);
  own.quantization.stored = variant.stored;
  Cell cell = quantization_cell(info_, kFixedPointTask, own, settings_.seed,
                                repetition);
  cell.parameters.set("method", variant.method);
  for (const char* name : {"fixed_points.updates", "fixed_points.step"}) {
    cell.parameters.set(name, settings_.parameters.at(name));
  }
  return cell;
}

Cell CellMaker::storage(const ProblemSpec& problem, int bits) const {
  TrainingSpec own = spec(problem, problem.normalization);
  own.quantization = quantization_of(settings_, bits);
  Cell cell = quantization_cell(info_, kStorageTask, own, settings_.seed, 0);
  cell.parameters.set("storage.rows", settings_.parameters.at("storage.rows"));
  Value::List draws;
  for (const int count : storage_draws()) draws.emplace_back(count);
  cell.parameters.set("storage.draws", std::move(draws));
  return cell;
}

std::vector<Cell> CellMaker::all() const {
  std::vector<Cell> cells;
  for (const ProblemSpec& problem : problems_) {
    for (const std::string& normalization : normalizations()) {
      for (const std::string& scaling : kScalings) {
        for (const int own_bits : bits()) {
          cells.push_back(variances(problem, normalization, scaling, own_bits));
        }
      }
      for (int i = 0; i < repetitions(); ++i) {
        cells.push_back(training(problem, normalization, "column_max", 0, i));
        for (const std::string& scaling : kScalings) {
          for (const int own_bits : bits()) {
            cells.push_back(
                training(problem, normalization, scaling, own_bits, i));
          }
        }
      }
    }
    for (int i = 0; i < repetitions(); ++i) {
      cells.push_back(
          channel_training(problem, Channel::kModel, kCodecs[0], 0, i));
      for (const Channel channel : kChannels) {
        for (const std::string& codec : kCodecs) {
          for (const int own_bits : channel_bits()) {
            cells.push_back(
                channel_training(problem, channel, codec, own_bits, i));
          }
        }
      }
    }
    for (const int own_bits : storage_bits()) {
      cells.push_back(storage(problem, own_bits));
    }
  }
  for (const ProblemSpec& problem : fixed_point_problems()) {
    for (const FixedPointVariant& variant : kFixedPoints) {
      for (const int own_bits : fixed_point_bits()) {
        for (const int rows : fixed_point_rows(problem)) {
          for (int i = 0; i < repetitions(); ++i) {
            cells.push_back(fixed_point(problem, variant, own_bits, rows, i));
          }
        }
      }
    }
  }
  return cells;
}

}  // namespace zipml::scaling_and_storage
