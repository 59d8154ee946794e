#include "experiments/deep/analysis.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <set>

#include "core/deep/network.h"
#include "core/deep/weight_quantizer.h"

namespace zipml::deep {
namespace {

constexpr double kNothing = std::numeric_limits<double>::quiet_NaN();
constexpr const char* kPaperSet = "CIFAR-10";

// What computed the runs, e.g. "libtorch 1.13.0 (AVX2, oneDNN AVX2)"; empty
// where nothing has been.
std::string engines_of(const DeepRuns& runs) {
  std::set<std::string> engines;
  for (const auto& [quantizer, own] : runs.training) {
    for (std::size_t i = 0; i < own.size(); ++i) {
      if (!own[i].has_values()) continue;
      engines.insert(fmt::format("{} ({})", own[i].values.text("library"),
                                 own[i].values.text("instruction_set")));
    }
  }
  return fmt::format("{}", fmt::join(engines, ", "));
}

std::vector<std::string> notes_of(const DeepRuns& runs) {
  std::vector<std::string> notes = {
      "The recipe is Caffe's cifar10_quick (start, step size, momentum, decay; "
      "pictures in the file's order, less their mean). Weights of "
      "convolutions and inner products are quantized forward and backward, the "
      "gradient goes straight through to weights in full precision; biases, "
      "activations and gradients are not quantized, as in the authors' code.",
      "The authors' code leaves the last 96 of conv1's 2,400 weights in full "
      "precision by the size of its launch; here all are quantized."};
  if (!runs.setting.whole) {
    notes.push_back(
        "A subset: the first pictures of the training and test rows alone.");
  }
  const std::string engines = engines_of(runs);
  if (!engines.empty()) {
    notes.push_back(fmt::format(
        "Computed by {} on the {}: other libraries, instruction sets and CPUs "
        "give other last digits, and after thousands of steps other curves.",
        engines,
        runs.setting.device == "cpu" ? "CPU, one thread a run"
                                     : runs.setting.device));
  }
  for (const auto& [quantizer, own] : runs.training) {
    for (std::size_t i = 0; i < own.size(); ++i) {
      if (own[i].status != Status::kSkipped) continue;
      notes.push_back("Not trained: " + own[i].reason + ".");
      return notes;
    }
  }
  return notes;
}

}  // namespace

bool DeepSetting::is_of_papers_set() const {
  return data.name == kPaperSet || data.stands_in_for == kPaperSet;
}

std::string DeepSetting::why_not(std::int64_t batches) const {
  std::vector<std::string> differs;
  if (!is_of_papers_set()) differs.push_back(data.name);
  if (!whole) differs.push_back("a part of the pictures");
  if (batch_size != 100) {
    differs.push_back(fmt::format("batches of {}", batch_size));
  }
  if (!is_caffes_recipe) differs.push_back("other settings of SGD");
  if (rounding != "nearest") differs.push_back(rounding + " rounding");
  if (iterations < std::min(batches, kPaperIterations) ||
      iterations + second_iterations < batches) {
    differs.push_back(
        fmt::format("{} batches", iterations + second_iterations));
  }
  if (differs.empty()) return "";
  return fmt::format(
      "it is about {} batches of 100, all of {} and Caffe's "
      "settings; these runs have {}",
      batches, kPaperSet, fmt::join(differs, ", "));
}

const Runs* DeepRuns::find(const std::string& quantizer) const {
  const auto found = training.find(quantizer);
  return found == training.end() ? nullptr : &found->second;
}

std::vector<double> values_at(const Runs& runs, const std::string& column,
                              std::int64_t iteration) {
  std::vector<double> values;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    values.push_back(kNothing);
    if (!runs[i].has_values()) continue;
    for (const Record& row : runs[i].rows) {
      if (row.integer("iteration") == iteration) {
        values.back() = row.number(column);
      }
    }
  }
  return values;
}

namespace {

// The last iteration of the run that diverged first; beyond all where none did.
std::int64_t first_divergence(const Runs& runs) {
  std::int64_t first = std::numeric_limits<std::int64_t>::max();
  for (std::size_t i = 0; i < runs.size(); ++i) {
    if (runs[i].status != Status::kDiverged || runs[i].rows.empty()) continue;
    first = std::min(first, runs[i].rows.back().integer("iteration"));
  }
  return first;
}

}  // namespace

Series curve_of(const Runs& runs, const std::string& column,
                std::int64_t last) {
  std::set<std::int64_t> iterations;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    if (!runs[i].has_values()) continue;
    for (const Record& row : runs[i].rows) {
      const std::int64_t iteration = row.integer("iteration");
      if (iteration <= last) iterations.insert(iteration);
    }
  }
  Series curve;
  const std::int64_t diverged = first_divergence(runs);
  for (const std::int64_t iteration : iterations) {
    Estimate mean = interval(values_at(runs, column, iteration));
    if (mean.n == 0) continue;
    if (iteration > diverged) {
      mean = Estimate::exact(std::numeric_limits<double>::infinity());
    }
    curve.add(static_cast<double>(iteration), mean);
  }
  return curve;
}

namespace {

// Of each repetition that ended well: what `measure` makes of the errors of its
// layers.
template <typename Measure>
std::vector<double> errors_by(const Runs& runs, const std::string& quantizer,
                              const Measure& measure) {
  std::vector<double> errors;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    errors.push_back(
        runs[i].status == Status::kOk
            ? measure(runs[i].values.numbers("errors." + quantizer))
            : kNothing);
  }
  return errors;
}

}  // namespace

std::vector<double> weight_errors(const Runs& runs,
                                  const std::string& quantizer) {
  return errors_by(runs, quantizer, [](const std::vector<double>& layers) {
    return summarize(layers).mean();
  });
}

std::vector<double> layer_errors(const Runs& runs, const std::string& quantizer,
                                 std::size_t layer) {
  return errors_by(runs, quantizer, [layer](const std::vector<double>& layers) {
    return layers[layer];
  });
}

std::vector<std::string> layer_names() {
  const ImageShape pictures{.channels = 3, .height = 32, .width = 32};
  std::vector<std::string> names;
  for (const Layer& layer : cifar10_quick(pictures, 10)) {
    names.push_back(layer.name);
  }
  return names;
}

std::vector<double> differences(const Runs& a, const Runs& b,
                                const std::string& value) {
  return pairwise(a.values(value), b.values(value), std::minus<double>());
}

std::int64_t iteration_of_point(double point) {
  return kDisplay * (std::llround(point) - 1);
}

std::int64_t iteration_of_epoch(double epoch) {
  return kEpoch * std::llround(epoch);
}

Findings Cells::analyse(const Results& results) const {
  const Record& own = parameters();
  const DeepRuns runs{
      .setting = {.data = DataLabel(source_.name, source_.stand_in_for),
                  .whole = own.integer("train_rows") == 0 &&
                           own.integer("test_rows") == 0,
                  .iterations = own.integer("sgd.iterations"),
                  .second_iterations = own.integer("second_stage.iterations"),
                  .batch_size = own.integer("sgd.batch_size"),
                  .is_caffes_recipe =
                      own.number("sgd.step_size") == 1e-3 &&
                      own.number("sgd.momentum") == 0.9 &&
                      own.number("sgd.weight_decay") == 0.004 &&
                      own.number("sgd.bias_rate") == 2 &&
                      own.number("second_stage.step_size") == 1e-4,
                  .rounding = own.text("rounding"),
                  .device = own.text("device")},
      .quantizers = quantizers_,
      .training = runs_of(results, training_)};
  return {.tables = make_tables(runs),
          .figures = make_figures(runs),
          .verdicts = make_verdicts(runs),
          .notes = notes_of(runs)};
}

}  // namespace zipml::deep
