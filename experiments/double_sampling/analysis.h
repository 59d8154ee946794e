// From the results of double_sampling to its findings.
#pragma once

#include <map>
#include <vector>

#include "core/harness/runs.h"
#include "experiments/double_sampling/cells.h"
#include "experiments/linear/comparison.h"

namespace zipml::double_sampling {

// One data set at the paper's bits, with this run's assumptions. Repetitions
// are paired.
struct SetRuns {
  ProblemSpec problem = {};
  int bits = 0;
  int epochs = 0;  // of every run
  Runs full = {}, low = {}, moments = {}, storage = {};

  // The first epoch whose loss is within 1 % of the final 32-bit loss of the
  // same repetition. NaN when that is not known; one more than the epochs that
  // were run when `runs` never came so near, which is a lower bound.
  std::vector<double> epochs_to_full_loss(const Runs& runs) const;
  // How many repetitions of low precision have such a bound.
  int never_near() const;
  // epochs_to_full_loss of low precision over those of 32 bits.
  Estimate epoch_ratio() const;
};

// A set under assumptions that could be the paper's.
struct TrialRuns {
  ProblemSpec problem = {};
  Assumptions assumptions = {};
  Runs full = {}, low = {};

  double alpha() const;  // NaN where not known
  // How far the mean curves are from the paper's: the mean of |ln(ours /
  // paper)| over the paper's epochs that were run.
  double full_distance() const;
  double low_distance() const;
};

// The sweep over bits.
struct SweptSet {
  ProblemSpec problem = {};
  // above_32_bits by bits.
  std::map<int, std::vector<double>> above = {};
  // The fewest bits from which on the final loss is within 1 % of the 32-bit
  // one, of each repetition; 0 where none sufficed, NaN without a 32-bit
  // result.
  std::vector<double> fewest = {};

  double log2_features() const;
  // `fewest` of the repetitions that found some.
  std::vector<double> found() const;
};
struct SweepResult {
  std::vector<SweptSet> sets = {};
  int censored = 0;  // repetitions for which no number of bits sufficed
  Line slope = {};   // of the fewest bits against log2(features)
};

// Epochs to within 1 % of the final 32-bit loss, low over full precision.
double epoch_ratio(const PaperCurves& paper);

std::vector<Table> make_tables(const std::vector<SetRuns>& sets,
                               const std::vector<TrialRuns>& trials,
                               const SweepResult& sweep);
std::vector<Figure> make_figures(const std::vector<SetRuns>& sets,
                                 const SweepResult& sweep);
std::vector<Verdict> make_verdicts(const std::vector<SetRuns>& sets,
                                   const SweepResult& sweep);

}  // namespace zipml::double_sampling
