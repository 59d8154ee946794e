#include "experiments/optimal_levels/cells.h"

#include "experiments/linear/parameters.h"

namespace zipml::optimal_levels {

const std::vector<Task>& tasks() {
  using enum Task::Each;
  static const std::vector<Task> all = {
      {"brute_force",
       kShape,
       {"brute_force.instances", "brute_force.points"},
       run_brute_force},
      {"off_points",
       kShape,
       {"off_points.instances", "off_points.points", "off_points.starts"},
       run_off_points},
      {"discretised",
       kShape,
       {"discretised.points", "discretised.intervals",
        "discretised.candidates"},
       run_discretised},
      {"greedy",
       kShape,
       {"greedy.points", "greedy.intervals", "greedy.gamma"},
       run_greedy},
      {"methods", kShape, {"methods.points", "methods.levels"}, run_methods},
      {"adversary",
       kShape,
       {"adversary.intervals", "adversary.restarts", "adversary.steps",
        "adversary.multiplicity"},
       run_adversary},
      {"constructed", kNothing, {}, run_constructed},
      {"feature", kDataSet, {"figure.levels"}, run_feature},
      {"timing", kSize, {"timing.levels", "timing.turns"}, run_timing},
  };
  return all;
}

CellMaker::CellMaker(const ExperimentInfo& info, const Settings& settings,
                     const LinearProblems& problems)
    : info_(info), settings_(settings) {
  const Record& parameters = settings.parameters;
  for (const std::string& data : distinct_texts(settings, "data")) {
    ProblemSpec spec;
    spec.data = data;
    spec.file = {
        parameters.text("file.label"),
        static_cast<Eigen::Index>(parameters.integer("file.train_rows"))};
    spec.normalization = "none";
    data_.push_back(problems.locate(spec));
  }
}

std::vector<Cell> CellMaker::of(const Task& task) const {
  Cell cell;
  cell.experiment = info_.name;
  cell.version = info_.version;
  cell.task = task.name;
  cell.seed = settings_.seed;
  for (const char* name : task.parameters) {
    cell.parameters.set(name, settings_.parameters.at(name));
  }
  std::vector<Cell> cells;
  const auto add = [&](const std::string& parameter, Value value,
                       int repetitions) {
    cell.parameters.set(parameter, std::move(value));
    for (cell.repetition = 0; cell.repetition < repetitions;
         ++cell.repetition) {
      cells.push_back(cell);
    }
    cell.repetition = 0;
  };
  switch (task.each) {
    case Task::Each::kShape:
      for (const std::string& shape : distinct_texts(settings_, "shapes")) {
        add("shape", shape, settings_.repetitions);
      }
      break;
    case Task::Each::kSize:
      for (const int log2 :
           ascending_integers(settings_, "timing.log2_points")) {
        add("log2_points", log2, 1);
      }
      break;
    case Task::Each::kDataSet:
      for (const ProblemSpec& spec : data_) {
        const Record own = to_record(spec);
        for (const auto& [name, value] : own) cell.parameters.set(name, value);
        cells.push_back(cell);
      }
      break;
    case Task::Each::kNothing:
      cells.push_back(cell);
      break;
  }
  return cells;
}

std::vector<Cell> CellMaker::all() const {
  std::vector<Cell> cells;
  for (const Task& task : tasks()) {
    const std::vector<Cell> own = of(task);
    cells.insert(cells.end(), own.begin(), own.end());
  }
  return cells;
}

}  // namespace zipml::optimal_levels
