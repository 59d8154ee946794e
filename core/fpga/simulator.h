// Cycle simulator: one epoch of any design, line by line.
//
// Nothing here knows a formula for the epoch. A line is requested when the
// request rule allows it, served by the memory, delivered in order, cut into
// parts, meets its model line, and flows through stages of fixed latency; the
// row's scalar then meets the row again, and a new model line is written each
// cycle. The epoch ends when the whole model is written back.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/fpga/design.h"
#include "core/fpga/line_source.h"

namespace zipml::fpga {

enum class Status {
  kFinished,
  kStalled,   // finished, but reads waited for room in the row FIFO
  kDeadlock,  // a row does not fit the FIFO: the hardware hangs
};

struct EpochCycles {
  Status status = Status::kFinished;
  std::int64_t cycles = 0;      // first read of an epoch to first of the next
  std::int64_t lines_read = 0;  // deadlock: reads made until it hangs
  std::int64_t lines_written = 0;  // the model, once an epoch
  // Cycles lost to the FIFO: against the same epoch with a FIFO of any depth.
  std::int64_t stall_cycles = 0;
  std::string note;  // what happened, for a person; empty when finished
};

// When the model was read and written: model line l of sample i at index
// i * model_lines + l.
struct Trace {
  std::int64_t model_lines = 0;
  std::vector<std::int64_t> read;    // the dot product reads the line
  std::vector<std::int64_t> update;  // the new line exists; a read sees it one
                                     // cycle later at the earliest
};

// Simulates one epoch (streaming), or the steady state between two epochs
// (bit-serial, whose reads run ahead across epochs), in O(lines) time and
// memory independent of the number of samples, unless `trace` (streaming
// only) asks for n * model_lines entries. UserError: check_design,
// check_workload.
EpochCycles simulate_epoch(const Design& design, const Workload& workload,
                           const Memory& memory, Trace* trace = nullptr);

// Throws UserError with the note when the epoch did not finish.
void require_finished(const EpochCycles& epoch);

}  // namespace zipml::fpga
