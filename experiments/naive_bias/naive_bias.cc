#include "experiments/naive_bias/naive_bias.h"

#include "experiments/linear/parameters.h"
#include "experiments/naive_bias/cells.h"
#include "experiments/naive_bias/tasks.h"
#include "experiments/numerics.h"

namespace zipml {

std::unique_ptr<Experiment> make_naive_bias(
    std::shared_ptr<DataLibrary> library) {
  using namespace naive_bias;
  const ParameterList parameters =
      linear_parameters(
          {.data = Value::List{"synthetic-100", "cadata", "cpusmall"},
           .epochs = {40, 100, 300},
           .epochs_large_sets = {30, 100, 300}})
          .with({
              bits_parameter("bits", Value::List{1, 2, 3, 4, 5, 6, 7, 8},
                             "Bits of a quantized sample value."),
              bits_parameter(
                  "figure_bits", 4,
                  "The bits of the loss figure and of the verdicts; the paper "
                  "does not name those of its inset (Fig 4a, of the same "
                  "scale, has 4). The nearest of `bits` is taken."),
              integer_parameter("fixed_point.passes", {4, 16, 32},
                                {1, 10'000, "passes"},
                                "Fresh draws of the whole set that a measured "
                                "fixed point is made of."),
              integer_parameter("monte_carlo.rows", {40, 100, 200},
                                {1, 100'000, "rows"},
                                "Samples whose mean gradient is measured."),
              integer_parameter("monte_carlo.draws", {1000, 10'000, 20'000},
                                {100, 100'000'000, "draws"},
                                "Draws of each of those samples."),
          });
  return linear_experiment<Cells>(
      {.name = "naive_bias",
       .title = "Naive rounding of samples leads SGD elsewhere",
       .claims = {"C1"},
       .where = "section 2.2 with its inset figure, supplement B.1",
       .version = 3,
       .parameters = parameters,
       .repetitions = {5, 10, 20},
       .verdict_kinds = {"other_solution", "double_sampling_unbiased",
                         "diverges", "inset_gap", "inset_nearest",
                         "bias_formula", "ridge"},
       .numerics = numerics_of({"linear"})},
      std::move(library),
      {{kFixedPointTask, run_fixed_point}, {kMonteCarloTask, run_monte_carlo}});
}

}  // namespace zipml
