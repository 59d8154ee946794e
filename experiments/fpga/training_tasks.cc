// The cells that train: in the hardware's arithmetic, and on this machine.
#include <algorithm>
#include <cmath>
#include <limits>

#include "core/fpga/staleness.h"
#include "core/sgd/hogwild.h"
#include "experiments/fpga/cells.h"
#include "experiments/fpga/design_fields.h"
#include "experiments/fpga/hardware_data.h"
#include "experiments/fpga/tasks.h"
#include "experiments/linear/collect.h"

namespace zipml::fpga {
namespace {

HardwareData data_of(const Cell& cell) {
  return make_hardware_data(cell.parameters.integer("rows"),
                            cell.parameters.integer("features"), cell.seed,
                            cell.repetition);
}

// SGD with the step 2^-shift as the design runs it.
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

void set_loss_rows(const std::vector<double>& loss, CellResult& result) {
  for (std::size_t epoch = 0; epoch < loss.size(); ++epoch) {
    result.rows.push_back(
        {{"epoch", static_cast<std::int64_t>(epoch)}, {"loss", loss[epoch]}});
  }
}

double median(std::vector<double> values) {
  if (values.empty()) return std::numeric_limits<double>::quiet_NaN();
  const auto middle =
      values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

}  // namespace

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

CellResult run_training(const Cell& cell,
                        std::span<const CellResult> prerequisites) {
  const auto shift = static_cast<int>(prerequisites[0].values.integer("shift"));
  const SgdResult sgd = train_design(cell, data_of(cell), shift);
  CellResult result;
  set_loss_rows(sgd.loss, result);
  result.values = {{"shift", shift},
                   {"final_loss", sgd.loss.back()},
                   {"overflows", sgd.overflows}};
  if (sgd.overflows > 0) {
    result.status = zipml::Status::kDiverged;
    result.reason = "words of the model wrapped";
  }
  return result;
}

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
