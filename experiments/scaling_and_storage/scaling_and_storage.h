// Claim C6 and the choice of supplement A.3: row against column scaling at
// equal bits, fresh against stored draws with their fixed points, and the bits
// of stored draws.
#pragma once

#include <memory>

#include "core/data/library.h"
#include "core/harness/experiment.h"

namespace zipml {

std::unique_ptr<Experiment> make_scaling_and_storage(
    std::shared_ptr<DataLibrary> library);

}  // namespace zipml
