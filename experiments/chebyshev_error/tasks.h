// What chebyshev_error computes: each task in the file of its name.
#pragma once

#include "core/harness/experiment.h"
#include "experiments/polynomial/target.h"

namespace zipml::chebyshev_error {

inline constexpr const char* kErrorsTask = "errors";
inline constexpr const char* kShapeTask = "shape";

// A row an odd degree (both functions are odd but for 1/2, so an even degree
// adds nothing): degree, error (on the target's domain), error_whole (on
// [-radius, radius], the gap included), monomial_growth, chebyshev_growth.
CellResult run_errors(const Cell& cell, const RunContext& context);
// A row a point z of [0, radius]: z, function, series, minimax, at the
// paper's degree.
CellResult run_shape(const Cell& cell, const RunContext& context);

}  // namespace zipml::chebyshev_error
