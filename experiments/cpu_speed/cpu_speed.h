// Claim C7 with the CPU in place of the FPGA: how fast low precision trains.
#pragma once

#include <memory>

#include "core/harness/experiment.h"

namespace zipml {

// An epoch of SGD in float32 and in 8, 4, 2 bits and 1, on one core and on
// several, all in turn on the same rows.
std::unique_ptr<Experiment> make_cpu_speed();

}  // namespace zipml
