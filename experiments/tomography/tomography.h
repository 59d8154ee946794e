// Claim C12: tomographic reconstruction in few bits.
#pragma once

#include <memory>

#include "core/data/library.h"
#include "core/harness/experiment.h"

namespace zipml {

// A volume from its parallel-beam projections by SGD on least squares, with the
// projections, or the rays too, in few bits.
std::unique_ptr<Experiment> make_tomography(
    std::shared_ptr<DataLibrary> library);

}  // namespace zipml
