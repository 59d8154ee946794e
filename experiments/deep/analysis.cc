#include "experiments/deep/analysis.h"

#include <fmt/format.h>

#include <cmath>
#include <functional>
#include <limits>
#include <set>

#include "core/deep/weight_quantizer.h"

namespace zipml::deep {
namespace {

constexpr double kNothing = std::numeric_limits<double>::quiet_NaN();

// What computed the runs, e.g. "libtorch 1.13.0 (AVX2)"; empty where nothing
// has been.
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
  if (!runs.whole) {
    notes.push_back(
        "A subset: the first pictures of the training and test rows alone.");
  }
  const std::string engines = engines_of(runs);
  if (!engines.empty()) {
    notes.push_back("Computed by " + engines +
                    ", one thread a run: other libraries and instruction sets "
                    "give other last digits, and after thousands of steps "
                    "other curves.");
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
  for (const std::int64_t iteration : iterations) {
    const Estimate mean = interval(values_at(runs, column, iteration));
    if (mean.n > 0) curve.add(static_cast<double>(iteration), mean);
  }
  return curve;
}

std::vector<double> weight_errors(const Runs& runs,
                                  const std::string& quantizer) {
  std::vector<double> errors;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    errors.push_back(
        runs[i].status == Status::kOk
            ? summarize(runs[i].values.numbers("errors." + quantizer)).mean()
            : kNothing);
  }
  return errors;
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
  DeepRuns runs{
      .data = DataLabel(source_.name, source_.stand_in_for),
      .quantizers = quantizers_,
      .training = runs_of(results, training_),
      .iterations = parameters().integer("sgd.iterations"),
      .second_iterations = parameters().integer("second_stage.iterations"),
      .whole = parameters().integer("train_rows") == 0 &&
               parameters().integer("test_rows") == 0};
  return {.tables = make_tables(runs),
          .figures = make_figures(runs),
          .verdicts = make_verdicts(runs),
          .notes = notes_of(runs)};
}

}  // namespace zipml::deep
