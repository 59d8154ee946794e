#include "experiments/variance_bounds/variance_bounds.h"

#include "core/harness/parameter_list.h"
#include "core/harness/task_experiment.h"
#include "experiments/numerics.h"
#include "experiments/variance_bounds/cells.h"
#include "experiments/variance_bounds/tasks.h"

namespace zipml {
namespace {

std::vector<Parameter> parameters() {
  constexpr double kMost = 100'000'000;
  return {
      integer_parameter(
          "instances", {12'000, 50'000, 300'000}, {1, kMost, "instances"},
          "Random instances of each statement, spread over the repetitions "
          "and dimensions."),
      integer_parameter(
          "dimensions", Value::List{1, 2, 3, 4, 8, 16, 64, 256},
          {1, 10'000, "features"},
          "Numbers of features n; the end-to-end statements take those up "
          "to 8, for which their closed form is short."),
      integer_parameter(
          "bits", Value::List{1, 2, 3, 4, 6, 8}, {1, 12, "bits"},
          "Bits b of the quantizers: s = 2^(b-1) with step 1/s per sign, s "
          "= 2^b - 1 with step 2/s."),
      integer_parameter(
          "search.restarts", {5, 10, 20}, {1, kMost, "starts"},
          "Starts of the hill climbing, for each statement, dimension and "
          "repetition."),
      integer_parameter("search.steps", {200, 1000, 5000}, {1, kMost, "moves"},
                        "Moves after each start."),
      integer_parameter(
          "monte_carlo.instances", {10, 50, 100}, {1, kMost, "instances"},
          "Gaussian instances on which each closed form is measured."),
      integer_parameter("monte_carlo.draws", {10'000, 40'000, 200'000},
                        {100, kMost, "draws"},
                        "Draws at each of them and at each worst case."),
      integer_parameter("curve.dimensions", Value::List{10, 100, 1000},
                        {1, 100'000, "features"},
                        "Panels of the figure of variance against s."),
      integer_parameter("curve.bits", Value::List{1, 2, 3, 4, 5, 6, 7, 8},
                        {1, 12, "bits"}, "Its bits, as in `bits`."),
      integer_parameter("curve.draws", {200, 1000, 5000}, {2, kMost, "draws"},
                        "Its draws of each vector."),
      integer_parameter(
          "end_to_end.dimensions", Value::List{16, 64, 256, 1024},
          {1, 100'000, "features"},
          "Numbers of features at which end-to-end quantization with s >= "
          "sqrt(n) is measured."),
      integer_parameter("end_to_end.draws", {2000, 10'000, 40'000},
                        {2, kMost, "draws"}, "Its draws of each gradient."),
  };
}

}  // namespace

std::unique_ptr<Experiment> make_variance_bounds() {
  using namespace variance_bounds;
  ExperimentInfo info = {
      .name = "variance_bounds",
      .title = "The paper's bounds on variance, as printed and corrected",
      .claims = {"C2", "C3", "C4"},
      .where =
          "sections 2.1 to 2.3, supplement A to E: Lemmas 1, 2, 6 to 10, "
          "Corollaries 1 to 3",
      .version = 2,
      .parameters = parameters(),
      .repetitions = {3, 5, 10},
      .verdict_kinds = {"bound", "unbiased", "closed_forms", "n_over_s2",
                        "constant_factor", "within_corollary_2"},
      .numerics = numerics_of({"sgd"})};
  return std::make_unique<TaskExperiment<Cells, NoResources>>(
      std::move(info),
      std::vector<CellTask<NoResources>>{{kSearchTask, run_search},
                                         {kFormulaTask, run_formula},
                                         {kCurveTask, run_curve},
                                         {kEndToEndTask, run_end_to_end}});
}

}  // namespace zipml
