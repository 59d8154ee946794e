// A polynomial of the margin, estimated from independent draws.
#pragma once

#include <memory>

#include "core/sgd/estimator.h"
#include "core/sgd/polynomial_gradient.h"

namespace zipml {

// g = -b Phat(u_1 ... u_d) Q_{d+1}(a) with u_j = shift - b Q_j(a)^T x of the
// first d of degree + 1 independent draws. E g = -b P(shift - b a^T x) a:
// biased by at most epsilon ||a|| while |a^T x| <= R. Farther out P, and the
// estimate with it, grows as (2 |u| / R)^d. Only for the loss of the spec.
// Errors as gradient_polynomial.
std::unique_ptr<GradientEstimator> make_polynomial_estimator(
    const PolynomialGradientSpec& spec);

}  // namespace zipml
