// From the results of fpga to its findings.
#pragma once

#include <cmath>
#include <string>
#include <vector>

#include "core/fpga/measured.h"
#include "core/harness/findings/findings.h"
#include "core/harness/runs.h"
#include "experiments/fpga/cells.h"

namespace zipml::fpga {

// The result of a cell that is run once; nullptr unless it is ok.
const CellResult* ok(const Runs& once);
// A value of such a cell; NaN where there is no result.
double value_of(const Runs& once, const std::string& value);

// The results of a study with what they are about. A number that is not there
// (its cell failed, was skipped, diverged) is NaN.
struct StudyRuns {
  Scope scope = {};
  Groups<Runs> runs = {};

  // A value of an epoch on the study's platform, and how many times less it is
  // than that of the 32-bit design on the same platform.
  double epoch(const OnSet& design, const std::string& value) const;
  double gain(const OnSet& design, const std::string& value) const;
  // Seconds of an epoch on the link that fits Figure 5.
  double figure_5_seconds(const OnSet& design, LabelPlace label) const;
  // That over the plotted seconds; NaN where the figure has no such point.
  double over_figure_5(const OnSet& design) const;
  // Whether the figure has a point of the design on the set, and the model is
  // off by more than what reading it is good for: then the model's time there
  // is evidence for nothing.
  bool refuted_by_figure_5(const OnSet& design) const;
  // Seconds of an epoch of training, on the study's platform.
  double trained_seconds(const OnSet& design) const;

  // By repetition: the final loss, and that of the 32-bit hardware inverted, by
  // which losses are scaled: a repetition is another data set.
  std::vector<double> final_losses(
      const OnSet& design, Pipeline pipeline = Pipeline::kHardware) const;
  std::vector<double> full_losses(const DataSize& set) const;
  std::vector<double> loss_scales(const DataSize& set) const;
  // By repetition: the first epoch after which the loss is at most
  // `relative_level` times that repetition's final 32-bit loss.
  std::vector<double> epochs_to(const OnSet& design,
                                double relative_level) const;

  // Seconds of an epoch on this machine, by repetition.
  std::vector<double> cpu_seconds(const DataSize& set, int threads) const;
};

// A design of low precision at a level of Figure 5a, relative to the final
// 32-bit loss.
struct EqualLoss {
  std::string set = {}, design = {};
  double relative_level = 0;
  // Until the level is reached; 32-bit, and of the runs that get there.
  Estimate epochs_full = {}, epochs_low = {};
  std::string reached = {};  // "4 of 5"
  // Of the times, 32 bits over low precision: to the level, and of an epoch.
  Estimate ratio = {};
  double epoch_ratio = 0;
  // Whether an epoch's seconds are those that Figure 5 plots, as the model is
  // refuted there.
  bool plotted = false;
  double paper_ratio = 0;  // in the figure, of its data

  // The level is not in the first epochs, where one more or less is all.
  bool is_resolved() const {
    return epochs_full.n == 0 || epochs_full.mean >= 2;
  }
};
// In the order of the figure: levels fall.
std::vector<EqualLoss> equal_losses(const StudyRuns& study, const DataSize& set,
                                    const Design& low);

// What a PYNQ notebook printed against the model, in seconds of all epochs,
// without the extra time of a first call where it is one. What low precision
// saves of 32 bits is NaN for 32 bits itself.
struct NotebookRun {
  NotebookTime time = {};
  double board = 0, model = 0;
  double board_saved = 0, model_saved = 0;

  bool is_full() const { return time.design == "pynq-float"; }
};
std::vector<NotebookRun> notebook_runs(const StudyRuns& study);

// Without sampling error; of nothing where the value is not known.
inline Estimate exact_if_known(double value) {
  return Estimate::exact(value, std::isfinite(value) ? 1 : 0);
}

std::vector<Table> make_tables(const StudyRuns& study);
std::vector<Table> make_agreement_tables(const StudyRuns& study);
std::vector<Table> make_training_tables(const StudyRuns& study);
std::vector<Figure> make_figures(const StudyRuns& study);
std::vector<Verdict> make_agreement_verdicts(const StudyRuns& study);
std::vector<Verdict> make_verdicts(const StudyRuns& study);
std::vector<Verdict> make_training_verdicts(const StudyRuns& study);
std::vector<std::string> make_notes(const StudyRuns& study);

}  // namespace zipml::fpga
