// One draw for both factors of the gradient.
#pragma once

#include <memory>

#include "core/sgd/estimator.h"

namespace zipml {

// l'(q^T x, b) q from one draw q. With full-precision samples it is the full
// stochastic gradient; with a stochastic draw the naive estimator, biased by
// D_a x for least squares (section 2.2 and B.1); with the nearest level the
// deterministic one.
std::unique_ptr<GradientEstimator> make_single_sample_estimator();

}  // namespace zipml
