#include "experiments/linear/linear_point.h"

#include "core/harness/value_text.h"
#include "experiments/linear/parameters.h"
#include "experiments/linear/quantized_problem.h"

namespace zipml {

LinearPoint::LinearPoint(const ExperimentInfo& info, const Settings& settings,
                         const LinearProblems& problems)
    : PlannedPoint(info, settings),
      search_(search_spec(settings)),
      problems_(located(settings, problems)) {}

int LinearPoint::epochs(const ProblemSpec& problem) const {
  return sgd(problem).epochs;
}

SgdSpec LinearPoint::sgd(const ProblemSpec& problem) const {
  return sgd_spec(settings(), problem.training_values);
}

TrainingSpec LinearPoint::full_precision(const ProblemSpec& problem) const {
  return {.problem = problem, .sgd = sgd(problem)};
}

TrainingSpec LinearPoint::low_precision(const ProblemSpec& problem,
                                        const std::string& method,
                                        int bits) const {
  TrainingSpec spec = full_precision(problem);
  spec.method = method;
  spec.quantization = quantization_spec(settings(), bits);
  return spec;
}

std::shared_ptr<const Cell> LinearPoint::shared(
    std::shared_ptr<const Cell> cell) const {
  std::string key =
      std::to_string(cell->seed) + '\n' + record_text(cell->parameters);
  return searches_.try_emplace(std::move(key), std::move(cell)).first->second;
}

Cell LinearPoint::training_cell_of(const TrainingSpec& spec,
                                   int repetition) const {
  Cell cell = training_cell(info(), spec, search_, seed_of(repetition),
                            repetition_of(repetition));
  for (auto& search : cell.prerequisites) search = shared(search);
  return cell;
}

CellGroup LinearPoint::add_training(const TrainingSpec& spec) {
  return add_repetitions(
      [&](int repetition) { return training_cell_of(spec, repetition); });
}

std::shared_ptr<const Cell> LinearPoint::add_one_training(
    const TrainingSpec& spec) {
  return add(training_cell_of(spec, 0));
}

std::shared_ptr<const Cell> LinearPoint::add_step_search(
    const TrainingSpec& spec) {
  return add(shared(step_search_cell(info(), spec, search_, settings().seed)));
}

Cell LinearPoint::quantization_cell_of(
    const std::string& task, const TrainingSpec& spec,
    const std::vector<std::string>& parameter_names, int repetition) const {
  Cell cell = quantization_cell(info(), task, spec, seed_of(repetition),
                                repetition_of(repetition));
  for (const std::string& name : parameter_names) {
    cell.parameters.set(name, parameters().at(name));
  }
  return cell;
}

std::vector<CellTask<LinearProblems>> training_tasks() {
  const auto run = [](const Cell& cell,
                      std::span<const CellResult> prerequisites,
                      LinearProblems& problems, const RunContext& context) {
    return run_linear_cell(cell, prerequisites, problems, context);
  };
  return {{kTrainTask, run}, {kSearchTask, run}};
}

}  // namespace zipml
