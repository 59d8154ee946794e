#include "experiments/chebyshev_error/cells.h"

#include <set>

#include "experiments/chebyshev_error/tasks.h"

namespace zipml::chebyshev_error {
namespace {

std::set<double> distinct(const Settings& settings, const char* parameter) {
  const std::vector<double> values = settings.parameters.numbers(parameter);
  return {values.begin(), values.end()};
}

}  // namespace

Cells::Cells(const ExperimentInfo& info, const Settings& settings)
    : PlannedPoint(info, settings) {
  for (const double radius : distinct(settings, "sigmoid.radii")) {
    add_target(sigmoid_target(radius));
  }
  for (const double gap : distinct(settings, "step.gaps")) {
    add_target(step_target(gap));
  }
  const std::set<double> epsilons = distinct(settings, "epsilons");
  epsilons_.assign(epsilons.rbegin(), epsilons.rend());
}

void Cells::add_target(const ApproximationTarget& target) {
  // Nothing is random: the cells are the same for every seed.
  const auto add_cell = [&](const char* task, const Record& more) {
    Cell cell = new_cell(task, to_record(target));
    cell.seed = 0;
    for (const auto& [name, value] : more) cell.parameters.set(name, value);
    return CellGroup{add(std::move(cell))};
  };
  Target own{.target = target};
  for (const std::string& approximation : kApproximations) {
    own.errors[approximation] = add_cell(
        kErrorsTask,
        {{"approximation", approximation}, {"max_degree", max_degree()}});
  }
  own.shape = add_cell(kShapeTask, {{"degree", paper_degree()}});
  targets_.push_back(std::move(own));
}

}  // namespace zipml::chebyshev_error
