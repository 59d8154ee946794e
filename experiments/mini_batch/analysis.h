// The cells of mini_batch, and from their results to its findings.
#pragma once

#include <string>
#include <vector>

#include "core/harness/experiment.h"
#include "experiments/linear/comparison.h"
#include "experiments/linear/training.h"

namespace zipml::mini_batch {

// Where alpha comes from: "shared" by all batch sizes, tuned for one of them,
// or tuned "per_batch". The paper does not say.
using StepRule = std::string;

// One grid point with its data located.
class CellMaker {
 public:
  CellMaker(const ExperimentInfo& info, const Settings& settings,
            const LinearProblems& problems);

  const Settings& settings() const { return settings_; }
  int repetitions() const { return settings_.repetitions; }
  const std::vector<ProblemSpec>& problems() const { return problems_; }
  const std::vector<int>& batches() const { return batches_; }  // ascending
  std::vector<StepRule> step_rules() const;
  int bits() const;
  int epochs(const ProblemSpec& problem) const;

  // bits 0: 32-bit.
  Cell training(const ProblemSpec& problem, const StepRule& rule, int batch,
                int bits, int repetition) const;
  std::shared_ptr<const Cell> step_search(const ProblemSpec& problem,
                                          int batch) const;
  // Every cell.
  std::vector<Cell> all() const;

 private:
  TrainingSpec spec(const ProblemSpec& problem, const StepRule& rule,
                    int batch) const;

  const ExperimentInfo& info_;
  const Settings& settings_;
  std::vector<ProblemSpec> problems_;
  std::vector<int> batches_;
};

// Of one data set and rule: the loss after each epoch, [repetition][epoch].
struct BatchCurves {
  int batch = 0;
  std::vector<std::vector<double>> full, low;
};
struct SetResult {
  ProblemSpec problem;
  StepRule rule;
  std::vector<BatchCurves> batches;
};

Findings analyse(const CellMaker& cells, const Results& results);

std::vector<Verdict> make_verdicts(const CellMaker& cells,
                                   const std::vector<SetResult>& sets);

// The paper's curve for a batch size at 32 (bits 0) or so many bits; empty for
// those that Fig 6 does not have.
PaperCurve paper_batch_curve(const ProblemSpec& problem, int batch, int bits);

// The loss after an epoch of each repetition; NaN where it was not reached.
std::vector<double> loss_at(const std::vector<std::vector<double>>& curves,
                            int epoch);

}  // namespace zipml::mini_batch
