// Claim C13 (sections 4.2 and 5.4, supplement G): polynomials come near the
// derivative of a smooth loss to any small error, and near the hinge's outside
// a gap: how near, at which degree, and with how large coefficients.
#pragma once

#include <memory>

#include "core/harness/experiment.h"

namespace zipml {

std::unique_ptr<Experiment> make_chebyshev_error();

}  // namespace zipml
