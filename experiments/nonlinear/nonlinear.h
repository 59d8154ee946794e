// Claims C14 and C15 (section 5.4, Fig 9): SVM and logistic regression with
// Chebyshev polynomials at a total of 8 bits against plain rounding at the same
// bits, and at every other number of bits.
#pragma once

#include <memory>

#include "core/data/library.h"
#include "core/harness/experiment.h"

namespace zipml {

std::unique_ptr<Experiment> make_nonlinear(
    std::shared_ptr<DataLibrary> library);

}  // namespace zipml
