#pragma once

#include "core/base/random.h"
#include "core/polynomial/polynomial.h"

namespace zipml {

// A polynomial on [-radius, radius] whose Chebyshev coefficients are uniform
// on [-1, 1).
Polynomial random_polynomial(RandomStream& stream, int degree, double radius);

}  // namespace zipml
