// Claim C1 (section 2.2 and its inset figure, supplement B.1): quantizing
// samples once, by stochastic rounding or to nearest, leads SGD to another
// solution; double sampling does not.
#pragma once

#include <memory>

#include "core/data/library.h"
#include "core/harness/experiment.h"

namespace zipml {

std::unique_ptr<Experiment> make_naive_bias(
    std::shared_ptr<DataLibrary> library);

}  // namespace zipml
