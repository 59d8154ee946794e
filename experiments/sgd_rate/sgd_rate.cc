#include "experiments/sgd_rate/sgd_rate.h"

#include "core/harness/parameter_list.h"
#include "core/harness/task_experiment.h"
#include "experiments/numerics.h"
#include "experiments/sgd_rate/cells.h"
#include "experiments/sgd_rate/tasks.h"

namespace zipml {
namespace {

// first, 2 first, ... <= last.
Value::List doublings(int first, int last) {
  Value::List list;
  for (int count = first; count <= last; count *= 2) list.emplace_back(count);
  return list;
}

}  // namespace

std::unique_ptr<Experiment> make_sgd_rate() {
  using namespace sgd_rate;
  const GeneratorSpec spec;
  ExperimentInfo info = {
      .name = "sgd_rate",
      .title = "The rate of averaged SGD, and the price of bias",
      .claims = {"T1", "T3"},
      .where = "Theorems 1 and 3 (section 2.1, supplement B)",
      .version = 1,
      .parameters =
          {
              integer_parameter(
                  "problem.rows", spec.rows, {3, 100'000, "rows"},
                  "Rows K of the generated problem; more than its features."),
              integer_parameter("problem.features", spec.features, {2, 500},
                                "Features n. The exact sigma costs K n^3 / 2."),
              number_parameter(
                  "problem.condition", spec.condition, {1, 1e10},
                  "Largest over smallest eigenvalue of S; between them they "
                  "fall geometrically."),
              number_parameter(
                  "problem.label_noise", spec.label_noise, {0, 1e6},
                  "Standard deviation of the labels' noise, for an optimum of "
                  "norm 1."),
              integer_parameter(
                  "passes",
                  {doublings(1, 128), doublings(1, 512), doublings(1, 2048)},
                  {1, 1'000'000, "rows"},
                  "Numbers of updates of SGD (batch 1, rows drawn with "
                  "replacement), in multiples of the rows; each is a run of "
                  "its own, whose step depends on it."),
              integer_parameter(
                  "full_batch_updates",
                  {doublings(16, 8192), doublings(16, 16384),
                   doublings(16, 16384)},
                  {1, 10'000'000, "updates"},
                  "Numbers of updates of full-batch gradient descent, which "
                  "has no noise: well above 1 and well below "
                  "problem.condition, or the ends of the spectrum show."),
              bits_parameter("bits", Value::List{2, 3, 4, 5, 6, 7, 8},
                             "Bits of a quantized sample value."),
              choice_parameter(
                  "quantization.levels", "whole_range", convention_names(),
                  "b bits are 2^b levels over the range (whole_range, section "
                  "2.1) or 2^(b-1) steps each side of zero (per_sign, A.3)."),
          },
      .repetitions = {8, 16, 32},
      .verdict_kinds = {"rate_with_noise", "rate_without_noise", "bound",
                        "same_rate", "bias_on_the_way", "bias_in_the_end"},
      .numerics = numerics_of({"sgd"})};
  return std::make_unique<TaskExperiment<Cells, NoResources>>(
      std::move(info),
      std::vector<CellTask<NoResources>>{{kConstantsTask, run_constants},
                                         {kTrainTask, run_train}});
}

}  // namespace zipml
