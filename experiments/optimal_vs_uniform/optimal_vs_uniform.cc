#include "core/harness/legacy_experiment.h"
#include "experiments/optimal_vs_uniform/optimal_vs_uniform.h"

#include <algorithm>

#include "experiments/linear/parameters.h"
#include "experiments/optimal_vs_uniform/analysis.h"
#include "experiments/optimal_vs_uniform/cells.h"

namespace zipml {
namespace {

Value integers(std::initializer_list<int> values) {
  return Value(Value::List(values.begin(), values.end()));
}

// Here the setting means the optimal side: the other is always uniform.
void make_optimal(Parameter& placement) {
  placement.defaults = Value("exact");
  std::erase(placement.choices, "uniform");
  placement.help =
      "How the levels that uniform ones are compared with are placed: a "
      "method of `zipml levels`, for each feature (exact: the least variance).";
}

std::vector<Parameter> parameters() {
  std::vector<Parameter> all = linear_parameters(
      Value(Value::List{"synthetic-10", "synthetic-100", "synthetic-1000",
                        "cadata", "cpusmall"}),
      {Value(100), Value(100), Value(100)},
      {Value(12), Value(100), Value(100)});
  for (Parameter& parameter : all) {
    if (parameter.name == "quantization.placement") make_optimal(parameter);
  }
  const auto add = [&](Parameter parameter) {
    all.push_back(std::move(parameter));
  };
  add(local_data_parameter(all));
  add(double_sampling_parameter());
  add({.name = "bits",
       .type = ParameterType::kInteger,
       .defaults = Value(3),
       .min = 1,
       .max = 16,
       .unit = "bits",
       .help = "Bits of one draw for sets that Fig 10 does not have; those "
               "that it has use its 2/4/5/3/2/2."});
  add({.name = "equal_loss.epochs",
       .type = ParameterType::kInteger,
       .is_list = true,
       .defaults = integers({10, 20, 50, 100}),
       .min = 1,
       .max = 100'000,
       .unit = "epochs",
       .help = "The losses that uniform levels have reached by these epochs "
               "(and by the last) are what optimal levels are timed to."});
  add({.name = "bits_sweep.bits",
       .type = ParameterType::kInteger,
       .is_list = true,
       .defaults = {integers({2, 3, 4, 5}), integers({1, 2, 3, 4, 5, 6, 7, 8}),
                    integers({1, 2, 3, 4, 5, 6, 7, 8})},
       .min = 1,
       .max = 16,
       .unit = "bits",
       .help = "Bits among which the fewest for a smooth curve are sought."});
  add({.name = "bits_sweep.most_values",
       .type = ParameterType::kInteger,
       .defaults = {Value(2'000'000), Value(10'000'000), Value(0)},
       .min = 0,
       .unit = "values",
       .help = "Sets of more training values than this are left out of that "
               "search; 0: none."});
  add({.name = "figure_7a.optimal_bits",
       .type = ParameterType::kInteger,
       .defaults = Value(3),
       .min = 1,
       .max = 16,
       .unit = "bits",
       .help = "Bits of optimal, and of the fewer uniform, levels in Fig 7a."});
  add({.name = "figure_7a.uniform_bits",
       .type = ParameterType::kInteger,
       .defaults = Value(5),
       .min = 1,
       .max = 16,
       .unit = "bits",
       .help = "Bits of the uniform levels that they are to equal."});
  add({.name = "variance.normalizations",
       .type = ParameterType::kChoice,
       .is_list = true,
       .defaults = Value(Value::List{"min_max", "column_max"}),
       .help = "Normalizations for the table of exact rounding variances.",
       .choices = normalization_names()});
  return all;
}

class OptimalVsUniform : public LegacyExperiment {
 public:
  explicit OptimalVsUniform(std::shared_ptr<DataLibrary> library)
      : problems_(std::move(library)) {
    info_.name = "optimal_vs_uniform";
    info_.title = "Optimal levels against uniform ones at equal bits";
    info_.claims = {"C8", "C9"};
    info_.where = "abstract, section 5.2, Figs 7a, 10";
    info_.version = 1;
    info_.parameters = parameters();
    info_.repetitions = {Value(3), Value(5), Value(10)};
  }

  const ExperimentInfo& info() const override { return info_; }

  std::vector<Cell> plan_cells(const Settings& settings) const override {
    return optimal_vs_uniform::CellMaker(info_, settings, problems_).all();
  }

  CellResult run(const Cell& cell, std::span<const CellResult> prerequisites,
                 const RunContext& context) const override {
    if (cell.task == optimal_vs_uniform::kVarianceTask) {
      return optimal_vs_uniform::run_variance(cell, problems_);
    }
    return run_linear_cell(cell, prerequisites, problems_, context);
  }

  Findings analyse_cells(const Settings& settings,
                   const Results& results) const override {
    const optimal_vs_uniform::CellMaker cells(info_, settings, problems_);
    return optimal_vs_uniform::analyse(cells, results);
  }

 private:
  ExperimentInfo info_;
  mutable LinearProblems problems_;  // a cache with its own lock
};

}  // namespace

std::unique_ptr<Experiment> make_optimal_vs_uniform(
    std::shared_ptr<DataLibrary> library) {
  return std::make_unique<OptimalVsUniform>(std::move(library));
}

}  // namespace zipml
