#include "core/harness/legacy_experiment.h"
#include "experiments/refetch/refetch.h"

#include "experiments/linear/parameters.h"
#include "experiments/refetch/analysis.h"
#include "experiments/refetch/cells.h"

namespace zipml {
namespace {

std::vector<Parameter> parameters() {
  std::vector<Parameter> all = linear_parameters(
      Value(Value::List{"cod-rna", "fashion-mnist-2-4"}),
      {Value(20), Value(100), Value(100)}, {Value(3), Value(20), Value(100)},
      DataTasks::kClassification);
  for (Parameter& parameter : all) {
    if (parameter.name == "search.factor") {
      parameter.defaults = {Value(2.0), Value(2.0), Value(1.4142135623730951)};
    }
  }
  for (Parameter& parameter : model_parameters(Value(0.0))) {
    // The ridge term's own quantization is LS-SVM's.
    if (parameter.name == "model.ridge_bits") continue;
    all.push_back(std::move(parameter));
  }
  const auto add = [&](Parameter parameter) {
    all.push_back(std::move(parameter));
  };
  add({.name = "bits",
       .type = ParameterType::kInteger,
       .is_list = true,
       .defaults = Value(Value::List{4, 5, 6, 7, 8}),
       .min = 1,
       .max = 16,
       .unit = "bits",
       .help = "Bits of a quantized sample value; the paper's are 4 to 8."});
  add({.name = "sketch.dimensions",
       .type = ParameterType::kInteger,
       .is_list = true,
       .defaults = {Value(Value::List{16, 64, 256, 1024}),
                    Value(Value::List{16, 64, 256, 1024, 4096}),
                    Value(Value::List{16, 64, 256, 1024, 4096})},
       .min = 1,
       .max = 65'536,
       .help = "Dimensions r of the sketches whose errors are measured."});
  add({.name = "sketch.training_dimensions",
       .type = ParameterType::kInteger,
       .is_list = true,
       .defaults = {Value(Value::List{16, 64}), Value(Value::List{16, 64, 256}),
                    Value(Value::List{16, 64, 256, 1024})},
       .min = 1,
       .max = 65'536,
       .help = "Dimensions r of the sketches that JL-refetching trains with; "
               "a run keeps a sketch of every training row."});
  add({.name = "sketch.epochs",
       .type = ParameterType::kInteger,
       .defaults = {Value(3), Value(20), Value(100)},
       .min = 1,
       .max = 100'000,
       .unit = "epochs",
       .help = "Epochs of JL-refetching and of the 32-bit run beside it."});
  add({.name = "sketch.rows",
       .type = ParameterType::kInteger,
       .defaults = {Value(2000), Value(10'000), Value(10'000)},
       .min = 1,
       .unit = "rows",
       .help = "Training rows whose sketched margins are compared with the "
               "exact ones; at most all."});
  add({.name = "sketch.radius",
       .type = ParameterType::kNumber,
       .defaults = Value(2.0),
       .min = 0,
       .max = 1e6,
       .help = "R of ||x|| <= R for rows of ||a|| <= 1, the premise of "
               "JL-refetching (supplement G; not stated): the l2 ball of R / "
               "sqrt(features + 1) for features within [-1, 1]; 0: none."});
  add({.name = "sketch.delta",
       .type = ParameterType::kNumber,
       .defaults = Value(0.1),
       .min = 1e-6,
       .max = 0.3,
       .help = "delta of JL-refetching: a row is fetched again where the "
               "sketched margin is within 2 delta of 0."});
  add({.name = "assumptions.normalizations",
       .type = ParameterType::kChoice,
       .is_list = true,
       .defaults = Value(Value::List{"column_max", "min_max", "z_score"}),
       .help = "Normalizations whose share of refetched samples is compared "
               "with the paper's.",
       .choices = normalization_names()});
  add({.name = "assumptions.large_sets",
       .type = ParameterType::kBoolean,
       .defaults = {Value(false), Value(false), Value(true)},
       .help = "Whether they are tried on sets of 1,000,000 training values or "
               "more too."});
  return all;
}

class Refetch : public LegacyExperiment {
 public:
  explicit Refetch(std::shared_ptr<DataLibrary> library)
      : problems_(std::move(library)) {
    info_.name = "refetch";
    info_.title = "Fetching again the few samples that low precision may flip";
    info_.claims = {"C16", "C17"};
    info_.where = "section 4.3, supplement G.3-G.5, J.2, Fig 12";
    info_.version = 1;
    info_.parameters = parameters();
    info_.repetitions = {Value(3), Value(5), Value(10)};
  }

  const ExperimentInfo& info() const override { return info_; }

  std::vector<Cell> plan_cells(const Settings& settings) const override {
    return refetch::CellMaker(info_, settings, problems_).all();
  }

  CellResult run(const Cell& cell, std::span<const CellResult> prerequisites,
                 const RunContext& context) const override {
    if (cell.task == refetch::kSketchTask) {
      return refetch::run_sketches(cell, prerequisites, problems_, context);
    }
    return refetch::run_audited_training(cell, prerequisites, problems_,
                                         context);
  }

  Findings analyse_cells(const Settings& settings,
                   const Results& results) const override {
    const refetch::CellMaker cells(info_, settings, problems_);
    return refetch::analyse(cells, results);
  }

 private:
  ExperimentInfo info_;
  mutable LinearProblems problems_;  // a cache with its own lock
};

}  // namespace

std::unique_ptr<Experiment> make_refetch(std::shared_ptr<DataLibrary> library) {
  return std::make_unique<Refetch>(std::move(library));
}

}  // namespace zipml
