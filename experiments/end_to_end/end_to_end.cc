#include "core/harness/legacy_experiment.h"
#include "experiments/end_to_end/end_to_end.h"

#include "experiments/end_to_end/analysis.h"
#include "experiments/end_to_end/cells.h"
#include "experiments/linear/parameters.h"

namespace zipml {
namespace {

std::vector<Parameter> parameters() {
  const Value::List small = {"synthetic-10", "synthetic-100", "cadata",
                             "cpusmall", "cod-rna"};
  const Value::List all_sets = {
      "synthetic-10", "synthetic-100", "synthetic-1000", "cadata",
      "cpusmall",     "cod-rna",       "gisette"};
  const Value::List all_bits = {1, 2, 3, 4, 5, 6, 7, 8};
  std::vector<Parameter> all =
      linear_parameters({Value(small), Value(all_sets), Value(all_sets)},
                        {Value(20), Value(100), Value(100)},
                        {Value(10), Value(30), Value(100)}, DataTasks::kBoth);
  for (Parameter& parameter : all) {
    // The paper's curves of end-to-end training are smooth; with batches of
    // one, not even 32 bits are (cadata), and nothing could be told from them.
    if (parameter.name == "sgd.batch_size") parameter.defaults = Value(16);
  }
  all.push_back(local_data_parameter(all));
  for (Parameter& parameter : model_parameters(Value(1e-4))) {
    all.push_back(std::move(parameter));
  }
  for (Parameter& parameter : channel_parameters()) {
    all.push_back(std::move(parameter));
  }
  all.push_back(double_sampling_parameter());
  all.push_back({.name = "modes",
                 .type = ParameterType::kChoice,
                 .is_list = true,
                 .defaults = Value(
                     Value::List{"sample", "model", "gradient", "end_to_end"}),
                 .help = "Which channels are quantized in the sweep "
                         "(supplement A.1).",
                 .choices = {"sample", "model", "gradient", "end_to_end"}});
  all.push_back({.name = "bits",
                 .type = ParameterType::kInteger,
                 .is_list = true,
                 .defaults = {Value(Value::List{1, 2, 3, 4, 5, 6, 8}),
                              Value(all_bits), Value(all_bits)},
                 .min = 1,
                 .max = 16,
                 .unit = "bits",
                 .help = "Bits of every quantized channel in the sweep."});
  return all;
}

class EndToEnd : public LegacyExperiment {
 public:
  explicit EndToEnd(std::shared_ptr<DataLibrary> library)
      : problems_(std::move(library)) {
    info_.name = "end_to_end";
    info_.title = "Samples, models and gradients all in low precision";
    info_.claims = {"C4", "C5", "C19"};
    info_.where = "sections 1, 5.1, supplement A.1, E, F.1, J.1, Figs 4, 8, 11";
    info_.version = 1;
    info_.parameters = parameters();
    info_.repetitions = {Value(3), Value(3), Value(5)};
  }

  const ExperimentInfo& info() const override { return info_; }

  std::vector<Cell> plan_cells(const Settings& settings) const override {
    return end_to_end::CellMaker(info_, settings, problems_).all();
  }

  CellResult run(const Cell& cell, std::span<const CellResult> prerequisites,
                 const RunContext& context) const override {
    return run_linear_cell(cell, prerequisites, problems_, context);
  }

  Findings analyse_cells(const Settings& settings,
                   const Results& results) const override {
    const end_to_end::CellMaker cells(info_, settings, problems_);
    return end_to_end::analyse(cells, results);
  }

 private:
  ExperimentInfo info_;
  mutable LinearProblems problems_;  // a cache with its own lock
};

}  // namespace

std::unique_ptr<Experiment> make_end_to_end(
    std::shared_ptr<DataLibrary> library) {
  return std::make_unique<EndToEnd>(std::move(library));
}

}  // namespace zipml
