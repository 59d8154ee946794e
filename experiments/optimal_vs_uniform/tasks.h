// What optimal_vs_uniform computes besides training: the task in the file of
// its name.
#pragma once

#include "experiments/linear/training.h"

namespace zipml::optimal_vs_uniform {

inline constexpr const char* kVarianceTask = "variance";

// Exact mean rounding variances over the training rows, summed over features,
// in squared units of the features: values column_max and min_max (uniform
// levels over the two ranges) and optimal; and of the features' own ratios
// min_max / optimal: least_gain, median_gain, largest_gain (null where no
// feature has a variance), and `free`, the number of features that optimal
// levels meet exactly and uniform ones do not.
CellResult run_variance(const Cell& cell, LinearProblems& problems,
                        const RunContext& context);

}  // namespace zipml::optimal_vs_uniform
