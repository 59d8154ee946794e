// From the results of study to its findings.
#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "core/harness/runs.h"
#include "experiments/study/cells.h"

namespace zipml::study {

// The runs of a variant on a set: a row of the table of results.
struct VariantRuns {
  const Cells::Set* set = nullptr;
  Variant variant = {};
  Runs runs = {};
  Runs full = {};  // at 32 bits; repetitions are paired
  int epochs = 0;
  // min F, where it is known.
  double optimum = std::numeric_limits<double>::quiet_NaN();

  // One value of each repetition; NaN where there is none.
  std::vector<double> values(const std::string& name) const;
  // After an epoch, of a column of the rows: infinite where a run has diverged
  // before.
  std::vector<double> values_at(const std::string& column, int epoch) const;
};

// The 95 % t interval of the values that are there; infinite, without an
// interval, where one of them is.
Estimate interval_or_infinite(const std::vector<double>& values);

Table results_table(const std::vector<VariantRuns>& all);
// At most so many epochs of each run.
Table curves_table(const std::vector<VariantRuns>& all, int most_epochs);

// The epochs of a table of curves: all from 0 on, or 0, the last and between
// them such as have equal ratios, rounded.
std::vector<int> shown_epochs(int epochs, int most);

std::vector<Figure> make_figures(const std::vector<VariantRuns>& all,
                                 bool by_levels);

}  // namespace zipml::study
