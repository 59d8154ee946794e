// Claim C11: a network trained on quantized weights.
#pragma once

#include <memory>

#include "core/data/library.h"
#include "core/harness/experiment.h"

namespace zipml {

// Caffe's cifar10_quick with its weights rounded to few levels, chosen in many
// ways, beside full precision.
std::unique_ptr<Experiment> make_deep(std::shared_ptr<DataLibrary> library);

}  // namespace zipml
