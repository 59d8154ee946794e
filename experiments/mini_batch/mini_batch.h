// Claim C18, Fig 6: mini-batches and the variance of low precision.
#pragma once

#include <memory>

#include "core/data/library.h"
#include "core/harness/experiment.h"

namespace zipml {

// Batches of 1, 16 and 256 samples at 32 and 3 bits: which converges faster?
std::unique_ptr<Experiment> make_mini_batch(
    std::shared_ptr<DataLibrary> library);

}  // namespace zipml
