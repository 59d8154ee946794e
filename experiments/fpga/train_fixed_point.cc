// Training in the hardware's arithmetic.
#include "experiments/fpga/fixed_point_training.h"
#include "experiments/fpga/tasks.h"

namespace zipml::fpga {

CellResult run_training(const Cell& cell,
                        std::span<const CellResult> prerequisites,
                        const RunContext&) {
  const auto shift = static_cast<int>(prerequisites[0].values.integer("shift"));
  const SgdResult sgd = train_design(cell, data_of(cell), shift);
  CellResult result;
  for (std::size_t epoch = 0; epoch < sgd.loss.size(); ++epoch) {
    result.rows.push_back({{"epoch", static_cast<std::int64_t>(epoch)},
                           {"loss", sgd.loss[epoch]}});
  }
  result.values = {{"shift", shift},
                   {"final_loss", sgd.loss.back()},
                   {"overflows", sgd.overflows}};
  if (sgd.overflows > 0) {
    result.status = zipml::Status::kDiverged;
    result.reason = "words of the model wrapped";
  }
  return result;
}

}  // namespace zipml::fpga
