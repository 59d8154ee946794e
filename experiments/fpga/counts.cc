// The cycle model on what was measured of the authors' hardware.
#include "core/fpga/design_table.h"
#include "core/fpga/measured.h"
#include "core/fpga/simulator.h"
#include "experiments/fpga/tasks.h"

namespace zipml::fpga {

CellResult run_counts(const Cell&, const RunContext&) {
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

}  // namespace zipml::fpga
