// What naive_bias computes besides training: each task in the file of its name.
#pragma once

#include "experiments/linear/training.h"

namespace zipml::naive_bias {

inline constexpr const char* kFixedPointTask = "fixed_point";
inline constexpr const char* kMonteCarloTask = "monte_carlo";

// Values: distance (of the drawn data's fixed point from the ridge oracle,
// relative to the oracle's own distance from the optimum, both in the norm of
// S), double_sampling_share (of the oracle's way from the optimum, how much the
// zero of double sampling's mean gradient over fresh pairs of draws has gone:
// <x - x*, ridge - x*>_S / ||ridge - x*||_S^2; 0 if it is unbiased, 1 for the
// naive estimator), ridge_excess (F at the oracle minus F*).
CellResult run_fixed_point(const Cell& cell, LinearProblems& problems,
                           const RunContext& context);

// A row a sample: mean_square (of its z scores, one a coordinate). Values:
// count (of z scores), largest, bias_mean_square and largest_without (of the
// z scores against no bias), threshold (that the largest of so many standard
// normal scores passes once in 1000).
CellResult run_monte_carlo(const Cell& cell, LinearProblems& problems,
                           const RunContext& context);

}  // namespace zipml::naive_bias
