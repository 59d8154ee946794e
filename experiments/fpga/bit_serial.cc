// A bit-serial design against bits and mini-batch.
#include "core/fpga/simulator.h"
#include "experiments/fpga/design_fields.h"
#include "experiments/fpga/tasks.h"

namespace zipml::fpga {

CellResult run_bit_serial(const Cell& cell, const RunContext&) {
  Design design = design_from_record(cell.parameters);
  constexpr Memory kReady = {.lines_per_cycle = 1, .latency_cycles = 1};
  CellResult result;
  for (const int bits : {1, 2, 3, 4, 8, 16, 32}) {
    design.bits = bits;
    for (const std::int64_t batch : {8, 64, 256}) {
      const Workload work = {.samples = 256, .features = 2048, .batch = batch};
      const EpochCycles epoch = simulate_epoch(design, work, kReady);
      result.rows.push_back(
          {{"bits", bits},
           {"batch", batch},
           {"simulated", epoch.cycles},
           {"closed_form", closed_form_epoch(design, work, kReady).cycles},
           {"lines", epoch.lines_read}});
    }
  }
  return result;
}

}  // namespace zipml::fpga
