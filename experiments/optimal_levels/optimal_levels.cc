#include "experiments/optimal_levels/optimal_levels.h"

#include "core/harness/task_experiment.h"
#include "experiments/linear/parameters.h"
#include "experiments/numerics.h"
#include "experiments/optimal_levels/cells.h"
#include "experiments/optimal_levels/instances.h"
#include "experiments/optimal_levels/tasks.h"

namespace zipml {
namespace optimal_levels {
namespace {

ParameterList data_parameters() {
  return zipml::data_parameters(Value::List{"cadata", "cpusmall"},
                                DataTasks::kRegression)
      .without_group("preprocessing.");
}

Value::List all_shapes() {
  const std::vector<std::string> names = shape_names();
  return Value::List(names.begin(), names.end());
}

ParameterList parameters() {
  return data_parameters().with({
      choice_parameter("shapes", all_shapes(), shape_names(),
                       "Distributions that points are drawn from."),
      integer_parameter("brute_force.instances", {30, 200, 1000},
                        {1, 1'000'000, "instances"},
                        "Small instances whose every set of levels is tried."),
      integer_parameter("brute_force.points", {11, 13, 15}, {4, 20, "points"},
                        "The most points of such an instance."),
      integer_parameter("off_points.instances", {4, 30, 200},
                        {1, 1'000'000, "instances"},
                        "Instances on which levels may stand anywhere."),
      integer_parameter("off_points.points", {40, 60, 100},
                        {3, 100'000, "points"}, "Points of such an instance."),
      integer_parameter(
          "off_points.starts", {20, 50, 50}, {1, 1'000'000, "starts"},
          "Starts of the search over real levels, half of them at random and "
          "half beside the optimum; and single levels moved."),
      integer_parameter("discretised.points", {10'000, 100'000, 1'000'000},
                        {2, 100'000'000, "points"},
                        "Points of the check of Theorem 2."),
      integer_parameter("discretised.intervals", Value::List{4, 8, 16, 32},
                        {1, 1000, "intervals"}, "k of Theorem 2."),
      integer_parameter("discretised.candidates",
                        Value::List{64, 128, 256, 512}, {2, 10'000, "cells"},
                        "M of Theorem 2, at least 2 k (else left out)."),
      integer_parameter(
          "greedy.points",
          {Value::List{1 << 10, 1 << 12, 1 << 14},
           Value::List{1 << 10, 1 << 12, 1 << 14, 1 << 16, 1 << 18},
           Value::List{1 << 10, 1 << 12, 1 << 14, 1 << 16, 1 << 18, 1 << 20}},
          {2, 1e8, "points"}, "Points that ADAQUANT starts from."),
      integer_parameter("greedy.intervals", Value::List{4, 16},
                        {1, 1000, "intervals"}, "k of Theorems 8 and 9."),
      number_parameter("greedy.gamma", Value::List{0.5, 1.0, 4.0}, {0.01, 1000},
                       "ADAQUANT's gamma; the paper's text has 1."),
      integer_parameter("methods.points", {1 << 12, 1 << 13, 1 << 14},
                        {2, 1e8, "points"},
                        "Points of the table of all methods."),
      integer_parameter("methods.levels", 16, {2, 1000, "levels"},
                        "Levels of the table of all methods."),
      integer_parameter("adversary.intervals", Value::List{2, 3},
                        {2, 20, "intervals"},
                        "k of the search for a ratio above 2 of the program on "
                        "the greedy's levels."),
      integer_parameter("adversary.restarts", {3, 5, 10},
                        {1, 1'000'000, "restarts"},
                        "Instances that the search starts from."),
      integer_parameter("adversary.steps", {600, 2000, 10'000},
                        {1, 100'000'000, "steps"},
                        "Changes that are tried on each of them; one that does "
                        "not lower the ratio is kept."),
      number_parameter(
          "adversary.multiplicity", Value::List{1.0, 100.0, 1e6},
          {1, 1e9, "points"},
          "The most points that may share a place; 1: all are distinct."),
      integer_parameter("figure.levels", 16, {2, 1000, "levels"},
                        "Levels of the picture of Fig 3."),
      integer_parameter(
          "timing.log2_points",
          {Value::List{10, 12, 14, 16}, Value::List{10, 12, 14, 16, 18, 20},
           Value::List{10, 12, 14, 16, 18, 20, 22}},
          {2, 26, "log2 points"}, "Sizes that are timed."),
      integer_parameter(
          "timing.levels",
          {Value::List{4, 16, 64}, Value::List{4, 8, 16, 32, 64, 128, 256},
           Value::List{4, 8, 16, 32, 64, 128, 256}},
          {2, 4096, "levels"}, "Numbers of levels that are timed."),
      integer_parameter("timing.turns", {3, 5, 9}, {1, 10'000, "turns"},
                        "Times that each method is timed; medians are shown."),
  });
}

}  // namespace
}  // namespace optimal_levels

std::unique_ptr<Experiment> make_optimal_levels(
    std::shared_ptr<DataLibrary> library) {
  using namespace optimal_levels;
  return std::make_unique<TaskExperiment<Cells, LinearProblems>>(
      ExperimentInfo{
          .name = "optimal_levels",
          .title = "Optimal levels and the paper's ways to find them",
          .claims = {"C10"},
          .where = "section 3, supplement H and I, Fig 3",
          .version = 2,
          .parameters = parameters(),
          .repetitions = {3, 5, 10},
          .verdict_kinds = {"program_is_exact", "fast_methods_are_exact",
                            "levels_at_points", "linear_between_points",
                            "theorem_2", "gap_falls_with_m", "gap_falls_with_k",
                            "theorem_9", "interval_count", "theorem_8",
                            "two_approximation", "no_constant", "crowding"},
          .numerics = numerics_of({"optimal", "data"})},
      std::vector<CellTask<LinearProblems>>{{kBruteForceTask, run_brute_force},
                                            {kOffPointsTask, run_off_points},
                                            {kDiscretisedTask, run_discretised},
                                            {kGreedyTask, run_greedy},
                                            {kMethodsTask, run_methods},
                                            {kAdversaryTask, run_adversary},
                                            {kConstructedTask, run_constructed},
                                            {kFeatureTask, run_feature},
                                            {kTimingTask, run_timing}},
      std::move(library));
}

}  // namespace zipml
