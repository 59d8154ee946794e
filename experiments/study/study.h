// Linear models in low precision on any data: no claim of the paper, but what a
// study of one's own is made of.
#pragma once

#include <memory>

#include "core/data/library.h"
#include "core/harness/experiment.h"

namespace zipml {

// Every combination of data, loss, method, levels and quantized channels.
std::unique_ptr<Experiment> make_study(std::shared_ptr<DataLibrary> library);

}  // namespace zipml
