#include "experiments/cpu_speed/cpu_speed.h"

#include "core/harness/parameter_list.h"
#include "core/harness/task_experiment.h"
#include "experiments/cpu_speed/cells.h"
#include "experiments/cpu_speed/tasks.h"
#include "experiments/numerics.h"

namespace zipml {

std::unique_ptr<Experiment> make_cpu_speed() {
  using namespace cpu_speed;
  const std::vector<Parameter> parameters = {
      integer_parameter("features",
                        {Value::List{1024}, Value::List{90, 256, 1024, 4096},
                         Value::List{90, 256, 1024, 4096}},
                        {1, 1'000'000, "features"}, "Features of a row."),
      integer_parameter(
          "megabytes",
          {Value::List{64}, Value::List{8, 1024}, Value::List{1, 8, 64, 1024}},
          {1, 65'536, "MiB"},
          "Sizes of the set as float32: in cache and far beyond "
          "it. Codes take up to half as much again."),
      integer_parameter("rounds", {5, 7, 11}, {1, 1000, "rounds"},
                        "Times that all variants take their turn; medians and "
                        "quartiles are over them."),
      integer_parameter("threads", 2, {1, 256, "threads"},
                        "Threads of the parallel variants."),
      integer_parameter("loss.features", 1024, {1, 1'000'000, "features"},
                        "Features of the figure of loss against time."),
      integer_parameter("loss.megabytes", {32, 256, 1024}, {1, 65'536, "MiB"},
                        "Size of its set as float32."),
      integer_parameter("loss.epochs", {5, 10, 20}, {1, 10'000, "epochs"},
                        "Its epochs."),
  };
  ExperimentInfo info = {
      .name = "cpu_speed",
      .title = "Low precision on this CPU",
      .claims = {"C7"},
      .where = "section 5.1, Fig 5, with a CPU in place of the FPGA",
      .version = 1,
      .parameters = parameters,
      .repetitions = 1,
      .verdict_kinds = {"faster_on_a_cpu"},
      .numerics = numerics_of({"sgd"})};
  return std::make_unique<TaskExperiment<Cells, NoResources>>(
      std::move(info),
      std::vector<CellTask<NoResources>>{{kEpochTask, run_epoch_times},
                                         {kLossTask, run_time_to_loss}});
}

}  // namespace zipml
