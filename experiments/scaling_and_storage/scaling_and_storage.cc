#include "core/harness/legacy_experiment.h"
#include "experiments/scaling_and_storage/scaling_and_storage.h"

#include "experiments/linear/parameters.h"
#include "experiments/linear/storage.h"
#include "experiments/scaling_and_storage/analysis.h"
#include "experiments/scaling_and_storage/cells.h"

namespace zipml {
namespace {

Parameter bit_list(std::string name, Value::List bits, std::string help) {
  return {.name = std::move(name),
          .type = ParameterType::kInteger,
          .is_list = true,
          .defaults = Value(std::move(bits)),
          .min = 1,
          .max = 16,
          .unit = "bits",
          .help = std::move(help)};
}

std::vector<Parameter> fixed_point_parameters(const Parameter& data) {
  return {
      {.name = "fixed_points.data",
       .type = ParameterType::kNameOrFile,
       .is_list = true,
       .defaults = {Value(Value::List{"synthetic-10", "cadata", "cpusmall"}),
                    Value(Value::List{"synthetic-10", "synthetic-100", "cadata",
                                      "cpusmall"}),
                    Value(Value::List{"synthetic-10", "synthetic-100", "cadata",
                                      "cpusmall"})},
       .help = "Data sets on which averaged SGD is compared with its fixed "
               "point.",
       .choices = data.choices,
       .is_name = data.is_name},
      bit_list("fixed_points.bits", {2, 4}, "Bits of a draw there."),
      {.name = "fixed_points.rows",
       .type = ParameterType::kInteger,
       .is_list = true,
       .defaults = {Value(Value::List{500, 2000, 6000}),
                    Value(Value::List{500, 1000, 2000, 4000, 6000}),
                    Value(Value::List{500, 1000, 2000, 4000, 6000, 10'000})},
       .min = 1,
       .unit = "rows",
       .help = "Numbers K of training rows there; those that a set does not "
               "have are left out."},
      {.name = "fixed_points.updates",
       .type = ParameterType::kInteger,
       .defaults = {Value(200'000), Value(1'000'000), Value(4'000'000)},
       .min = 1,
       .max = 1e9,
       .unit = "updates",
       .help = "Updates of a run there (at least five epochs), of which the "
               "first fifth is not averaged."},
      {.name = "fixed_points.step",
       .type = ParameterType::kNumber,
       .defaults = Value(0.05),
       .min = 1e-9,
       .max = 1,
       .unit = "1/tr(S)",
       .help = "Constant step there."},
  };
}

std::vector<Parameter> parameters() {
  std::vector<Parameter> all = linear_parameters(
      Value(Value::List{"synthetic-10", "synthetic-100", "cadata", "cpusmall"}),
      {Value(15), Value(50), Value(100)}, {Value(5), Value(50), Value(100)});
  // Scaling and draws are what is compared here.
  std::erase_if(all, [](const Parameter& parameter) {
    return parameter.name == "quantization.draws" ||
           parameter.name == "quantization.scaling" ||
           parameter.name == "quantization.placement";
  });
  const Parameter data = all.front();
  all.push_back({.name = "normalizations",
                 .type = ParameterType::kChoice,
                 .is_list = true,
                 .defaults = Value(Value::List{"min_max", "z_score"}),
                 .help = "Normalizations under which the scalings of samples "
                         "are compared.",
                 .choices = normalization_names()});
  all.push_back(bit_list("bits", {2, 4, 6}, "Bits of a sample's draw."));
  all.push_back(bit_list("channel_bits", {2, 4, 8},
                         "Bits of a model or gradient value."));
  for (Parameter& parameter : fixed_point_parameters(data)) {
    all.push_back(std::move(parameter));
  }
  all.push_back(bit_list("storage.bits", {1, 2, 3, 4, 5, 6, 7, 8},
                         "Bits of one draw in the packed store."));
  all.push_back({.name = "storage.draws",
                 .type = ParameterType::kInteger,
                 .is_list = true,
                 .defaults = Value(Value::List{1, 2, 4, 8, 16}),
                 .min = 1,
                 .max = 256,
                 .help = "Draws k that a code holds."});
  all.push_back({.name = "storage.rows",
                 .type = ParameterType::kInteger,
                 .defaults = {Value(200), Value(1'000'000), Value(1'000'000)},
                 .min = 1,
                 .unit = "rows",
                 .help = "Training rows that are packed; at most all."});
  return all;
}

class ScalingAndStorage : public LegacyExperiment {
 public:
  explicit ScalingAndStorage(std::shared_ptr<DataLibrary> library)
      : problems_(std::move(library)) {
    info_.name = "scaling_and_storage";
    info_.title = "Scaling by row or column, draws fresh or stored";
    info_.claims = {"C2", "C6", "A.3"};
    info_.where = "section 2.2, supplement A.3";
    info_.version = 1;
    info_.parameters = parameters();
    info_.repetitions = {Value(5), Value(8), Value(10)};
  }

  const ExperimentInfo& info() const override { return info_; }

  std::vector<Cell> plan_cells(const Settings& settings) const override {
    return scaling_and_storage::CellMaker(info_, settings, problems_).all();
  }

  CellResult run(const Cell& cell, std::span<const CellResult> prerequisites,
                 const RunContext& context) const override {
    if (cell.task == scaling_and_storage::kVariancesTask) {
      return scaling_and_storage::run_variances(cell, problems_, context);
    }
    if (cell.task == scaling_and_storage::kFixedPointTask) {
      return scaling_and_storage::run_fixed_point(cell, problems_, context);
    }
    if (cell.task == scaling_and_storage::kStorageTask) {
      std::vector<int> draws;
      for (const auto count : cell.parameters.integers("storage.draws")) {
        draws.push_back(static_cast<int>(count));
      }
      return run_storage(cell, draws, cell.parameters.integer("storage.rows"),
                         problems_, context);
    }
    return run_linear_cell(cell, prerequisites, problems_, context);
  }

  Findings analyse_cells(const Settings& settings,
                   const Results& results) const override {
    const scaling_and_storage::CellMaker cells(info_, settings, problems_);
    return scaling_and_storage::analyse(cells, results);
  }

 private:
  ExperimentInfo info_;
  mutable LinearProblems problems_;  // a cache with its own lock
};

}  // namespace

std::unique_ptr<Experiment> make_scaling_and_storage(
    std::shared_ptr<DataLibrary> library) {
  return std::make_unique<ScalingAndStorage>(std::move(library));
}

}  // namespace zipml
