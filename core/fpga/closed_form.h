// Cycles of one epoch in closed form, with the range in which it holds.
//
// With n samples, L lines a row, rho = min(memory rate, 1 / parts) lines a
// cycle, D the depth of the adder tree and LAT the memory's latency, the
// streaming designs of the RTL take
//   float    ceil(n L / rho) + 2 L              + 46     + LAT
//   q b      ceil(n L / rho) + L (1 + 16 / b)   + D + 16 + LAT
//   q1split  ceil(n L / rho) + 18 L             + 30     + LAT
//   PYNQ     n (W + 1) + W + W V + c, V values a word, W = ceil(d / V),
//            c = 32 (float), 22 + log2 V (quantized)
// which are one formula of the description:
//   ceil(n L / rho) + model lines + write-back lines + drain + LAT.
// MLWeaving, g = batch / 8 groups, M = ceil(d / 64) chunks of b planes:
//   max of (n / B) (g (M b + 2) + b + 41) + (M - 1) b + 4 M + 2
//   and    ((n / 8) M b + ceil(n / 16)) / rho.
// Measured on the RTL: exact in all 90 cases with an always-ready memory and
// all 15 of PYNQ, within 2 cycles at 65/128 lines a cycle (the test bench's
// start-up credit), exact in all 25 of MLWeaving.
#pragma once

#include <cstdint>
#include <string>

#include "core/fpga/design.h"
#include "core/fpga/line_source.h"

namespace zipml::fpga {

enum class Validity {
  kExact,        // the memory keeps up: equal to the hardware
  kRateLimited,  // up to 1 / rho cycles (rounded up) more than the hardware
  kLowerBound,   // the FIFO is too small for row and latency: stalls
  kDeadlock,     // a row is larger than the FIFO: the hardware hangs
};

struct ClosedForm {
  Validity validity = Validity::kExact;
  std::int64_t cycles = 0;      // 0 for a deadlock
  std::int64_t lines_read = 0;  // likewise
  std::string note;             // why, when it is not exact
};

// One epoch, first read to first read of the next. UserError: check_design,
// check_workload, an epoch of 2^62 cycles or more. Valid while LAT rho + L +
// new_model_latency <= the FIFO's usable lines (rows of up to about 457 lines
// for float); a row of more than usable + 1 lines (503) hangs.
ClosedForm closed_form_epoch(const Design& design, const Workload& workload,
                             const Memory& memory);

// From start to done: epochs * cycles + write latency + done_cycles (3 for
// float and q1split, 4 for the other quantized designs).
std::int64_t run_cycles(const Design& design, std::int64_t epoch_cycles,
                        std::int64_t epochs, std::int64_t write_latency);

}  // namespace zipml::fpga
