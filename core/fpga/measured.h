// The authors' hardware, measured: what the cycle model must agree with.
//
// HARP v1 and MLWeaving: cycles of one epoch in steady state (first read of an
// epoch to first read of the next), counted by simulating the public RTL
// (fpgasystems/ZipML-XeonFPGA with GHDL, fpgasystems/MLWeaving with Verilator)
// with a memory of the given rate and latency. PYNQ: seconds that the authors
// printed in the notebooks of fpgasystems/ZipML-PYNQ, on the board.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/fpga/design.h"
#include "core/fpga/line_source.h"

namespace zipml::fpga {

struct MeasuredCount {
  std::string design;  // a name of design_table()
  Workload workload;
  Memory memory;
  std::int64_t shell_cycles = 0;  // part of the count: 12 with the whole shell
  std::int64_t cycles = 0;
};

// 60 counts with a memory that is always ready, 30 at 65/128 lines a cycle and
// 80 cycles of latency, 2 with the latency alone, 6 of mini-batches, 5 with
// the shell around the core, one of rows that fill the FIFO, and MLWeaving's
// example.
const std::vector<MeasuredCount>& measured_counts();

struct NotebookTime {
  std::string set;
  std::string design;  // a name of design_table()
  Workload workload;   // the bias is a feature
  int epochs = 0;
  double seconds = 0;  // all epochs, with the host's part
  // What a notebook's very first call takes longer, where this is one.
  double first_call_seconds = 0;
};

// MNIST, YearPredictionMSD (float and low precision) and Galaxy (float). The
// cost of a first call is known from MNIST, where the call was repeated.
const std::vector<NotebookTime>& notebook_times();

}  // namespace zipml::fpga
