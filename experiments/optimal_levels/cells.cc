#include "experiments/optimal_levels/cells.h"

#include "experiments/linear/parameters.h"
#include "experiments/optimal_levels/tasks.h"

namespace zipml::optimal_levels {
namespace {

ProblemSpec as_it_is(const Settings& settings, const std::string& data) {
  ProblemSpec spec;
  spec.data = data;
  spec.file = file_options(settings);
  spec.normalization = "none";
  return spec;
}

}  // namespace

Cells::Cells(const ExperimentInfo& info, const Settings& settings,
             const LinearProblems& problems)
    : PlannedPoint(info, settings),
      brute_force_(add_for_shapes(
          kBruteForceTask, {"brute_force.instances", "brute_force.points"})),
      off_points_(add_for_shapes(
          kOffPointsTask,
          {"off_points.instances", "off_points.points", "off_points.starts"})),
      discretised_(add_for_shapes(
          kDiscretisedTask, {"discretised.points", "discretised.intervals",
                             "discretised.candidates"})),
      greedy_(add_for_shapes(
          kGreedyTask, {"greedy.points", "greedy.intervals", "greedy.gamma"})),
      methods_(
          add_for_shapes(kMethodsTask, {"methods.points", "methods.levels"})),
      adversary_(add_for_shapes(kAdversaryTask,
                                {"adversary.intervals", "adversary.restarts",
                                 "adversary.steps", "adversary.multiplicity"})),
      constructed_({add(cell_of(kConstructedTask, {}))}) {
  for (const std::string& data : distinct_texts(settings, "data")) {
    const ProblemSpec problem = problems.locate(as_it_is(settings, data));
    Cell cell = cell_of(kFeatureTask, {"figure.levels"});
    const Record of_problem = to_record(problem);
    for (const auto& [name, value] : of_problem) {
      cell.parameters.set(name, value);
    }
    sets_.push_back({problem, add(std::move(cell))});
  }
  for (const int log2 : ascending_integers(settings, "timing.log2_points")) {
    Record record{{"log2_points", log2}};
    for (const char* name : {"timing.levels", "timing.turns"}) {
      record.set(name, parameters().at(name));
    }
    timing_.push_back(add(new_timing_cell(kTimingTask, std::move(record))));
  }
}

Cell Cells::cell_of(const char* task,
                    const std::vector<std::string>& parameter_names,
                    int repetition) const {
  Cell cell = new_cell(task, {}, repetition);
  for (const std::string& name : parameter_names) {
    cell.parameters.set(name, parameters().at(name));
  }
  return cell;
}

CellGroup Cells::add_for_shapes(
    const char* task, const std::vector<std::string>& parameter_names) {
  CellGroup group;
  for (const std::string& shape : distinct_texts(settings(), "shapes")) {
    for (const auto& cell : add_repetitions([&](int repetition) {
           Cell drawn = cell_of(task, parameter_names, repetition);
           drawn.parameters.set("shape", shape);
           return drawn;
         })) {
      group.push_back(cell);
    }
  }
  return group;
}

}  // namespace zipml::optimal_levels
