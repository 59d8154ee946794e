// From the results of debiased_single to its findings.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/harness/runs.h"
#include "experiments/debiased_single/cells.h"
#include "experiments/linear/comparison.h"

namespace zipml::debiased_single {

// By method and stored bits.
using RunsByMethod = std::map<std::string, std::map<int, Runs>>;

// One data set's runs. Repetitions are paired: the same one has the same sample
// order in every method.
struct SetRuns {
  ProblemSpec problem = {};
  Runs full = {};
  std::map<StepRule, RunsByMethod> low = {};
  RunsByMethod searches = {}, variance = {}, fixed_point = {};

  // Of the rule that the verdicts look at: each method's own step, if it is
  // there.
  const RunsByMethod& judged() const;
};

// The runs of a method in so many stored bits; null where there are none: it
// has no code of so few.
const Runs* find_runs(const RunsByMethod& runs, const std::string& method,
                      int bits);

// The final loss over the least one, minus 1, by repetition; NaN where the
// least is not known.
std::vector<double> relative_excess(const Runs& runs);

// The mean ratio of final losses, minus 1, of one method over another's.
Estimate above_other(const Runs& method, const Runs& other);

// The samples' bits a value that the trainer counts in the first epoch, of runs
// beside those at 32 bits; NaN where a run has none.
double bits_a_value(const Runs& low, const Runs& full);

// `bits`: the stored bits, ascending.
std::vector<Table> make_tables(const std::vector<SetRuns>& sets,
                               const std::vector<StepRule>& rules,
                               const std::vector<int>& bits);
std::vector<Figure> make_figures(const std::vector<SetRuns>& sets,
                                 const std::vector<StepRule>& rules,
                                 const std::vector<int>& bits, int figure_bits);
std::vector<Verdict> make_verdicts(const std::vector<SetRuns>& sets,
                                   const std::vector<int>& bits,
                                   int figure_bits);

}  // namespace zipml::debiased_single
