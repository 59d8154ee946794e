// Claim C7 (sections 1 and 5.1, supplement K, Figures 5, 13 and 14): the FPGA
// pipelines are up to 6.5 times faster at low precision. A cycle model that
// agrees with the authors' hardware, and what it says of each data set.
#pragma once

#include <memory>

#include "core/harness/experiment.h"

namespace zipml {

std::unique_ptr<Experiment> make_fpga();

}  // namespace zipml
