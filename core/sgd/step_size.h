// Step sizes gamma_t of x <- x - gamma_t g_t. One function and one row each in
// the table of step_size.cc.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace zipml {

enum class StepSchedule {
  kConstant,   // alpha
  kPerEpoch,   // alpha / epoch, epoch = 1, 2, ...: the paper's (section 5.1)
  kPerUpdate,  // alpha / t, t = 1, 2, ... counts the updates
};

struct StepSize {
  StepSchedule schedule = StepSchedule::kPerEpoch;
  double alpha = 0.1;

  // epoch and update count from 1.
  double at(int epoch, std::int64_t update) const;
};

// "constant", "per_epoch", "per_update"; UserError for another name.
std::string step_schedule_name(StepSchedule schedule);
StepSchedule step_schedule_from_name(const std::string& name);
std::vector<std::string> step_schedule_names();

}  // namespace zipml
