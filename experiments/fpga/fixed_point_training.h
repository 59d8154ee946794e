// SGD in the hardware's arithmetic, as cells ask for it.
#pragma once

#include "core/fpga/fixed_point_sgd.h"
#include "core/harness/cell.h"
#include "experiments/fpga/hardware_data.h"

namespace zipml::fpga {

// The data that a cell trains on, of its size, seed and repetition.
HardwareData data_of(const Cell& cell);

// SGD with the step 2^-shift as the cell's design and pipeline run it.
SgdResult train_design(const Cell& cell, const HardwareData& data, int shift);

}  // namespace zipml::fpga
