#include "experiments/cpu_speed/cells.h"

#include "core/harness/settings.h"
#include "experiments/cpu_speed/tasks.h"

namespace zipml::cpu_speed {

Cells::Cells(const ExperimentInfo& info, const Settings& settings)
    : PlannedPoint(info, settings) {
  for (const int megabytes : ascending_integers(settings, "megabytes")) {
    for (const int features : ascending_integers(settings, "features")) {
      epochs_.push_back(add(new_timing_cell(
          kEpochTask, {{"features", features},
                       {"megabytes", static_cast<double>(megabytes)},
                       {"rounds", integer("rounds")},
                       {"threads", integer("threads")}})));
    }
  }
  loss_ = add(new_timing_cell(
      kLossTask, {{"features", integer("loss.features")},
                  {"megabytes", static_cast<double>(integer("loss.megabytes"))},
                  {"epochs", integer("loss.epochs")},
                  {"threads", integer("threads")}}));
}

}  // namespace zipml::cpu_speed
