// The optimum of a regularized classifier as a cell: what training is compared
// with where there is no closed form.
#pragma once

#include <memory>
#include <string>

#include "experiments/linear/linear_problems.h"
#include "experiments/linear/training.h"

namespace zipml {

// Cell::task.
inline constexpr const char* kOptimumTask = "optimum";

// The parameters of such a cell: the problem, the loss and what
// reference_optimum wants.
Record optimum_parameters(const ProblemSpec& problem, const std::string& loss,
                          double ridge, double tolerance,
                          std::int64_t iterations);

// Values: optimum (min F up to `gap`), gap, iterations, largest_prediction.
CellResult run_optimum(const Cell& cell, LinearProblems& problems,
                       const RunContext& context);

}  // namespace zipml
