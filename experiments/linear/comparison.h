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
// The 95 % t interval of its mean. Its mean is NaN where both runs of a
// repetition diverged.
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

// A run that diverged has no interval, but it is no open question either: not
// reproduced where runs in low precision diverged and none at 32 bits did.
Judgement refuted_if_diverged(Judgement judgement, const Runs& low,
                              const Runs& full);

// "Low precision ends where 32 bits do", of mean_above_32_bits: within 1 % or,
// if that is more, what the paper's own curves differ by `when` ours end (NaN:
// not known); refuted_if_diverged.
Judgement judge_same_loss(const Runs& low, const Runs& full,
                          double paper_difference, const std::string& when);

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
