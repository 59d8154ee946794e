// Grids whose levels minimise the rounding variance of the data (section 3).
#pragma once

#include <cstddef>
#include <string>

#include "core/quantize/grid.h"

namespace zipml {

// Levels of each feature for itself, as section 5.2 has them: `levels` of them
// with the least mean variance of stochastic rounding over the feature's
// column, by a method of core/optimal/registry.h. The ends are the
// column's least and greatest value, so every value of the data lies within.
//
// `values` is rows x features, row-major, `stride` floats apart. A feature
// with fewer distinct values has these as its levels. Levels are kept as
// float: points, and so the levels of `exact`, exactly; those of methods that
// put levels between points rounded. `greedy_merge` gives more levels than
// asked for, so look at intervals(). The features are shared out among
// `threads` >= 1 threads; the grid is the same for any number of them.
// UserError as optimal::solve_rows, and for a value that is not finite.
LevelGrid optimal_grid(const float* values, std::size_t rows,
                       std::size_t features, std::size_t stride,
                       std::size_t levels, const std::string& method = "exact",
                       int threads = 1);

// One set of levels for all features, optimal for all values together: for
// features of one unit, or scaled to one range. For users of the library: the
// experiments, as the paper, place levels by feature. Errors as optimal_grid.
LevelGrid global_optimal_grid(const float* values, std::size_t rows,
                              std::size_t features, std::size_t stride,
                              std::size_t levels,
                              const std::string& method = "exact");

}  // namespace zipml
