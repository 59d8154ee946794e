// From the results of nonlinear to its findings.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/harness/runs.h"
#include "experiments/nonlinear/cells.h"

namespace zipml::nonlinear {

// A loss on a data set. Repetitions are paired: the same one has the same
// sample order in every method.
struct SetRuns {
  ProblemSpec problem = {};
  std::string loss = {};
  Runs full = {};
  std::map<std::string, std::map<int, Runs>> low = {};  // method, total bits
  std::optional<Record> optimum = {};                   // of run_optimum
  std::map<int, DrawBudget> budgets = {};               // by total bits

  std::string title() const { return loss + ", " + problem.title(); }
  // final objective / that of 32 bits - 1, paired.
  Estimate gap(const Runs& runs) const;
  // (final objective of `runs` - that of `other`) / that of 32 bits, paired.
  Estimate difference(const Runs& runs, const Runs& other) const;
};

// Test accuracy of `runs` - that of `other`, paired.
Estimate accuracy_difference(const Runs& runs, const Runs& other);

// The rule of C14: no run diverged, the objective within 5 % of 32 bits and the
// accuracy at most 0.5 points lower, each with 95 % confidence.
inline constexpr double kLossTolerance = 0.05;
inline constexpr double kAccuracyTolerance = 0.005;
// "As well or better" (C15): at most 1 % of the 32-bit objective higher.
inline constexpr double kTieTolerance = 0.01;

// Where the paper's panel is: 9a is the SVM, 9b logistic regression, both on
// gisette. Empty for other sets and for a stand-in.
std::string paper_figure(const SetRuns& set);
// A method's series there, all but 32 bits at 8 bits.
inline constexpr int kPaperBits = 8;
std::string paper_series_of(const std::string& method);

std::vector<Table> make_tables(const std::vector<SetRuns>& sets,
                               int figure_bits);
std::vector<Figure> make_figures(const std::vector<SetRuns>& sets,
                                 int figure_bits);
std::vector<Verdict> make_verdicts(const std::vector<SetRuns>& sets,
                                   int figure_bits);

}  // namespace zipml::nonlinear
