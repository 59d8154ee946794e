// The time of training on this machine.
#include <cmath>

#include "core/base/statistics.h"
#include "core/sgd/hogwild.h"
#include "experiments/fpga/fixed_point_training.h"
#include "experiments/fpga/tasks.h"

namespace zipml::fpga {

CellResult run_cpu(const Cell& cell, std::span<const CellResult> prerequisites,
                   const RunContext& context) {
  const HardwareData data = data_of(cell);
  // Without training only the time counts: a step that is safe for rows of
  // squared norm up to the number of features.
  const float step =
      prerequisites.empty()
          ? 0.1f / static_cast<float>(data.features.cols())
          : std::ldexp(1.0f, -static_cast<int>(
                                 prerequisites[0].values.integer("shift")));
  CellResult result;
  std::vector<double> times;
  double began = 0;
  bool stopped = false;
  train_hogwild(
      data.features, data.labels,
      {.threads = static_cast<int>(cell.parameters.integer("threads")),
       .epochs = static_cast<int>(cell.parameters.integer("epochs")),
       .step_size = step},
      [&](int epoch, std::span<const float> model) {
        const double seconds = epoch == 0 ? 0 : context.seconds() - began;
        // The first epoch warms up caches and clocks.
        if (epoch > 1) times.push_back(seconds);
        result.rows.push_back({{"epoch", epoch},
                               {"seconds", seconds},
                               {"loss", data.half_mse(model)}});
        stopped = context.should_stop();
        began = context.seconds();
        return !stopped;
      });
  if (stopped) return {};
  result.values = {{"seconds_per_epoch", median(times)},
                   {"final_loss", result.rows.back().number("loss")}};
  if (!std::isfinite(result.values.number("final_loss"))) {
    result.status = zipml::Status::kDiverged;
    result.reason = "the loss is not finite";
  }
  return result;
}

}  // namespace zipml::fpga
