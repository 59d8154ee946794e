#include "experiments/double_sampling/double_sampling.h"

#include "experiments/double_sampling/cells.h"
#include "experiments/double_sampling/tasks.h"
#include "experiments/linear/parameters.h"
#include "experiments/numerics.h"

namespace zipml {

std::unique_ptr<Experiment> make_double_sampling(
    std::shared_ptr<DataLibrary> library) {
  using namespace double_sampling;
  const ParameterList linear = linear_parameters(
      {.data = Value::List{"synthetic-10", "synthetic-100", "synthetic-1000",
                           "cadata", "cpusmall"},
       .epochs = 100,
       .epochs_large_sets = {15, 100, 100}});
  Parameter swept_data = linear.at("data");
  swept_data.name = "bits_sweep.data";
  // Not 10: there one bit may suffice, which bounds the fewest on one side
  // only.
  const Value::List to_1000 = {"synthetic-30", "synthetic-100", "synthetic-300",
                               "synthetic-1000"};
  const Value::List to_eight = {1, 2, 3, 4, 5, 6, 7, 8};
  swept_data.defaults = {
      Value::List{"synthetic-25", "synthetic-50", "synthetic-100"}, to_1000,
      to_1000};
  swept_data.help =
      "Data sets for the bits that are needed against the number of features.";
  const ParameterList parameters = linear.with({
      local_data_parameter(),
      double_sampling_parameter(),
      bits_parameter("bits", 4,
                     "Bits of one draw for sets that Fig 8 does not have; "
                     "those that it has use its 3/4/6/5/3/4."),
      choice_parameter("assumptions.normalizations",
                       Value::List{"column_max", "min_max", "z_score"},
                       normalization_names(),
                       "Normalizations to try against the paper's curves."),
      integer_parameter("assumptions.batch_sizes", Value::List{1, 16},
                        {1, 1'000'000, "samples"},
                        "Batch sizes to try against the paper's curves."),
      {.name = "assumptions.large_sets",
       .type = ParameterType::kBoolean,
       .defaults = {false, true, true},
       .help = "Whether they are tried on sets of 1,000,000 training values or "
               "more too."},
      swept_data,
      integer_parameter("bits_sweep.sets", {3, 5, 10}, {1, 1000, "sets"},
                        "How many sets of a size synthetic-N are drawn there, "
                        "by seeds of their own, each with one run a number of "
                        "bits: to learn of N, runs on one set are one value."),
      integer_parameter("bits_sweep.epochs", 100, {1, 100'000, "epochs"},
                        "Epochs of every run there, so that sets compare; the "
                        "paper runs 100."),
      bits_parameter("bits_sweep.bits",
                     {Value::List{1, 2, 3, 4, 5}, to_eight, to_eight},
                     "Bits that are tried there."),
      integer_parameter("moments.rows", {50, 200, 500}, {2, 100'000, "rows"},
                        "Samples whose gradient variance is measured."),
      integer_parameter("moments.draws", {2000, 10'000, 20'000},
                        {100, 100'000'000, "draws"},
                        "Pairs of draws of each of those samples."),
      integer_parameter(
          "storage.rows", {1000, 1'000'000, 1'000'000},
          {.min = 1, .max = 1e9, .unit = "rows"},
          "Training rows that are packed to measure the store; at most all."),
  });
  return linear_experiment<Cells>(
      {.name = "double_sampling",
       .title = "Two draws of a sample make low precision unbiased",
       .claims = {"C2", "C3", "C6", "C19"},
       .where = "sections 2.2, 5.1, supplement B.2, J.1, Fig 8",
       .version = 1,
       .parameters = parameters,
       .repetitions = {3, 5, 10},
       .verdict_kinds = {"same_solution", "comparable_rate", "rate_as_plotted",
                         "level_as_plotted", "lower_variance",
                         "more_features_more_bits", "half_a_bit_a_doubling",
                         "extra_bits"},
       .numerics = numerics_of({"linear"})},
      std::move(library),
      {{kMomentsTask, run_moments},
       {kStorageTask, double_sampling::run_storage}});
}

}  // namespace zipml
