#include "core/harness/legacy_experiment.h"
#include "experiments/svm_bias/svm_bias.h"

#include "experiments/linear/parameters.h"
#include "experiments/svm_bias/analysis.h"

namespace zipml {
namespace {

Value list(std::initializer_list<Value> values) { return Value::List(values); }

// The data and how it is read, without training.
std::vector<Parameter> data_parameters() {
  std::vector<Parameter> own;
  for (Parameter& parameter :
       linear_parameters(list({"cod-rna", "mushroom"}), Value(1), Value(1),
                         DataTasks::kClassification)) {
    const bool is_data = parameter.name == "data" ||
                         parameter.name.starts_with("file.") ||
                         parameter.name.starts_with("preprocessing.");
    if (is_data) own.push_back(std::move(parameter));
  }
  return own;
}

std::vector<Parameter> parameters() {
  std::vector<Parameter> all = data_parameters();
  const auto add = [&](Parameter parameter) {
    all.push_back(std::move(parameter));
  };
  add({.name = "generated",
       .type = ParameterType::kChoice,
       .is_list = true,
       .defaults = list({"unit_vectors", "copies"}),
       .help = "Generated sets: random unit vectors, and copies of e_1 (the "
               "counterexample to Lemma 11 as printed).",
       .choices = {"unit_vectors", "copies"}});
  add({.name = "rows",
       .type = ParameterType::kInteger,
       .defaults = {Value(500), Value(1000), Value(10'000)},
       .min = 1,
       .max = 1'000'000,
       .unit = "rows",
       .help = "m: rows of a generated set, and at most so many of a data "
               "set."});
  add({.name = "features",
       .type = ParameterType::kInteger,
       .defaults = Value(10),
       .min = 1,
       .max = 1000,
       .help = "n of the random unit vectors."});
  add({.name = "radius",
       .type = ParameterType::kNumber,
       .is_list = true,
       .defaults = {list({1.0, 4.0}), list({1.0, 2.0, 4.0}),
                    list({1.0, 2.0, 4.0, 8.0})},
       .min = 0.01,
       .max = 1000,
       .help = "R: the norm of the model, ||x|| <= R."});
  add({.name = "gap",
       .type = ParameterType::kNumber,
       .is_list = true,
       .defaults = {list({0.1, 0.2, 0.4}), list({0.05, 0.1, 0.2, 0.3, 0.4}),
                    list({0.05, 0.1, 0.2, 0.3, 0.4, 0.6})},
       .min = 0.001,
       .max = 0.99,
       .help = "delta: the step is not approximated in [-delta, delta]."});
  add({.name = "degree",
       .type = ParameterType::kInteger,
       .is_list = true,
       .defaults = {list({3, 7, 15}), list({3, 5, 7, 11, 15}),
                    list({3, 5, 7, 11, 15})},
       .min = 0,
       .max = 31,
       .help = "Degrees of the polynomial."});
  add({.name = "bits",
       .type = ParameterType::kInteger,
       .defaults = Value(4),
       .min = 1,
       .max = 12,
       .unit = "bits",
       .help = "Bits of one draw: s = 2^(bits - 1) steps each side of zero."});
  add({.name = "form",
       .type = ParameterType::kChoice,
       .defaults = Value("monomial"),
       .help = "How the polynomial is estimated from its draws; monomial is "
               "the paper's.",
       .choices = polynomial_form_names()});
  add({.name = "fit",
       .type = ParameterType::kChoice,
       .defaults = Value("minimax"),
       .help = "The polynomial with the least largest error outside the gap "
               "(minimax), or the Chebyshev series.",
       .choices = polynomial_fit_names()});
  add({.name = "monte_carlo.visits",
       .type = ParameterType::kInteger,
       .defaults = {Value(2000), Value(20'000), Value(100'000)},
       .min = 100,
       .max = 100'000'000,
       .unit = "visits",
       .help = "Random rows with fresh draws on which the estimator itself is "
               "measured."});
  add({.name = "instances",
       .type = ParameterType::kInteger,
       .defaults = {Value(3000), Value(20'000), Value(100'000)},
       .min = 1,
       .max = 100'000'000,
       .unit = "instances",
       .help = "Instances of each of the five families for Lemma 11."});
  return all;
}

class SvmBias : public LegacyExperiment {
 public:
  explicit SvmBias(std::shared_ptr<DataLibrary> library)
      : problems_(std::move(library)) {
    info_.name = "svm_bias";
    info_.title = "The bias of polynomial hinge gradients, and its bounds";
    info_.claims = {"C13", "T4", "X4"};
    info_.where = "supplement G, Theorem 4 and Lemma 11";
    info_.version = 2;
    info_.parameters = parameters();
    info_.repetitions = {Value(1), Value(3), Value(5)};
  }

  const ExperimentInfo& info() const override { return info_; }

  std::vector<Cell> plan_cells(const Settings& settings) const override {
    return svm_bias::CellMaker(info_, settings, problems_).all();
  }

  CellResult run(const Cell& cell, std::span<const CellResult>,
                 const RunContext& context) const override {
    if (cell.task == svm_bias::kLemmaTask) {
      return svm_bias::run_lemma_11(cell, context);
    }
    return svm_bias::run_theorem_4(cell, problems_, context);
  }

  Findings analyse_cells(const Settings& settings,
                   const Results& results) const override {
    return svm_bias::analyse(svm_bias::CellMaker(info_, settings, problems_),
                             results);
  }

 private:
  ExperimentInfo info_;
  mutable LinearProblems problems_;  // a cache with its own lock
};

}  // namespace

std::unique_ptr<Experiment> make_svm_bias(
    std::shared_ptr<DataLibrary> library) {
  return std::make_unique<SvmBias>(std::move(library));
}

}  // namespace zipml
