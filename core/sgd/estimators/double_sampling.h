// Two independent draws: one predicts, the other points.
#pragma once

#include <memory>

#include "core/sgd/estimator.h"

namespace zipml {

// Double sampling, equation (6): l'(q2^T x, b) q1 from two independent draws.
// Unbiased for losses with a linear derivative.
std::unique_ptr<GradientEstimator> make_double_sampling_estimator();

}  // namespace zipml
