// What fpga computes: each task in the file of its name.
#pragma once

#include <span>
#include <string>

#include "core/fpga/closed_form.h"
#include "core/harness/cell.h"
#include "core/harness/run_context.h"

namespace zipml::fpga {

inline constexpr const char* kCountsTask = "counts";
inline constexpr const char* kEpochTask = "epoch";
inline constexpr const char* kDimensionsTask = "dimensions";
inline constexpr const char* kBitSerialTask = "bit_serial";
inline constexpr const char* kSearchTask = "search";
inline constexpr const char* kTrainTask = "train_fixed_point";
inline constexpr const char* kCpuTask = "cpu";

// Simulator and closed form against all measured counts. A row a count, in the
// order of measured_counts(): simulated, closed_form, validity.
CellResult run_counts(const Cell& cell, const RunContext& context);

// One epoch's time. Values: cycles, stall_cycles, closed_form, validity,
// lines_per_row, values_per_line, seconds, compute_seconds, link_seconds,
// bytes_read, values_per_byte, peak, attainable, achieved. Skipped, with the
// reason, when it does not fit.
CellResult run_epoch(const Cell& cell, const RunContext& context);

// Epochs of rows of 8, 16, ... features. Rows: features, seconds,
// compute_seconds.
CellResult run_dimensions(const Cell& cell, const RunContext& context);

// MLWeaving's cycles against bits and batch. Rows: bits, batch, simulated,
// closed_form, lines.
CellResult run_bit_serial(const Cell& cell, const RunContext& context);

// A short training run for each step 2^-shift. Rows: shift, final_loss,
// overflows. Values: shift (the best), loss, largest (the smallest shift
// without overflow).
CellResult run_search(const Cell& cell, const RunContext& context);

// Training with the shift of the search before it. Rows: epoch, loss. Values:
// shift, final_loss, overflows. Diverged when a word of the model wrapped.
CellResult run_training(const Cell& cell,
                        std::span<const CellResult> prerequisites,
                        const RunContext& context);

// SGD on this machine, alone: the time is the result. Rows: epoch, seconds,
// loss. Values: seconds_per_epoch (the median), final_loss.
CellResult run_cpu(const Cell& cell, std::span<const CellResult> prerequisites,
                   const RunContext& context);

// As cells spell it: "exact", "rate limited", "lower bound" or "hangs".
std::string validity_name(Validity validity);

}  // namespace zipml::fpga
