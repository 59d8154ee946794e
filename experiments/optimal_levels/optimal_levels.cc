#include "core/harness/legacy_experiment.h"
#include "experiments/optimal_levels/optimal_levels.h"

#include <algorithm>
#include <cassert>

#include "experiments/linear/parameters.h"
#include "experiments/optimal_levels/analysis.h"
#include "experiments/optimal_levels/cells.h"
#include "experiments/optimal_levels/instances.h"

namespace zipml {
namespace {

Parameter integer(const char* name, Defaults defaults, double min, double max,
                  const char* unit, const char* help) {
  return {.name = name,
          .type = ParameterType::kInteger,
          .defaults = std::move(defaults),
          .min = min,
          .max = max,
          .unit = unit,
          .help = help};
}

Parameter list(Parameter parameter) {
  parameter.is_list = true;
  return parameter;
}

Value all_shapes() {
  Value::List shapes;
  for (const std::string& name : optimal_levels::shape_names()) {
    shapes.emplace_back(name);
  }
  return Value(std::move(shapes));
}

std::vector<Parameter> search_parameters() {
  return {
      {.name = "shapes",
       .type = ParameterType::kChoice,
       .is_list = true,
       .defaults = all_shapes(),
       .help = "Distributions that points are drawn from.",
       .choices = optimal_levels::shape_names()},
      integer("brute_force.instances", {Value(30), Value(200), Value(1000)}, 1,
              1'000'000, "instances",
              "Small instances whose every set of levels is tried."),
      integer("brute_force.points", {Value(11), Value(13), Value(15)}, 4, 20,
              "points", "The most points of such an instance."),
      integer("off_points.instances", {Value(4), Value(30), Value(200)}, 1,
              1'000'000, "instances",
              "Instances on which levels may stand anywhere."),
      integer("off_points.points", {Value(40), Value(60), Value(100)}, 3,
              100'000, "points", "Points of such an instance."),
      integer("off_points.starts", {Value(20), Value(50), Value(50)}, 1,
              1'000'000, "starts",
              "Starts of the search over real levels, half of them at random "
              "and half beside the optimum; and single levels moved."),
      integer("discretised.points",
              {Value(10'000), Value(100'000), Value(1'000'000)}, 2, 100'000'000,
              "points", "Points of the check of Theorem 2."),
      list(integer("discretised.intervals", Value(Value::List{4, 8, 16, 32}), 1,
                   1000, "intervals", "k of Theorem 2.")),
      list(integer("discretised.candidates",
                   Value(Value::List{64, 128, 256, 512}), 2, 10'000, "cells",
                   "M of Theorem 2, at least 2 k (else left out).")),
      list(integer(
          "greedy.points",
          {Value(Value::List{1 << 10, 1 << 12, 1 << 14}),
           Value(Value::List{1 << 10, 1 << 12, 1 << 14, 1 << 16, 1 << 18}),
           Value(Value::List{1 << 10, 1 << 12, 1 << 14, 1 << 16, 1 << 18,
                             1 << 20})},
          2, 1e8, "points", "Points that ADAQUANT starts from.")),
      list(integer("greedy.intervals", Value(Value::List{4, 16}), 1, 1000,
                   "intervals", "k of Theorems 8 and 9.")),
  };
}

std::vector<Parameter> parameters() {
  std::vector<Parameter> all = search_parameters();
  for (Parameter& shared : linear_parameters(
           Value(Value::List{"cadata", "cpusmall"}), Value(1), Value(1))) {
    if (shared.name == "data" || shared.name.starts_with("file.")) {
      all.insert(all.begin(), std::move(shared));
    }
  }
  const std::vector<Parameter> more = {
      {.name = "greedy.gamma",
       .type = ParameterType::kNumber,
       .is_list = true,
       .defaults = Value(Value::List{0.5, 1.0, 4.0}),
       .min = 0.01,
       .max = 1000,
       .help = "ADAQUANT's gamma; the paper's text has 1."},
      integer("methods.points",
              {Value(1 << 12), Value(1 << 13), Value(1 << 14)}, 2, 1e8,
              "points", "Points of the table of all methods."),
      integer("methods.levels", Value(16), 2, 1000, "levels",
              "Levels of the table of all methods."),
      list(integer("adversary.intervals", Value(Value::List{2, 3}), 2, 20,
                   "intervals",
                   "k of the search for a ratio above 2 of the program on "
                   "the greedy's levels.")),
      integer("adversary.restarts", {Value(3), Value(5), Value(10)}, 1,
              1'000'000, "restarts", "Instances that the search starts from."),
      integer("adversary.steps", {Value(600), Value(2000), Value(10'000)}, 1,
              100'000'000, "steps",
              "Changes that are tried on each of them; one that does not "
              "lower the ratio is kept."),
      {.name = "adversary.multiplicity",
       .type = ParameterType::kNumber,
       .is_list = true,
       .defaults = Value(Value::List{1.0, 100.0, 1e6}),
       .min = 1,
       .max = 1e9,
       .unit = "points",
       .help = "The most points that may share a place; 1: all are distinct."},
      integer("figure.levels", Value(16), 2, 1000, "levels",
              "Levels of the picture of Fig 3."),
      list(integer("timing.log2_points",
                   {Value(Value::List{10, 12, 14, 16}),
                    Value(Value::List{10, 12, 14, 16, 18, 20}),
                    Value(Value::List{10, 12, 14, 16, 18, 20, 22})},
                   2, 26, "log2 points", "Sizes that are timed.")),
      list(integer("timing.levels",
                   {Value(Value::List{4, 16, 64}),
                    Value(Value::List{4, 8, 16, 32, 64, 128, 256}),
                    Value(Value::List{4, 8, 16, 32, 64, 128, 256})},
                   2, 4096, "levels", "Numbers of levels that are timed.")),
      integer("timing.turns", {Value(3), Value(5), Value(9)}, 1, 10'000,
              "turns", "Times that each method is timed; medians are shown."),
  };
  all.insert(all.end(), more.begin(), more.end());
  return all;
}

class OptimalLevelsExperiment : public LegacyExperiment {
 public:
  explicit OptimalLevelsExperiment(std::shared_ptr<DataLibrary> library)
      : problems_(std::move(library)) {
    info_.name = "optimal_levels";
    info_.title = "Optimal levels and the paper's ways to find them";
    info_.claims = {"C10"};
    info_.where = "section 3, supplement H and I, Fig 3";
    info_.version = 1;
    info_.parameters = parameters();
    info_.repetitions = {Value(3), Value(5), Value(10)};
  }

  const ExperimentInfo& info() const override { return info_; }

  std::vector<Cell> plan_cells(const Settings& settings) const override {
    return optimal_levels::CellMaker(info_, settings, problems_).all();
  }

  CellResult run(const Cell& cell, std::span<const CellResult>,
                 const RunContext& context) const override {
    const auto& tasks = optimal_levels::tasks();
    const auto task =
        std::find_if(tasks.begin(), tasks.end(),
                     [&](const auto& row) { return row.name == cell.task; });
    assert(task != tasks.end());
    return task->run(cell, problems_, context);
  }

  Findings analyse_cells(const Settings& settings,
                   const Results& results) const override {
    const optimal_levels::CellMaker cells(info_, settings, problems_);
    return optimal_levels::analyse(cells, results);
  }

 private:
  ExperimentInfo info_;
  mutable LinearProblems problems_;  // a cache with its own lock
};

}  // namespace

std::unique_ptr<Experiment> make_optimal_levels(
    std::shared_ptr<DataLibrary> library) {
  return std::make_unique<OptimalLevelsExperiment>(std::move(library));
}

}  // namespace zipml
