// From the results of deep to its findings.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/harness/runs.h"
#include "experiments/deep/cells.h"
#include "experiments/paper/curves.h"

namespace zipml::deep {

// What was run, but for the results.
struct DeepSetting {
  DataLabel data = {};
  bool whole = true;  // all rows of it
  // Batches of the first and of the second stage.
  std::int64_t iterations = kPaperIterations;
  std::int64_t second_iterations = kCaffeIterations - kPaperIterations;
  std::int64_t batch_size = 100;
  // The other settings are Caffe's, those of the second stage, too.
  bool is_caffes_recipe = true;
  std::string rounding = "nearest";
  std::string device = "cpu";

  // CIFAR-10, or what stands in for it.
  bool is_of_papers_set() const;
  // Why a claim about so many batches of the paper's recipe cannot be tried on
  // these runs; empty where it can.
  std::string why_not(std::int64_t batches) const;
};

struct DeepRuns {
  DeepSetting setting = {};
  std::vector<std::string> quantizers = {};   // in the order of the config
  std::map<std::string, Runs> training = {};  // by quantizer

  // The runs of a quantizer; null where it is not among them.
  const Runs* find(const std::string& quantizer) const;
};

// The column of each repetition's row at this iteration; NaN where there is
// none.
std::vector<double> values_at(const Runs& runs, const std::string& column,
                              std::int64_t iteration);
// Its mean over repetitions against the iterations of the rows that have it,
// with its 95 % t interval; up to `last`. Infinite from where a run diverged.
Series curve_of(const Runs& runs, const std::string& column, std::int64_t last);

// The squared error of a quantizer of kMeasured on the weights at the end over
// their energy, mean over layers, of each repetition; NaN where there is none.
std::vector<double> weight_errors(const Runs& runs,
                                  const std::string& quantizer);

// Of each layer of the network, whatever the pictures: its name, and
// weight_errors of it alone.
std::vector<std::string> layer_names();
std::vector<double> layer_errors(const Runs& runs, const std::string& quantizer,
                                 std::size_t layer);

// Of the values at the end of the first stage, a - b, pair by pair: both began
// with the same weights and saw the same batches.
std::vector<double> differences(const Runs& a, const Runs& b,
                                const std::string& value);

// A curve of Fig 7b, and the quantizer that it is of.
struct PaperSeries {
  const char* series;
  const char* quantizer;
};
inline const std::vector<PaperSeries> kFigure7b = {
    {"32-bit", kFull}, {"Optimal5", kAsCoded}, {"XNOR5", kUniform}};

// What the figure calls an epoch: a display point is kDisplay batches, the
// first of them before training (erratum X15); an epoch of CIFAR-10 is
// kEpoch batches, and the first point is after it.
inline constexpr std::int64_t kDisplay = 100, kEpoch = 500;
std::int64_t iteration_of_point(double point);
std::int64_t iteration_of_epoch(double epoch);

std::vector<Table> make_tables(const DeepRuns& runs);
std::vector<Figure> make_figures(const DeepRuns& runs);
std::vector<Verdict> make_verdicts(const DeepRuns& runs);

}  // namespace zipml::deep
