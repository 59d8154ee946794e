#include "experiments/scaling_and_storage/scaling_and_storage.h"

#include "experiments/linear/parameters.h"
#include "experiments/numerics.h"
#include "experiments/scaling_and_storage/cells.h"
#include "experiments/scaling_and_storage/tasks.h"

namespace zipml {
namespace {

std::vector<Parameter> fixed_point_parameters(Parameter data) {
  const Value::List small = {"synthetic-10", "cadata", "cpusmall"};
  const Value::List all = {"synthetic-10", "synthetic-100", "cadata",
                           "cpusmall"};
  data.name = "fixed_points.data";
  data.defaults = {small, all, all};
  data.help =
      "Data sets on which averaged SGD is compared with its fixed point.";
  return {
      std::move(data),
      bits_parameter("fixed_points.bits", Value::List{2, 4},
                     "Bits of a draw there."),
      integer_parameter(
          "fixed_points.rows",
          {Value::List{500, 2000, 6000},
           Value::List{500, 1000, 2000, 4000, 6000},
           Value::List{500, 1000, 2000, 4000, 6000, 10'000}},
          {.min = 1, .max = 1e9, .unit = "rows"},
          "Numbers K of training rows there; those that a set does not have "
          "are left out."),
      integer_parameter("fixed_points.updates", {200'000, 1'000'000, 4'000'000},
                        {1, 1e9, "updates"},
                        "Updates of a run there (at least five epochs), of "
                        "which the first fifth is not averaged."),
      number_parameter("fixed_points.step", 0.05, {1e-9, 1, "1/tr(S)"},
                       "Constant step there."),
  };
}

}  // namespace

std::unique_ptr<Experiment> make_scaling_and_storage(
    std::shared_ptr<DataLibrary> library) {
  using namespace scaling_and_storage;
  const ParameterList linear =
      linear_parameters({.data = Value::List{"synthetic-10", "synthetic-100",
                                             "cadata", "cpusmall"},
                         .epochs = {15, 50, 100},
                         .epochs_large_sets = {5, 50, 100}});
  // Scaling and draws are what is compared here.
  const ParameterList parameters =
      linear.without("quantization.draws")
          .without("quantization.arithmetic")
          .without("quantization.scaling")
          .without("quantization.placement")
          .with({choice_parameter(
                     "normalizations", Value::List{"min_max", "z_score"},
                     normalization_names(),
                     "Normalizations under which the scalings of samples are "
                     "compared."),
                 bits_parameter("bits", Value::List{2, 4, 6},
                                "Bits of a sample's draw."),
                 bits_parameter("channel_bits", Value::List{2, 4, 8},
                                "Bits of a model or gradient value.")})
          .with(fixed_point_parameters(linear.at("data")))
          .with({bits_parameter("storage.bits",
                                Value::List{1, 2, 3, 4, 5, 6, 7, 8},
                                "Bits of one draw in the packed store."),
                 integer_parameter("storage.draws", Value::List{1, 2, 4, 8, 16},
                                   {1, 256}, "Draws k that a code holds."),
                 integer_parameter("storage.rows", {200, 1'000'000, 1'000'000},
                                   {.min = 1, .max = 1e9, .unit = "rows"},
                                   "Training rows that are packed; at most "
                                   "all.")});
  return linear_experiment<Cells>(
      {.name = "scaling_and_storage",
       .title = "Scaling by row or column, draws fresh or stored",
       .claims = {"C2", "C6", "A.3"},
       .where = "section 2.2, supplement A.3",
       .version = 3,
       .parameters = parameters,
       .repetitions = {5, 8, 10},
       .verdict_kinds = {"column_scaling", "l2_norm_scaling", "fixed_point",
                         "consistent", "extra_bits"},
       .numerics = numerics_of({"linear"})},
      std::move(library),
      {{kVariancesTask, run_variances},
       {kFixedPointTask, run_fixed_point},
       {kStorageTask, scaling_and_storage::run_storage}});
}

}  // namespace zipml
