#include "experiments/end_to_end/end_to_end.h"

#include "experiments/end_to_end/cells.h"
#include "experiments/linear/parameters.h"
#include "experiments/numerics.h"

namespace zipml {

std::unique_ptr<Experiment> make_end_to_end(
    std::shared_ptr<DataLibrary> library) {
  const Value::List small = {"synthetic-10", "synthetic-100", "cadata",
                             "cpusmall", "cod-rna"};
  const Value::List all = {"synthetic-10", "synthetic-100", "synthetic-1000",
                           "cadata",       "cpusmall",      "cod-rna",
                           "gisette"};
  const Value::List to_eight = {1, 2, 3, 4, 5, 6, 7, 8};
  const ParameterList parameters =
      linear_parameters({.data = {small, all, all},
                         .epochs = {20, 100, 100},
                         .epochs_large_sets = {20, 30, 100},
                         .tasks = DataTasks::kBoth})
          // The paper's curves of end-to-end training are smooth; with batches
          // of one, not even 32 bits are (cadata), and nothing could be told
          // from them.
          .with_default("sgd.batch_size", 16)
          .with({local_data_parameter(DataTasks::kBoth)})
          .with(model_parameters(1e-4))
          .with(channel_parameters())
          .with({
              double_sampling_parameter(),
              choice_parameter(
                  "modes",
                  Value::List{"sample", "model", "gradient", "end_to_end"},
                  {"sample", "model", "gradient", "end_to_end"},
                  "Which channels are quantized in the sweep (supplement "
                  "A.1)."),
              bits_parameter(
                  "bits", {Value::List{2, 3, 4, 5, 6, 8}, to_eight, to_eight},
                  "Bits of every quantized channel in the sweep."),
              integer_parameter(
                  "paper_bits.epochs", 100, {1, 100'000, "epochs"},
                  "Epochs of the runs at the bits that the paper shows, which "
                  "say whether they end at the 32-bit loss; the paper runs "
                  "100."),
          });
  return linear_experiment<end_to_end::Cells>(
      {.name = "end_to_end",
       .title = "Samples, models and gradients all in low precision",
       .claims = {"C4", "C5"},
       .where = "sections 1, 5.1, supplement A.1, E, F.1, J.1, Figs 4, 8, 11",
       .version = 1,
       .parameters = parameters,
       .repetitions = {3, 3, 5},
       .verdict_kinds = {"same_loss", "same_accuracy", "always_enough",
                         "bandwidth", "sixteen_times", "caption"},
       .numerics = numerics_of({"linear"})},
      std::move(library));
}

}  // namespace zipml
