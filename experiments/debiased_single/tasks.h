// What debiased_single computes besides training: each task in the file of its
// name.
#pragma once

#include "experiments/linear/training.h"

namespace zipml::debiased_single {

inline constexpr const char* kVarianceTask = "variance";
inline constexpr const char* kFixedPointTask = "fixed_point";

// Of the gradient of a row drawn uniformly, at the exact optimum, over the row
// and its rounding. Values: variance (E ||g - E g||^2 by the method, exact),
// full_variance (of 32 bits), squared_bias (||E g - full gradient||^2).
CellResult run_variance(const Cell& cell, LinearProblems& problems,
                        const RunContext& context);

// Values: excess (F at the zero of the mean gradient over the stored draws of
// this repetition, minus F*; infinite where there is none: the matrix is
// indefinite).
CellResult run_fixed_point(const Cell& cell, LinearProblems& problems,
                           const RunContext& context);

}  // namespace zipml::debiased_single
