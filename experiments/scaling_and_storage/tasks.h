// What scaling_and_storage computes besides training: each task in the file of
// its name.
#pragma once

#include "experiments/linear/training.h"

namespace zipml::scaling_and_storage {

inline constexpr const char* kVariancesTask = "variances";
inline constexpr const char* kFixedPointTask = "fixed_point";
inline constexpr const char* kStorageTask = "storage";

// Values, exact, over all training rows: sample_variance (mean ||Q(a) - a||^2),
// gradient_variance (of symmetrised double sampling at the optimum, from the
// rounding alone), bits_per_value (of a pair of draws, scales included).
CellResult run_variances(const Cell& cell, LinearProblems& problems,
                         const RunContext& context);

// Averaged SGD with a constant step, started at the optimum. Values:
//   distance   ||average - predicted||_S^2 over what SGD's noise alone makes of
//              it: 1 if the prediction holds
//   from_optimum  the same from the optimum instead of the prediction
//   excess, predicted_excess  F - F* of the average, and of the fixed point
//   smallest_eigenvalue  of the mean Hessian, over that of S; at or below 0
//              no point attracts
CellResult run_fixed_point(const Cell& cell, LinearProblems& problems,
                           const RunContext& context);

// A row for each code, as experiments/linear/storage.h has it.
CellResult run_storage(const Cell& cell, LinearProblems& problems,
                       const RunContext& context);

}  // namespace zipml::scaling_and_storage
