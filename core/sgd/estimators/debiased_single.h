// One draw for both factors of the gradient, less the mean of what that adds.
#pragma once

#include <memory>
#include <vector>

#include "core/data/dataset.h"
#include "core/quantize/grid.h"
#include "core/sgd/estimator.h"

namespace zipml {

// Dbar_i = mean_k (u - a_ki)(a_ki - l) over the rows k, l and u the levels
// about a_ki: the mean variance of the stochastic rounding of each feature. A
// value for each of grid.features() columns.
std::vector<float> mean_rounding_variances(const FeatureMatrix& features,
                                           const LevelGrid& grid);

// q (q^T x - b) - Dbar o x from one draw q and Dbar of the rows that train. The
// naive estimator's mean is off by D o x with the row's own variances D
// (section 2.2 and B.1); the mean of D over the rows is known once and for
// all. So E g is off by (D - Dbar) o x for one row, and not at all over rows
// that are drawn uniformly: unbiased for SGD, though not row by row. All bits
// of a code are left to the one draw. For least squares only. Not in the paper.
//
// A set of draws that is stored and read ever after has the mean gradient
// (Q^T Q / K - diag(Dbar)) x - Q^T b / K: training goes to
// errors_in_variables_point (core/models/least_squares.h), and where there is
// none, with few rows for their bits, away along the direction in which the
// matrix is negative.
std::unique_ptr<GradientEstimator> make_debiased_single_estimator(
    std::vector<float> mean_variances);

}  // namespace zipml
