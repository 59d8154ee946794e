// From the results of mini_batch to its findings.
#pragma once

#include <vector>

#include "core/harness/runs.h"
#include "experiments/linear/comparison.h"
#include "experiments/mini_batch/cells.h"

namespace zipml::mini_batch {

struct BatchRuns {
  int size = 0;
  Runs full = {}, low = {};
};

// Of one data set and rule.
struct SetRuns {
  ProblemSpec problem = {};
  StepRule rule = {};
  std::vector<BatchRuns> batches = {};
  int bits = 0;    // of the low-precision runs
  int epochs = 0;  // of every run
};

// The paper's curve for a batch size at 32 (bits 0) or so many bits; empty for
// those that Fig 6 does not have.
PaperCurve paper_batch_curve(const ProblemSpec& problem, int batch, int bits);

// The loss after an epoch of each repetition; NaN where it was not reached.
std::vector<double> loss_at(const Runs& runs, int epoch);

std::vector<Verdict> make_verdicts(const std::vector<SetRuns>& sets);

}  // namespace zipml::mini_batch
