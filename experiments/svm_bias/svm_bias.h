// Theorem 4 and Lemma 11 (supplement G): the bias and the variance of the
// hinge gradient by polynomials, against the bounds as printed and as
// corrected, on C-isotropic data.
#pragma once

#include <memory>

#include "core/data/library.h"
#include "core/harness/experiment.h"

namespace zipml {

std::unique_ptr<Experiment> make_svm_bias(std::shared_ptr<DataLibrary> library);

}  // namespace zipml
