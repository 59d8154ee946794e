// Low precision against 32 bits and against the paper's curves: the measures
// that linear-model experiments share.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/harness/findings/columns.h"
#include "core/harness/findings/findings.h"
#include "core/harness/findings/judge.h"
#include "core/harness/runs.h"
#include "experiments/linear/problem_spec.h"
#include "experiments/paper/panels.h"

namespace zipml {

// "Within 1 % of the 32-bit loss".
inline constexpr double kClose = 0.01;

// The first epoch (index) at or below the bound; NaN when that is not known,
// one more than the last epoch when there is none.
double first_epoch_below(const std::vector<double>& losses, double bound);

// The largest rise of an epoch after the tenth over the lowest loss before it,
// relative: max loss / lowest - 1, at least 0; infinite when a loss there is
// not finite. `losses` starts with epoch 0.
double largest_rise(const std::vector<double>& losses);

// A smooth curve, by a rule for what the paper judges by eye (section 5.1):
// the final loss is at most 1 % above the final 32-bit one, and the largest
// rise is at most 0.05. `losses` starts with epoch 0. False for an empty curve
// or a loss that is not finite.
bool is_smooth(const std::vector<double>& losses, double final_full_loss);
// It takes ten epochs to settle, and as many to look at.
inline constexpr int kFewestSmoothEpochs = 20;
// The final 32-bit loss of each repetition that the rule can judge low
// precision by; NaN where the 32-bit curve is not smooth itself, and where
// runs have fewer epochs than the rule needs.
std::vector<double> smooth_full_losses(const Runs& full, int epochs);

// Of each repetition: the fewest of the ascending `bits` from which on the
// curve is smooth; 0 where there is none, NaN where there is no 32-bit result.
// `low` has the curves of each number of bits, [bits][repetition][epoch].
std::vector<double> fewest_smooth_bits(
    const std::vector<int>& bits,
    const std::vector<std::vector<std::vector<double>>>& low,
    const std::vector<double>& final_full_losses);
// The same; `low` has runs at each of the `bits`.
std::vector<double> fewest_smooth_bits(
    const std::vector<int>& bits, const std::map<int, Runs>& low,
    const std::vector<double>& final_full_losses);

// How many of the repetitions have a smooth curve.
int smooth_runs(const Runs& runs, const Runs& full);

// The exact least loss of the runs' problem; NaN where it is not known.
double optimum_of(const Runs& runs);

// The final loss over that of 32 bits, minus 1, of each repetition; NaN where
// one of the two has no result. Repetitions are paired: the same one has the
// same sample order.
std::vector<double> above_32_bits(const Runs& low, const Runs& full);
// The geometric mean over repetitions of positive ratios, with the 95 % t
// interval of the mean logarithm: a ratio has no upper bound, and one that
// explodes must not widen the interval to both sides. NaN are left out; nothing
// (n = 0) when a ratio is not finite and positive, as after a run that
// diverged.
Estimate mean_ratio(const std::vector<double>& ratios);
// Of it minus 1.
Estimate mean_ratio_minus_one(const std::vector<double>& ratios);
// Of the final losses over those of 32 bits.
Estimate mean_above_32_bits(const Runs& low, const Runs& full);

// The mean of |ln(ours / paper)| over the paper's epochs that were run;
// infinite when there are none.
double log_distance(const Series& ours, const PaperCurve& paper);

// The paper's panel of a figure for a data set (paper/panels.h); null for sets
// that it does not have, and for a stand-in, which has nothing to do with the
// paper's curves.
const PaperPanel* own_panel(std::string_view figure,
                            const ProblemSpec& problem);

// The labels of several sets as one.
DataLabel data_of(const std::vector<ProblemSpec>& problems);
// Of those that are no stand-ins; of all when there is none.
DataLabel real_data(const std::vector<ProblemSpec>& problems);

// A panel of the paper with double sampling beside 32 bits.
struct PaperCurves {
  PaperCurve full = {}, low = {};
  // low / full - 1 at an epoch; NaN outside of the curves.
  double difference(double epoch) const {
    return low.at(epoch) / full.at(epoch) - 1;
  }
};
// Of own_panel, whose figure has both; nothing where there is none.
std::optional<PaperCurves> paper_curves(std::string_view figure,
                                        const ProblemSpec& problem);

// A run has failed that diverged, or whose final loss is more than this many
// times the 32-bit one's of its repetition. Such a run converged nowhere near:
// what the claims call the same is within some per cent, and converged runs of
// one data set differ by less.
inline constexpr double kFailedRatio = 2;

// Of the repetitions that both have.
struct Failures {
  int failed = 0;       // in low precision
  int full_failed = 0;  // 32-bit runs that diverged, or ended above
                        // kFailedRatio times the best of them
  int runs = 0;

  // Some failed, and not because training fails here at 32 bits too.
  bool refute() const { return failed > 0 && full_failed == 0; }
};
Failures count_failures(const std::vector<double>& final_losses,
                        const std::vector<double>& final_full_losses);
Failures count_failures(const Runs& low, const Runs& full);

// A claim that low precision converges as 32 bits do. The interval of a mean
// says ever less the worse a run failed; so a run that failed where none at 32
// bits did refutes the claim by itself.
Judgement refuted_if_failed(Judgement judgement, const Failures& failures);
Judgement refuted_if_failed(Judgement judgement, const Runs& low,
                            const Runs& full);

// Every run of Figs 4, 8, 10 and 11 (section 5.1). What a claim says of where
// training ends is said of so many; after fewer it would mean something else.
inline constexpr int kPaperEpochs = 100;

// What the paper's own curves differ by at their end; null without curves.
Value end_difference(const std::optional<PaperCurves>& paper);
// What "the same loss" allows: that, and at least kClose. The epoch at which
// ours end plays no part.
double same_loss_tolerance(const std::optional<PaperCurves>& paper);

// The judgement of a claim on where training ends, of runs of so many epochs:
// not testable with fewer than kPaperEpochs, unless low precision diverged and
// 32 bits did not.
Judgement at_the_papers_end(Judgement judgement, int epochs, const Runs& low,
                            const Runs& full);

// "Low precision ends where 32 bits do": mean_above_32_bits within
// same_loss_tolerance, refuted_if_failed, at_the_papers_end.
Judgement judge_same_loss(const Runs& low, const Runs& full, int epochs,
                          const std::optional<PaperCurves>& paper);

// A part of a rule, with what it is about (with or without a comma at its end)
// before its words.
Judgement about(const std::string& what, Judgement part);

// A final loss as a column.
inline Column loss_column(std::string name, std::string label) {
  return number_column(std::move(name), std::move(label), "half-MSE", 5);
}

// For the notes.
inline constexpr const char* kTrainingAssumption =
    "Assumption: training starts at zero; an intercept is appended to the "
    "features; labels are as they are; steps are alpha / epoch with alpha "
    "tuned for 32 bits on other random streams.";

}  // namespace zipml
