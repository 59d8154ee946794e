// What polynomial_estimator computes: each task in the file of its name.
#pragma once

#include "experiments/linear/quantized_problem.h"
#include "experiments/polynomial/target.h"

namespace zipml::polynomial_estimator {

inline constexpr const char* kMomentsTask = "moments";
inline constexpr const char* kStorageTask = "storage";
inline constexpr const char* kLemma4Task = "lemma_4";

// The form of a row of run_moments that is no PolynomialForm: the polynomial of
// one draw, P(Q(a)^T x), which is biased. It shows which bias can be seen.
inline constexpr const char* kOneDraw = "one_draw";

// Instances: a training row and a random model each, |x| = R / max |a|. A row a
// degree and a form:
//   degree, form,
//   count (of z scores, one an instance), largest |z|, mean_square (of z, over
//   instances),
//   measured and exact (mean variance over instances), ratio (of the two, an
//   instance each), log_measured and log_exact (mean log10 of them),
//   log_over_symmetrised (log10 of the exact variance over the symmetrised
//   form's, an instance each); all but measured are null for one draw,
//   error (root mean square of estimate - f(a^T x), the approximation's error
//   included), nearest_error (of f(q^T x) - f(a^T x), q one copy rounded to the
//   nearest of as many levels as fit into the bits that the packed store takes
//   for degree + 1 draws), square_over_nearest (mean difference of the two
//   squares, an instance each).
// Values: largest_z (max |a^T x|), noise (mean sqrt(x^T D x)).
CellResult run_moments(const Cell& cell, LinearProblems& problems,
                       const RunContext& context);

// Values: one and many, the bits a value of one draw and of paper_degree() + 1
// draws without their order, as the packed store has them; stored, measured
// from its bytes (rows are padded to whole bytes); values, how many were
// stored.
CellResult run_storage(const Cell& cell, LinearProblems& problems,
                       const RunContext& context);

// Values: instances; printed and corrected: how many have E Q^2 above the bound
// of Lemma 4; largest: the largest E Q^2 over the corrected bound;
// identity_moment and identity_bound: E Q^2 and the printed bound of P(z) = z
// at a^T x = 0. Row scaling as the lemma has it: M = ||a||, step M / s.
CellResult run_lemma_4(const Cell& cell, const RunContext& context);

}  // namespace zipml::polynomial_estimator
