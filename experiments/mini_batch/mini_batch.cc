#include "experiments/mini_batch/mini_batch.h"

#include "experiments/linear/parameters.h"
#include "experiments/mini_batch/cells.h"
#include "experiments/numerics.h"

namespace zipml {

std::unique_ptr<Experiment> make_mini_batch(
    std::shared_ptr<DataLibrary> library) {
  // Batches are this experiment's own list.
  const ParameterList parameters =
      linear_parameters({.data = Value::List{"synthetic-100"},
                         .epochs = 50,
                         .epochs_large_sets = {30, 50, 50}})
          .without("sgd.batch_size")
          .with(channel_parameters())
          .with({
              integer_parameter(
                  "batch_sizes", Value::List{1, 16, 256},
                  {1, 1'000'000, "samples"},
                  "Samples of a mini-batch; their gradients are averaged."),
              choice_parameter(
                  "step_rules", Value::List{"shared", "per_batch"},
                  {"shared", "per_batch"},
                  "Where alpha comes from: one for all batch sizes, tuned at "
                  "tuned_batch_size (shared), or tuned for each (per_batch). "
                  "The paper does not say."),
              integer_parameter("tuned_batch_size", 256,
                                {1, 1'000'000, "samples"},
                                "The batch size at which the shared alpha is "
                                "tuned for 32 bits."),
              bits_parameter("bits", 3, "Bits of every quantized channel."),
              choice_parameter(
                  "mode", "sample",
                  {"sample", "model", "gradient", "end_to_end"},
                  "Which channels are quantized (supplement A.1)."),
          });
  return linear_experiment<mini_batch::Cells>(
      {.name = "mini_batch",
       .title = "Mini-batches at 32 and at 3 bits",
       .claims = {"C18"},
       .where = "section 5.1, Fig 6",
       .version = 1,
       .parameters = parameters,
       .repetitions = {3, 5, 10},
       .verdict_kinds = {"slower_at_32_bits", "faster_at_few_bits",
                         "not_dominated"},
       .numerics = numerics_of({"linear"})},
      std::move(library));
}

}  // namespace zipml
