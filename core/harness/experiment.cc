#include "core/harness/experiment.h"

#include <utility>

namespace zipml {

Cell PlannedPoint::new_cell(std::string task, Record parameters,
                            int repetition) const {
  return {.experiment = info_.name,
          .version = info_.version,
          .task = std::move(task),
          .parameters = std::move(parameters),
          .seed = settings_.seed,
          .repetition = repetition};
}

std::shared_ptr<const Cell> PlannedPoint::add(Cell cell) {
  return add(std::make_shared<const Cell>(std::move(cell)));
}

std::shared_ptr<const Cell> PlannedPoint::add(
    std::shared_ptr<const Cell> cell) {
  cells_.push_back(cell);
  return cell;
}

}  // namespace zipml
