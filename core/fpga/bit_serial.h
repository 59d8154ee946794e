// The bit-serial pipeline (MLWeaving) of the simulator.
#pragma once

#include "core/fpga/simulator.h"

namespace zipml::fpga {

// One line is a bit plane of samples_per_line samples of one chunk of
// features; a group of samples takes a cycle for each line that has arrived
// and whose chunk of the model is new. The gradient of a mini-batch is bit
// serial too: the chunks of the new model appear `bits` cycles apart, and the
// next mini-batch starts with the first (synchronous, with chaining). Reads
// run ahead by buffer_lines, also across epochs. The steady-state epoch.
EpochCycles simulate_bit_serial(const Design& design, const Workload& workload,
                                const Memory& memory);

}  // namespace zipml::fpga
