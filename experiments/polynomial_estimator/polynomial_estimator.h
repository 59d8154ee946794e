// Claim C13 (sections 4.1 and 5.4) and Lemma 4: polynomials of a^T x are
// estimated without bias from independent quantizations of a; with which
// variance, in which form, and at how many stored bits.
#pragma once

#include <memory>

#include "core/data/library.h"
#include "core/harness/experiment.h"

namespace zipml {

std::unique_ptr<Experiment> make_polynomial_estimator(
    std::shared_ptr<DataLibrary> library);

}  // namespace zipml
