// What nonlinear computes: each task in the file of its name.
#pragma once

#include "experiments/linear/optimum.h"
#include "experiments/linear/training.h"

namespace zipml::nonlinear {

// A column of training rows: largest_prediction, max |a^T x| over the training
// rows.
void add_largest_prediction(const LinearProblem& problem,
                            const EpochState& state, Record& row);

// A training cell of a polynomial, with a column outside_radius (the share of
// training rows with |a^T x| beyond R). Where its radius is 0, R becomes
// radius_factor times the largest |a^T x| at the end of any epoch of the 32-bit
// run of the same repetition (its last prerequisite). Further values: radius,
// epsilon (max |P - l'|), outside (the largest share of rows beyond R after any
// epoch; 1 for a run that diverged).
CellResult run_polynomial(Cell cell, std::span<const CellResult> prerequisites,
                          LinearProblems& problems, const RunContext& context);

// The task "train": run_polynomial for that method, and for the others training
// with the column largest_prediction.
CellResult run_train(const Cell& cell,
                     std::span<const CellResult> prerequisites,
                     LinearProblems& problems, const RunContext& context);

}  // namespace zipml::nonlinear
