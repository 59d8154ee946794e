#include "core/harness/run/schedule.h"

#include <algorithm>
#include <utility>

namespace zipml {

Schedule::Schedule(const Plan& plan)
    : dependents_(plan.cells.size()), waiting_for_(plan.cells.size()) {
  for (std::size_t i = 0; i < plan.cells.size(); ++i) {
    const PlannedCell& cell = plan.cells[i];
    exclusive_.push_back(cell.node.cell != nullptr &&
                         cell.node.cell->exclusive);
    if (cell.action != Action::kRun) continue;
    for (const std::size_t prerequisite : cell.node.prerequisites) {
      if (plan.cells[prerequisite].action != Action::kRun) continue;
      dependents_[prerequisite].push_back(i);
      ++waiting_for_[i];
    }
    if (waiting_for_[i] == 0) ready_.insert(i);
  }
}

std::optional<std::size_t> Schedule::take() {
  const auto next =
      std::find_if(ready_.begin(), ready_.end(), [&](std::size_t cell) {
        return running_ == 0 || (!exclusive_runs_ && !exclusive_[cell]);
      });
  if (next == ready_.end()) {
    if (!ready_.empty()) ++refused_;
    return std::nullopt;
  }
  ++running_;
  exclusive_runs_ = exclusive_[*next];
  return ready_.extract(next).value();
}

std::size_t Schedule::finish(std::size_t cell) {
  --running_;
  exclusive_runs_ = false;
  std::size_t worth_trying = std::exchange(refused_, 0);
  for (const std::size_t dependent : dependents_[cell]) {
    if (--waiting_for_[dependent] > 0) continue;
    ready_.insert(dependent);
    ++worth_trying;
  }
  return worth_trying;
}

}  // namespace zipml
