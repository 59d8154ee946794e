// The cycle model of one epoch.
#include <cstdlib>

#include "core/base/error.h"
#include "core/fpga/timing.h"
#include "experiments/fpga/design_fields.h"
#include "experiments/fpga/tasks.h"

namespace zipml::fpga {

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

CellResult run_epoch(const Cell& cell, const RunContext&) {
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

}  // namespace zipml::fpga
