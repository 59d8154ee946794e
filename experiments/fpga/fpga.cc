#include "experiments/fpga/fpga.h"

#include "core/fpga/design_table.h"
#include "core/harness/parameter_list.h"
#include "core/harness/task_experiment.h"
#include "experiments/fpga/cells.h"
#include "experiments/fpga/data_sets.h"
#include "experiments/fpga/tasks.h"
#include "experiments/numerics.h"

namespace zipml {
namespace fpga {
namespace {

// With further names than the choices.
Parameter open_choice(std::string name, Defaults defaults,
                      std::vector<std::string> choices,
                      bool (*is_name)(const std::string&), std::string help) {
  Parameter parameter = choice_parameter(std::move(name), std::move(defaults),
                                         std::move(choices), std::move(help));
  parameter.is_name = is_name;
  return parameter;
}

Parameter set_parameter(std::string name, Defaults defaults,
                        const std::string& help) {
  return open_choice(std::move(name), std::move(defaults), paper_set_names(),
                     is_data_size,
                     help + " Names of Table 1, or ROWSxFEATURES.");
}

std::vector<Parameter> parameters() {
  const std::vector<std::string> set_names = paper_set_names();
  const ParameterRange epochs{1, 100'000, "epochs"};
  return {
      open_choice(
          "designs",
          Value::List{"float", "q8", "q4", "q2", "q1split", "mlweaving"},
          design_names(), is_design_name,
          "Hardware designs; besides the choices qB and qB-base (B = 1 to 16 "
          "bits, two draws in full, or as base and draw bits) and mlweaving-B "
          "(B = 1 to 32)."),
      {.name = "design_file",
       .type = ParameterType::kNameOrFile,
       .defaults = "none",
       .help = "JSON file of designs of one's own, added to `designs`: "
               "{\"NAME\": {\"base\": \"q2\", FIELD: VALUE, ...}, ...}; fields "
               "are those of core/fpga/design.h.",
       .choices = {"none"}},
      number_parameter(
          "design.clock_mhz", 0.0, {0, 100'000, "MHz"},
          "Clock of every design of the study; 0: each design's own."),
      number_parameter(
          "design.link_gbps", 0.0, {0, 100'000, "GB/s"},
          "Bandwidth of the link to memory; 0: each design's own."),
      integer_parameter("design.latency_cycles", -1, {-1, 1'000'000, "cycles"},
                        "Latency of the memory; -1: each design's own."),
      integer_parameter(
          "design.shell_cycles", -1, {-1, 1'000'000, "cycles"},
          "Cycles of the surrounding shell, an epoch; -1: each design's own."),
      integer_parameter(
          "bit_serial_batch", 64, {1, 1'000'000, "samples"},
          "Mini-batch of bit-serial designs, a multiple of 8 for MLWeaving; "
          "other designs take the same time for any."),
      number_parameter("figure_5.link_gbps", 7.03, {0.001, 100'000, "GB/s"},
                       "Bandwidth for the comparison with Figure 5; 7.03 is "
                       "what both of its 32-bit points imply."),
      set_parameter("sets", Value::List(set_names.begin(), set_names.end()),
                    "Data sets: only sizes count."),
      set_parameter("storage.set", "gisette",
                    "Set of the storage table and roofline."),
      bits_parameter("storage.bits",
                     Value::List{1, 2, 3, 4, 5, 6, 7, 8, 12, 16},
                     "Bits of the storage table."),
      integer_parameter("dimensions.last", 1024, {1, 8192, "features"},
                        "Longest rows of the speed-up figure."),
      integer_parameter("dimensions.rows", {1000, 10'000, 10'000},
                        {1, 1e6, "rows"}, "Rows of its epochs."),
      set_parameter(
          "training.sets",
          {Value::List{"synthetic-100"}, Value::List{"synthetic-100"},
           Value::List{"synthetic-100", "synthetic-1000"}},
          "Sizes of the sets, made by the authors' generator, that are "
          "trained."),
      {.name = "training.designs",
       .type = ParameterType::kText,
       .is_list = true,
       .defaults = Value::List{"q2"},
       .help = "Streaming designs that train besides float, built-in or of "
               "design_file."},
      integer_parameter("training.epochs", {32, 64, 64}, epochs,
                        "Epochs of a training run (Fig 5: 64)."),
      integer_parameter("training.search_epochs", {16, 64, 64}, epochs,
                        "Epochs for each step that is tried."),
      integer_parameter("training.first_shift", {6, 5, 5}, {0, 31},
                        "The largest step tried is 2^-first_shift."),
      integer_parameter("training.last_shift", {12, 15, 15}, {0, 31},
                        "The smallest step tried is 2^-last_shift."),
      set_parameter("cpu.sets", Value::List{"synthetic-100", "gisette"},
                    "Sizes of the sets for the time on this machine."),
      integer_parameter("cpu.threads", 0, {0, 1024, "threads"},
                        "Threads of Hogwild!; 0: all of this machine."),
      integer_parameter("cpu.epochs", {6, 20, 64}, epochs,
                        "Epochs of a timing where nothing is trained."),
  };
}

}  // namespace
}  // namespace fpga

std::unique_ptr<Experiment> make_fpga() {
  using namespace fpga;
  return std::make_unique<TaskExperiment<Cells, NoResources>>(
      ExperimentInfo{
          .name = "fpga",
          .title = "A cycle model of the FPGA pipelines, and what it predicts",
          .claims = {"C7"},
          .where = "sections 1 and 5.1, supplement K, Figs 5, 13, 14",
          .version = 2,
          .parameters = parameters(),
          .repetitions = {5, 10, 20},
          .verdict_kinds = {"hardware_counts", "notebook_times",
                            "figure_5_times", "extra_bit", "up_to_6_5",
                            "six_to_seven", "bandwidth", "compute_bound",
                            "link_bound", "equal_loss", "same_loss",
                            "over_hogwild"},
          .numerics = numerics_of({"fpga", "sgd"})},
      std::vector<CellTask<NoResources>>{{kCountsTask, run_counts},
                                         {kEpochTask, run_epoch},
                                         {kDimensionsTask, run_dimensions},
                                         {kBitSerialTask, run_bit_serial},
                                         {kSearchTask, run_search},
                                         {kTrainTask, run_training},
                                         {kCpuTask, run_cpu}});
}

}  // namespace zipml
