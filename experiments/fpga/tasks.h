// What the cells of the experiment compute (cells.h says what they return).
#pragma once

#include <span>

#include "core/harness/experiment.h"

namespace zipml::fpga {

CellResult run_counts();
CellResult run_epoch(const Cell& cell);
CellResult run_dimensions(const Cell& cell, const RunContext& context);
CellResult run_bit_serial(const Cell& cell);

CellResult run_search(const Cell& cell, const RunContext& context);
CellResult run_training(const Cell& cell,
                        std::span<const CellResult> prerequisites);
CellResult run_cpu(const Cell& cell, std::span<const CellResult> prerequisites,
                   const RunContext& context);

}  // namespace zipml::fpga
