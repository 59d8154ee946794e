// What svm_bias computes: each task in the file of its name.
#pragma once

#include "core/harness/experiment.h"
#include "experiments/linear/linear_problems.h"

namespace zipml::svm_bias {

inline constexpr const char* kTheoremTask = "theorem_4";
inline constexpr const char* kLemmaTask = "lemma_11";

// Values, all of the mean gradient over the rows and the draws of one row:
//   rows, isotropy (C), epsilon, in_gap (points in the gap),
//   bias, printed_bias, corrected_bias (Theorem 4),
//   variance, printed_variance, corrected_variance,
//   measured_variance (Monte Carlo, over the exact one), largest_score (of the
//   Monte Carlo mean against E g, a score a coordinate), scores (how many),
//   largest_score_of_hinge (the same against the hinge loss's own gradient,
//   which is wrong by the bias).
// The bias and the variance are exact: E Q(P) = P, and Var Q(P) by the draws'
// moments (core/polynomial/estimate_moments.h).
CellResult run_theorem_4(const Cell& cell, LinearProblems& problems,
                         const RunContext& context);

// Values: instances, and over them printed_violations, corrected_violations,
// printed_worst and corrected_worst (the largest count over the bound).
CellResult run_lemma_11(const Cell& cell, const RunContext& context);

}  // namespace zipml::svm_bias
