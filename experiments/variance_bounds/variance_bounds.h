// The paper's bounds on variance and second moment (Lemmas 1/7, 2, 6, 8, 9, 10
// and Corollaries 1 to 3), as printed and as corrected: exact values and Monte
// Carlo against each bound, on random and adversarial inputs.
#pragma once

#include <memory>

#include "core/harness/experiment.h"

namespace zipml {

std::unique_ptr<Experiment> make_variance_bounds();

}  // namespace zipml
