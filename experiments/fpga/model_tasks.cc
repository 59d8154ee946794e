// The cells that simulate cycles.
#include <cstdlib>

#include "core/base/error.h"
#include "core/fpga/closed_form.h"
#include "core/fpga/design_table.h"
#include "core/fpga/measured.h"
#include "core/fpga/timing.h"
#include "experiments/fpga/cells.h"
#include "experiments/fpga/design_fields.h"
#include "experiments/fpga/tasks.h"

namespace zipml::fpga {
namespace {

std::string validity_name(Validity validity) {
  switch (validity) {
    case Validity::kExact:
      return "exact";
    case Validity::kRateLimited:
      return "rate limited";
    case Validity::kLowerBound:
      return "lower bound";
    case Validity::kDeadlock:
      return "hangs";
  }
  std::abort();
}

}  // namespace

CellResult run_counts() {
  CellResult result;
  for (const MeasuredCount& count : measured_counts()) {
    const Design design = find_design(count.design);
    const EpochCycles epoch =
        simulate_epoch(design, count.workload, count.memory);
    const ClosedForm form =
        closed_form_epoch(design, count.workload, count.memory);
    result.rows.push_back({{"simulated", epoch.cycles + count.shell_cycles},
                           {"closed_form", form.cycles + count.shell_cycles},
                           {"validity", validity_name(form.validity)}});
  }
  return result;
}

CellResult run_epoch(const Cell& cell) {
  const Design design = design_from_record(cell.parameters);
  const Workload work = {.samples = cell.parameters.integer("rows"),
                         .features = cell.parameters.integer("features"),
                         .batch = cell.parameters.integer("batch")};
  CellResult result;
  try {
    const EpochTime time = epoch_time(design, work);
    const ClosedForm form = closed_form_epoch(design, work, memory_of(design));
    const Roofline roof = roofline(design, work, time);
    const RowShape shape = row_shape(design, work.features);
    result.values = {{"cycles", time.epoch.cycles},
                     {"stall_cycles", time.epoch.stall_cycles},
                     {"closed_form", form.cycles},
                     {"validity", validity_name(form.validity)},
                     {"lines_per_row", shape.lines},
                     {"values_per_line", shape.values_per_line},
                     {"seconds", time.seconds},
                     {"compute_seconds", time.compute_seconds},
                     {"link_seconds", time.link_seconds},
                     {"bytes_read", time.bytes_read},
                     {"values_per_byte", roof.values_per_byte},
                     {"peak", roof.peak},
                     {"attainable", roof.attainable},
                     {"achieved", roof.achieved}};
  } catch (const UserError& error) {
    result.status = zipml::Status::kSkipped;
    result.reason = error.what();
  }
  return result;
}

CellResult run_dimensions(const Cell& cell, const RunContext& context) {
  constexpr std::int64_t kEvery = 8;
  const Design design = design_from_record(cell.parameters);
  CellResult result;
  for (std::int64_t features = kEvery;
       features <= cell.parameters.integer("last"); features += kEvery) {
    if (context.should_stop()) return {};
    try {
      const EpochTime time =
          epoch_time(design, {.samples = cell.parameters.integer("rows"),
                              .features = features,
                              .batch = cell.parameters.integer("batch")});
      result.rows.push_back({{"features", features},
                             {"seconds", time.seconds},
                             {"compute_seconds", time.compute_seconds}});
    } catch (const UserError&) {
      break;  // rows that are too long for the design end the curve
    }
  }
  return result;
}

CellResult run_bit_serial(const Cell& cell) {
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

CellResult run_cell(const Cell& cell, std::span<const CellResult> prerequisites,
                    const RunContext& context) {
  if (cell.task == "counts") return run_counts();
  if (cell.task == "epoch") return run_epoch(cell);
  if (cell.task == "dimensions") return run_dimensions(cell, context);
  if (cell.task == "bit_serial") return run_bit_serial(cell);
  if (cell.task == "search") return run_search(cell, context);
  if (cell.task == "train_fixed_point") {
    return run_training(cell, prerequisites);
  }
  return run_cpu(cell, prerequisites, context);
}

}  // namespace zipml::fpga
