// Low precision against 32 bits and against the paper's curves: the measures
// that linear-model experiments share.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/harness/findings/columns.h"
#include "core/harness/findings/findings.h"
#include "experiments/linear/collect.h"
#include "experiments/linear/problem.h"
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

// The mean of |ln(ours / paper)| over the paper's epochs that were run;
// infinite when there are none.
double log_distance(const Series& ours, const PaperCurve& paper);

// The paper's panel of a figure for a data set (paper/panels.h); null for sets
// that it does not have, and for a stand-in, which has nothing to do with the
// paper's curves.
const PaperPanel* own_panel(std::string_view figure,
                            const ProblemSpec& problem);

// Temporary: until every verdict is one expression.
Verdict verdict_on(const ProblemSpec& problem, std::string claim,
                   std::string statement, std::string where,
                   std::string metric);
ProblemSpec joined(const std::vector<ProblemSpec>& problems);
Series paper_series(const PaperCurve& curve, std::string label, int color);

// The labels of several sets as one.
DataLabel data_of(const std::vector<ProblemSpec>& problems);

}  // namespace zipml
