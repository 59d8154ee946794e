#include "core/harness/experiment.h"

#include <utility>

namespace zipml {

Cell make_cell(const ExperimentInfo& info, std::string task, Record parameters,
               std::uint64_t seed, int repetition) {
  return {.experiment = info.name,
          .version = info.version,
          .numerics = info.numerics,
          .task = std::move(task),
          .parameters = std::move(parameters),
          .seed = seed,
          .repetition = repetition};
}

Cell PlannedPoint::new_cell(std::string task, Record parameters,
                            int repetition) const {
  return make_cell(info_, std::move(task), std::move(parameters),
                   seed_of(repetition), repetition_of(repetition));
}

Cell PlannedPoint::new_timing_cell(std::string task, Record parameters,
                                   int repetition) const {
  parameters.set("cpu", settings_.machine_cpu);
  Cell cell = new_cell(std::move(task), std::move(parameters), repetition);
  cell.exclusive = true;
  return cell;
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
