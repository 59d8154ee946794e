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
  // epochs_to_full_loss of low precision over those of 32 bits, by repetition:
  // a lower bound where low precision never came near.
  std::vector<double> epoch_ratios() const;
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

// The sweep over bits: the sets of one size, a value of each.
struct SweptSet {
  ProblemSpec problem = {};  // the first of them
  // above_32_bits by bits.
  std::map<int, std::vector<double>> above = {};
  // bits_needed of each set.
  std::vector<double> needed = {};

  double log2_features() const;
  // Those of `needed` that are finite.
  std::vector<double> found() const;
  // Sets for which the fewest bits that were tried suffice: `needed` is then
  // an upper bound. And sets for which none did.
  int at_most() const;
  int none() const;
};
struct SweepResult {
  std::vector<SweptSet> sets = {};  // by size
  int epochs = 0;                   // of every run
  Line slope = {};  // of `needed` against log2(features), a point a set

  int at_most() const;
  int none() const;
};

// The bits at which the final loss is kClose above that of 32 bits, between
// the fewest whole bits from which on it is at most that and one bit fewer: the
// logarithm of the loss above is taken as linear between them, and one at or
// below kClose / 100 as that, since it may be noise. The fewest of `above` when
// they suffice; infinite when none does; NaN without the results.
std::vector<double> bits_needed(const std::map<int, std::vector<double>>& above,
                                const std::vector<double>& final_full_losses);

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
