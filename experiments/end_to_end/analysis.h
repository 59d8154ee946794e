// From the results of end_to_end to its findings.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/harness/runs.h"
#include "experiments/end_to_end/cells.h"
#include "experiments/linear/comparison.h"
#include "experiments/linear/moved_bits.h"

namespace zipml::end_to_end {

// The mode that the experiment is about.
inline constexpr const char* kEndToEnd = "end_to_end";

// Of one data set. Repetitions are paired.
struct SetRuns {
  ProblemSpec problem = {};
  int paper_bits = 0;  // 0: the paper does not show the set
  int epochs = 0;      // of every run
  Runs full = {};
  std::map<std::string, std::map<int, Runs>> low = {};  // [mode][bits]
  // End to end at the paper's bits, and at 32, of so many epochs; empty for
  // sets that the paper does not show.
  int whole_epochs = 0;
  Runs whole_full = {}, whole_low = {};
  // Of the sweep.
  std::vector<std::string> modes = {};
  std::vector<int> swept_bits = {};

  // mean_above_32_bits.
  Estimate difference(const std::string& mode, int bits) const;
  // Final test accuracy minus that of 32 bits; nothing for regression.
  std::optional<Estimate> accuracy_difference(const std::string& mode,
                                              int bits) const;
  // The same of the whole runs.
  std::optional<Estimate> whole_accuracy_difference() const;
  // The fewest smooth bits of the sweep, by repetition: 0 where there are none,
  // NaN where there is no result or smooth_full_losses cannot judge.
  std::vector<double> fewest(const std::string& mode) const;
  // Repetitions that have such a number.
  int judged() const;
  // Those of them that are smooth with at most so many bits, and from there on.
  int smooth_with(const std::string& mode, int bits) const;
  // The fewest bits that are smooth in every repetition that is judged; 0 when
  // there are none.
  int fewest_for_all(const std::string& mode) const;
  // Why none is judged; empty when one is.
  std::string why_not_judged() const;
};

// The paper's curves that show a set end to end: Fig 8's in that reading, or
// Fig 11's.
std::optional<PaperCurves> shown_curves(const ProblemSpec& problem);

// How far the two readings of a curve of Fig 8 or 10 are from it: the mean of
// |ln(ours / paper)| over the paper's epochs that were run.
struct Reading {
  ProblemSpec problem = {};
  std::string figure = {};
  int bits = 0;
  double sample = 0, end_to_end = 0;
};

std::vector<Table> make_tables(const std::vector<SetRuns>& sets,
                               const std::vector<Reading>& readings);
std::vector<Figure> make_figures(const std::vector<SetRuns>& sets);
std::vector<Verdict> make_verdicts(const std::vector<SetRuns>& sets,
                                   const std::vector<Reading>& readings);

}  // namespace zipml::end_to_end
