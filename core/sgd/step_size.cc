#include "core/sgd/step_size.h"

#include "core/base/name_table.h"

namespace zipml {
namespace {

double constant(double alpha, int, std::int64_t) { return alpha; }

double per_epoch(double alpha, int epoch, std::int64_t) {
  return alpha / epoch;
}

double per_update(double alpha, int, std::int64_t update) {
  return alpha / static_cast<double>(update);
}

struct Schedule {
  StepSchedule schedule;
  double (*at)(double alpha, int epoch, std::int64_t update);
};

constexpr std::array<Named<Schedule>, 3> kSchedules = {{
    {"constant", {StepSchedule::kConstant, constant}},
    {"per_epoch", {StepSchedule::kPerEpoch, per_epoch}},
    {"per_update", {StepSchedule::kPerUpdate, per_update}},
}};

const Named<Schedule>& row_of(StepSchedule schedule) {
  std::size_t i = 0;
  while (kSchedules[i].value.schedule != schedule) ++i;
  return kSchedules[i];
}

}  // namespace

double StepSize::at(int epoch, std::int64_t update) const {
  return row_of(schedule).value.at(alpha, epoch, update);
}

std::string step_schedule_name(StepSchedule schedule) {
  return row_of(schedule).name;
}

StepSchedule step_schedule_from_name(const std::string& name) {
  return value_in(kSchedules, name, "step schedule").schedule;
}

std::vector<std::string> step_schedule_names() { return names_in(kSchedules); }

}  // namespace zipml
