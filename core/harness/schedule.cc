#include "core/harness/schedule.h"

namespace zipml {

Schedule::Schedule(const Plan& plan)
    : dependents_(plan.cells.size()), waiting_for_(plan.cells.size()) {
  for (std::size_t i = 0; i < plan.cells.size(); ++i) {
    const PlannedCell& cell = plan.cells[i];
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
  if (ready_.empty()) return std::nullopt;
  return ready_.extract(ready_.begin()).value();
}

std::size_t Schedule::finish(std::size_t cell) {
  std::size_t released = 0;
  for (const std::size_t dependent : dependents_[cell]) {
    if (--waiting_for_[dependent] > 0) continue;
    ready_.insert(dependent);
    ++released;
  }
  return released;
}

}  // namespace zipml
