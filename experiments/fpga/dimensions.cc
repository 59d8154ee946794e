// Epochs against the number of features.
#include "core/base/error.h"
#include "core/fpga/timing.h"
#include "experiments/fpga/design_fields.h"
#include "experiments/fpga/tasks.h"

namespace zipml::fpga {

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

}  // namespace zipml::fpga
