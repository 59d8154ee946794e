#include "experiments/optimal_vs_uniform/optimal_vs_uniform.h"

#include "experiments/linear/parameters.h"
#include "experiments/numerics.h"
#include "experiments/optimal_vs_uniform/cells.h"
#include "experiments/optimal_vs_uniform/tasks.h"

namespace zipml {

std::unique_ptr<Experiment> make_optimal_vs_uniform(
    std::shared_ptr<DataLibrary> library) {
  using namespace optimal_vs_uniform;
  const ParameterList linear = linear_parameters(
      {.data = Value::List{"synthetic-10", "synthetic-100", "synthetic-1000",
                           "cadata", "cpusmall"},
       .epochs = 100,
       .epochs_large_sets = {20, 100, 100}});
  // Here the setting means the optimal side: the other is always uniform.
  Parameter placement = linear.at("quantization.placement");
  placement.defaults = "exact";
  std::erase(placement.choices, "uniform");
  placement.help =
      "How the levels that uniform ones are compared with are placed: a "
      "method of `zipml levels`, for each feature (exact: the least variance).";
  const Value::List to_eight = {1, 2, 3, 4, 5, 6, 7, 8};
  const ParameterList parameters = linear.with_instead(placement).with({
      local_data_parameter(),
      double_sampling_parameter(),
      bits_parameter("bits", 3,
                     "Bits of one draw for sets that Fig 10 does not have; "
                     "those that it has use its 2/4/5/3/2/2."),
      integer_parameter(
          "equal_loss.epochs", Value::List{10, 20, 50, 100},
          {1, 100'000, "epochs"},
          "The losses that uniform levels have reached by these epochs (and by "
          "the last) are what optimal levels are timed to."),
      bits_parameter(
          "bits_sweep.bits", {Value::List{2, 3, 4, 5}, to_eight, to_eight},
          "Bits among which the fewest for a smooth curve are sought."),
      integer_parameter("bits_sweep.most_values", {2'000'000, 10'000'000, 0},
                        {.min = 0, .max = 1e9, .unit = "values"},
                        "Sets of more training values than this are left out "
                        "of that search; 0: none."),
      bits_parameter(
          "figure_7a.optimal_bits", 3,
          "Bits of optimal, and of the fewer uniform, levels in Fig 7a."),
      bits_parameter("figure_7a.uniform_bits", 5,
                     "Bits of the uniform levels that they are to equal."),
      choice_parameter(
          "variance.normalizations", Value::List{"min_max", "column_max"},
          normalization_names(),
          "Normalizations for the table of exact rounding variances."),
  });
  return linear_experiment<Cells>(
      {.name = "optimal_vs_uniform",
       .title = "Optimal levels against uniform ones at equal bits",
       .claims = {"C8", "C9"},
       .where = "abstract, section 5.2, Figs 7a, 10",
       .version = 1,
       .parameters = parameters,
       .repetitions = {3, 5, 10},
       .verdict_kinds = {"up_to_five_thirds", "fewer_bits", "few_bits_as_many",
                         "up_to_four_times", "three_times_as_plotted", "faster",
                         "more_stable"},
       .numerics = numerics_of({"linear"})},
      std::move(library), {{kVarianceTask, run_variance}});
}

}  // namespace zipml
