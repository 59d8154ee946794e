#include "experiments/fpga/fixed_point_training.h"

#include <cmath>

#include "core/fpga/staleness.h"
#include "experiments/fpga/design_fields.h"

namespace zipml::fpga {

HardwareData data_of(const Cell& cell) {
  return make_hardware_data(cell.parameters.integer("rows"),
                            cell.parameters.integer("features"), cell.seed,
                            cell.repetition);
}

SgdResult train_design(const Cell& cell, const HardwareData& data, int shift) {
  const Design design = design_from_record(cell.parameters);
  const std::int64_t epochs = cell.parameters.integer("epochs");
  const SgdOptions options = {
      .epochs = epochs,
      .step_shift = shift,
      .step_size = std::ldexp(1.0f, -shift),
      .copies = epochs,  // a fresh draw an epoch, as the authors' host program
      .rounding = design.draws > 1 ? Rounding::kStochastic : Rounding::kNearest,
      .seed = cell.seed,
      .repetition = static_cast<std::uint64_t>(cell.repetition)};
  const Samples samples = data.samples();
  if (cell.parameters.text("pipeline") == "sequential") {
    return train_sequential(design, samples, options);
  }
  return train_fixed_point(
      design, samples,
      staleness_delays(design, samples.features, memory_of(design)), options);
}

}  // namespace zipml::fpga
