// Double sampling averaged over both roles of the two draws.
#pragma once

#include <memory>

#include "core/sgd/estimator.h"

namespace zipml {

// Footnote 2: 1/2 [l'(q2^T x, b) q1 + l'(q1^T x, b) q2]. Unbiased likewise,
// with less variance, and it needs no order of the draws.
std::unique_ptr<GradientEstimator> make_symmetrised_estimator();

}  // namespace zipml
