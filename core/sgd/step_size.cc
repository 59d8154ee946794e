#include "core/sgd/step_size.h"

#include "core/base/name_table.h"

namespace zipml {
namespace {

constexpr std::array<Named<StepSchedule>, 3> kSchedules = {{
    {"constant", StepSchedule::kConstant},
    {"per_epoch", StepSchedule::kPerEpoch},
    {"per_update", StepSchedule::kPerUpdate},
}};

}  // namespace

double StepSize::at(int epoch, std::int64_t update) const {
  switch (schedule) {
    case StepSchedule::kConstant:
      return alpha;
    case StepSchedule::kPerEpoch:
      return alpha / epoch;
    case StepSchedule::kPerUpdate:
      return alpha / static_cast<double>(update);
  }
  return alpha;
}

std::string step_schedule_name(StepSchedule schedule) {
  return name_in(kSchedules, schedule);
}

StepSchedule step_schedule_from_name(const std::string& name) {
  return value_in(kSchedules, name, "step schedule");
}

std::vector<std::string> step_schedule_names() { return names_in(kSchedules); }

}  // namespace zipml
