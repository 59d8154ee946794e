// What cpu_speed computes.
#pragma once

#include "core/harness/cell.h"
#include "core/harness/results.h"
#include "core/harness/run_context.h"

namespace zipml::cpu_speed {

// Cell::task.
inline constexpr const char* kEpochTask = "epoch_times";
inline constexpr const char* kLossTask = "time_to_loss";

// Parameters features, megabytes, rounds, threads: a row for each variant and
// round ("variant", "round", "seconds"), all in turn; before, a row with round
// 0 and "difference" (checked_difference). Values: rows, load_before.
CellResult run_epoch_times(const Cell& cell, const RunContext& context);

// Parameters features, megabytes, epochs, threads: a row for each training
// variant and epoch ("variant", "epoch", "seconds", "loss"), seconds of
// training alone since the start.
CellResult run_time_to_loss(const Cell& cell, const RunContext& context);

}  // namespace zipml::cpu_speed
