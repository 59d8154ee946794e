#include "experiments/debiased_single/debiased_single.h"

#include "experiments/debiased_single/cells.h"
#include "experiments/debiased_single/tasks.h"
#include "experiments/linear/parameters.h"
#include "experiments/numerics.h"

namespace zipml {

std::unique_ptr<Experiment> make_debiased_single(
    std::shared_ptr<DataLibrary> library) {
  using namespace debiased_single;
  const Value::List some = {"synthetic-100", "cadata", "cpusmall"};
  const Value::List all = {"synthetic-100", "synthetic-1000", "cadata",
                           "cpusmall", "cod-rna"};
  const Value::List to_eight = {1, 2, 3, 4, 5, 6, 7, 8};
  const ParameterList parameters =
      linear_parameters({.data = {some, all, all},
                         .epochs = {10, 20, 100},
                         .epochs_large_sets = {10, 10, 50},
                         .tasks = DataTasks::kBoth})
          // With batches of one not even 32 bits are smooth on cadata.
          .with_default("sgd.batch_size", 16)
          // A search for each method and number of bits: few steps.
          .with_default("search.from", {0.25, 0.0625, 0.03125})
          .with_default("search.to", {2.0, 4.0, 16.0})
          .with_default("search.factor", {2.0, 2.0, 1.4142135623730951})
          .with_default("quantization.draws", "stored")
          // 2^b + 1 levels are one more than b stored bits can hold.
          .with_instead(choice_parameter(
              "quantization.levels", "whole_range", {"whole_range"},
              "b bits are 2^b levels over the range (section 2.1): all that b "
              "stored bits can hold."))
          .with({
              ParameterList(model_parameters(1e-4)).at("model.ridge"),
              bits_parameter(
                  "bits", {Value::List{1, 2, 4, 8}, to_eight, to_eight},
                  "Stored bits of a value, whatever the draws: 2^b levels of "
                  "one draw, 2^(b-1) of two without their order."),
              bits_parameter("figure_bits", 4,
                             "The bits of the loss figure and of the verdicts: "
                             "the nearest of `bits` is taken."),
              choice_parameter(
                  "step_rules", Value::List{"own", "shared"}, {"own", "shared"},
                  "Where alpha comes from: a search for each method and number "
                  "of bits (own), or the one for 32 bits (shared, the "
                  "paper's)."),
              integer_parameter(
                  "fixed_points.most_features", {100, 200, 1000},
                  {0, 100'000, "features"},
                  "Where stored draws lead, in closed form, on sets of at most "
                  "so many features: the cost is that of their square."),
          });
  return linear_experiment<Cells>(
      {.name = "debiased_single",
       .title = "One draw or two in the same stored bits",
       .claims = {"C6"},
       .where = "section 2.2",
       .version = 1,
       .parameters = parameters,
       .repetitions = {3, 3, 10},
       .verdict_kinds = {"one_bit", "worth_its_bit", "one_draw_suffices",
                         "same_at_most_bits", "less_variance"},
       .numerics = numerics_of({"linear"})},
      std::move(library),
      {{kVarianceTask, run_variance}, {kFixedPointTask, run_fixed_point}});
}

}  // namespace zipml
