#include "core/harness/legacy_experiment.h"
#include "experiments/double_sampling/double_sampling.h"

#include "experiments/double_sampling/analysis.h"
#include "experiments/double_sampling/cells.h"
#include "experiments/linear/parameters.h"
#include "experiments/linear/storage.h"

namespace zipml {
namespace {

Value bit_list(int from, int to) {
  Value::List list;
  for (int bits = from; bits <= to; ++bits) list.emplace_back(bits);
  return list;
}

std::vector<Parameter> parameters() {
  std::vector<Parameter> all = linear_parameters(
      Value(Value::List{"synthetic-10", "synthetic-100", "synthetic-1000",
                        "cadata", "cpusmall"}),
      {Value(100), Value(100), Value(100)},
      {Value(15), Value(100), Value(100)});
  const Parameter data = all.front();
  const auto add = [&](Parameter parameter) {
    all.push_back(std::move(parameter));
  };
  add(local_data_parameter(all));
  add(double_sampling_parameter());
  add({.name = "bits",
       .type = ParameterType::kInteger,
       .defaults = Value(4),
       .min = 1,
       .max = 16,
       .unit = "bits",
       .help = "Bits of one draw for sets that Fig 8 does not have; those "
               "that it has use its 3/4/6/5/3/4."});
  add({.name = "assumptions.normalizations",
       .type = ParameterType::kChoice,
       .is_list = true,
       .defaults = Value(Value::List{"column_max", "min_max", "z_score"}),
       .help = "Normalizations to try against the paper's curves.",
       .choices = normalization_names()});
  add({.name = "assumptions.batch_sizes",
       .type = ParameterType::kInteger,
       .is_list = true,
       .defaults = Value(Value::List{1, 16}),
       .min = 1,
       .max = 1'000'000,
       .unit = "samples",
       .help = "Batch sizes to try against the paper's curves."});
  add({.name = "assumptions.large_sets",
       .type = ParameterType::kBoolean,
       .defaults = {Value(false), Value(true), Value(true)},
       .help = "Whether they are tried on sets of 1,000,000 training values or "
               "more too."});
  add({.name = "bits_sweep.data",
       .type = ParameterType::kNameOrFile,
       .is_list = true,
       .defaults = Value(
           Value::List{"synthetic-10", "synthetic-100", "synthetic-1000"}),
       .help = "Data sets for the fewest bits that suffice.",
       .choices = data.choices,
       .is_name = data.is_name});
  add({.name = "bits_sweep.epochs",
       .type = ParameterType::kInteger,
       .defaults = {Value(15), Value(100), Value(100)},
       .min = 1,
       .max = 100'000,
       .unit = "epochs",
       .help = "Epochs of every run there, so that sets compare."});
  add({.name = "bits_sweep.bits",
       .type = ParameterType::kInteger,
       .is_list = true,
       .defaults = {bit_list(1, 8), bit_list(1, 10), bit_list(1, 10)},
       .min = 1,
       .max = 16,
       .unit = "bits",
       .help = "Bits that are tried there."});
  add({.name = "moments.rows",
       .type = ParameterType::kInteger,
       .defaults = {Value(50), Value(200), Value(500)},
       .min = 2,
       .max = 100'000,
       .unit = "rows",
       .help = "Samples whose gradient variance is measured."});
  add({.name = "moments.draws",
       .type = ParameterType::kInteger,
       .defaults = {Value(2000), Value(10'000), Value(20'000)},
       .min = 100,
       .max = 100'000'000,
       .unit = "draws",
       .help = "Pairs of draws of each of those samples."});
  add({.name = "storage.rows",
       .type = ParameterType::kInteger,
       .defaults = {Value(1000), Value(1'000'000), Value(1'000'000)},
       .min = 1,
       .unit = "rows",
       .help = "Training rows that are packed to measure the store; at most "
               "all."});
  return all;
}

class DoubleSampling : public LegacyExperiment {
 public:
  explicit DoubleSampling(std::shared_ptr<DataLibrary> library)
      : problems_(std::move(library)) {
    info_.name = "double_sampling";
    info_.title = "Two draws of a sample make low precision unbiased";
    info_.claims = {"C2", "C3", "C6", "C19"};
    info_.where = "sections 2.2, 5.1, supplement B.2, J.1, Fig 8";
    info_.version = 1;
    info_.parameters = parameters();
    info_.repetitions = {Value(3), Value(5), Value(10)};
  }

  const ExperimentInfo& info() const override { return info_; }

  std::vector<Cell> plan_cells(const Settings& settings) const override {
    return double_sampling::CellMaker(info_, settings, problems_).all();
  }

  CellResult run(const Cell& cell, std::span<const CellResult> prerequisites,
                 const RunContext& context) const override {
    if (cell.task == double_sampling::kMomentsTask) {
      return double_sampling::run_moments(cell, problems_, context);
    }
    if (cell.task == double_sampling::kStorageTask) {
      return run_storage(cell, double_sampling::kStoredDraws,
                         cell.parameters.integer("storage.rows"), problems_,
                         context);
    }
    return run_linear_cell(cell, prerequisites, problems_, context);
  }

  Findings analyse_cells(const Settings& settings,
                   const Results& results) const override {
    const double_sampling::CellMaker cells(info_, settings, problems_);
    return double_sampling::analyse(cells, results);
  }

 private:
  ExperimentInfo info_;
  mutable LinearProblems problems_;  // a cache with its own lock
};

}  // namespace

std::unique_ptr<Experiment> make_double_sampling(
    std::shared_ptr<DataLibrary> library) {
  return std::make_unique<DoubleSampling>(std::move(library));
}

}  // namespace zipml
