// The step search of training in the hardware's arithmetic.
#include <limits>

#include "experiments/fpga/fixed_point_training.h"
#include "experiments/fpga/tasks.h"

namespace zipml::fpga {

CellResult run_search(const Cell& cell, const RunContext& context) {
  const HardwareData data = data_of(cell);
  CellResult result;
  double best = std::numeric_limits<double>::infinity();
  std::int64_t largest = -1;  // the smallest shift without overflow
  for (std::int64_t shift = cell.parameters.integer("first_shift");
       shift <= cell.parameters.integer("last_shift"); ++shift) {
    if (context.should_stop()) return {};
    const SgdResult sgd = train_design(cell, data, static_cast<int>(shift));
    const double loss = sgd.loss.back();
    result.rows.push_back(
        {{"shift", shift}, {"final_loss", loss}, {"overflows", sgd.overflows}});
    if (sgd.overflows > 0) continue;
    if (largest < 0) largest = shift;
    if (loss >= best) continue;
    best = loss;
    result.values = {{"shift", shift}, {"loss", loss}, {"largest", largest}};
  }
  if (result.values.empty()) {
    result.status = zipml::Status::kDiverged;
    result.reason = "the model overflowed at every step: try smaller ones";
  }
  return result;
}

}  // namespace zipml::fpga
