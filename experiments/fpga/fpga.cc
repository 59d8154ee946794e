#include "core/harness/legacy_experiment.h"
#include "experiments/fpga/fpga.h"

#include "core/fpga/design_table.h"
#include "experiments/fpga/analysis.h"
#include "experiments/fpga/cells.h"
#include "experiments/fpga/data_sets.h"

namespace zipml {
namespace {

using Values = Value::List;

std::vector<Parameter> platform_parameters() {
  return {
      {.name = "designs",
       .type = ParameterType::kChoice,
       .is_list = true,
       .defaults =
           Value(Values{"float", "q8", "q4", "q2", "q1split", "mlweaving"}),
       .help = "Hardware designs; besides the choices qB and qB-base (B = 1 to "
               "16 bits, two draws in full, or as base and draw bits) and "
               "mlweaving-B (B = 1 to 32).",
       .choices = fpga::design_names(),
       .is_name = fpga::is_design_name},
      {.name = "design_file",
       .type = ParameterType::kNameOrFile,
       .defaults = Value("none"),
       .help = "JSON file of designs of one's own, added to `designs`: "
               "{\"NAME\": {\"base\": \"q2\", FIELD: VALUE, ...}, ...}; fields "
               "are those of core/fpga/design.h.",
       .choices = {"none"}},
      {.name = "design.clock_mhz",
       .type = ParameterType::kNumber,
       .defaults = Value(0.0),
       .min = 0,
       .max = 100'000,
       .unit = "MHz",
       .help = "Clock of every design of the study; 0: each design's own."},
      {.name = "design.link_gbps",
       .type = ParameterType::kNumber,
       .defaults = Value(0.0),
       .min = 0,
       .max = 100'000,
       .unit = "GB/s",
       .help = "Bandwidth of the link to memory; 0: each design's own."},
      {.name = "design.latency_cycles",
       .type = ParameterType::kInteger,
       .defaults = Value(-1),
       .min = -1,
       .max = 1'000'000,
       .unit = "cycles",
       .help = "Latency of the memory; -1: each design's own."},
      {.name = "design.shell_cycles",
       .type = ParameterType::kInteger,
       .defaults = Value(-1),
       .min = -1,
       .max = 1'000'000,
       .unit = "cycles",
       .help = "Cycles of the surrounding shell, an epoch; -1: each design's "
               "own."},
      {.name = "bit_serial_batch",
       .type = ParameterType::kInteger,
       .defaults = Value(64),
       .min = 1,
       .max = 1'000'000,
       .unit = "samples",
       .help = "Mini-batch of bit-serial designs, a multiple of 8 for "
               "MLWeaving; other designs take the same time for any."},
      {.name = "figure_5.link_gbps",
       .type = ParameterType::kNumber,
       .defaults = Value(7.03),
       .min = 0.001,
       .max = 100'000,
       .unit = "GB/s",
       .help = "Bandwidth for the comparison with Figure 5; 7.03 is what both "
               "of its 32-bit points imply."},
  };
}

Parameter set_list(const std::string& name, Defaults defaults,
                   const std::string& help) {
  return {.name = name,
          .type = ParameterType::kChoice,
          .is_list = true,
          .defaults = std::move(defaults),
          .help = help + " Names of Table 1, or ROWSxFEATURES.",
          .choices = fpga::paper_set_names(),
          .is_name = fpga::is_data_size};
}

Parameter count(const std::string& name, Defaults defaults, double most,
                const std::string& unit, const std::string& help) {
  return {.name = name,
          .type = ParameterType::kInteger,
          .defaults = std::move(defaults),
          .min = 1,
          .max = most,
          .unit = unit,
          .help = help};
}

std::vector<Parameter> parameters() {
  std::vector<Parameter> all = platform_parameters();
  Values names;
  for (const std::string& name : fpga::paper_set_names()) {
    names.emplace_back(name);
  }
  all.push_back(set_list("sets", Value(names), "Data sets: only sizes count."));
  Parameter storage_set = set_list("storage.set", Value("gisette"),
                                   "Set of the storage table and roofline.");
  storage_set.is_list = false;
  all.push_back(storage_set);
  all.push_back({.name = "storage.bits",
                 .type = ParameterType::kInteger,
                 .is_list = true,
                 .defaults = Value(Values{1, 2, 3, 4, 5, 6, 7, 8, 12, 16}),
                 .min = 1,
                 .max = 16,
                 .unit = "bits",
                 .help = "Bits of the storage table."});
  all.push_back(count("dimensions.last", Value(1024), 8192, "features",
                      "Longest rows of the speed-up figure."));
  all.push_back(count("dimensions.rows",
                      {Value(1000), Value(10'000), Value(10'000)}, 1e6, "rows",
                      "Rows of its epochs."));
  all.push_back(set_list(
      "training.sets",
      {Value(Values{"synthetic-100"}), Value(Values{"synthetic-100"}),
       Value(Values{"synthetic-100", "synthetic-1000"})},
      "Sizes of the sets, made by the authors' generator, that are trained."));
  all.push_back({.name = "training.designs",
                 .type = ParameterType::kText,
                 .is_list = true,
                 .defaults = Value(Values{"q2"}),
                 .help = "Streaming designs that train besides float, "
                         "built-in or of design_file."});
  all.push_back(count("training.epochs", {Value(32), Value(64), Value(64)},
                      100'000, "epochs",
                      "Epochs of a training run (Fig 5: 64)."));
  all.push_back(count("training.search_epochs",
                      {Value(16), Value(64), Value(64)}, 100'000, "epochs",
                      "Epochs for each step that is tried."));
  all.push_back({.name = "training.first_shift",
                 .type = ParameterType::kInteger,
                 .defaults = {Value(6), Value(5), Value(5)},
                 .min = 0,
                 .max = 31,
                 .help = "The largest step tried is 2^-first_shift."});
  all.push_back({.name = "training.last_shift",
                 .type = ParameterType::kInteger,
                 .defaults = {Value(12), Value(15), Value(15)},
                 .min = 0,
                 .max = 31,
                 .help = "The smallest step tried is 2^-last_shift."});
  all.push_back(set_list("cpu.sets", Value(Values{"synthetic-100", "gisette"}),
                         "Sizes of the sets for the time on this machine."));
  all.push_back({.name = "cpu.threads",
                 .type = ParameterType::kInteger,
                 .defaults = Value(0),
                 .min = 0,
                 .max = 1024,
                 .unit = "threads",
                 .help = "Threads of Hogwild!; 0: all of this machine."});
  all.push_back(count("cpu.epochs", {Value(6), Value(20), Value(64)}, 100'000,
                      "epochs",
                      "Epochs of a timing where nothing is "
                      "trained."));
  return all;
}

class Fpga : public LegacyExperiment {
 public:
  Fpga() {
    info_.name = "fpga";
    info_.title = "A cycle model of the FPGA pipelines, and what it predicts";
    info_.claims = {"C7"};
    info_.where = "sections 1 and 5.1, supplement K, Figs 5, 13, 14";
    info_.version = 1;
    info_.parameters = parameters();
    info_.repetitions = {Value(5), Value(10), Value(20)};
  }

  const ExperimentInfo& info() const override { return info_; }

  std::vector<Cell> plan_cells(const Settings& settings) const override {
    return fpga::CellMaker(info_, settings).all();
  }

  CellResult run(const Cell& cell, std::span<const CellResult> prerequisites,
                 const RunContext& context) const override {
    return fpga::run_cell(cell, prerequisites, context);
  }

  Findings analyse_cells(const Settings& settings,
                   const Results& results) const override {
    return fpga::analyse(fpga::CellMaker(info_, settings), results);
  }

 private:
  ExperimentInfo info_;
};

}  // namespace

std::unique_ptr<Experiment> make_fpga() { return std::make_unique<Fpga>(); }

}  // namespace zipml
