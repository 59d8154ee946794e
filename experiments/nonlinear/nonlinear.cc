#include "core/harness/legacy_experiment.h"
#include "experiments/nonlinear/nonlinear.h"

#include <limits>

#include "experiments/linear/parameters.h"
#include "experiments/nonlinear/analysis.h"

namespace zipml {
namespace {

Value integers(int first, int last) {
  Value::List list;
  for (int i = first; i <= last; ++i) list.emplace_back(i);
  return list;
}

std::vector<Parameter> parameters() {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  std::vector<Parameter> all = linear_parameters(
      Value(Value::List{"gisette", "cod-rna"}),
      {Value(20), Value(40), Value(100)}, {Value(15), Value(40), Value(100)},
      DataTasks::kClassification);
  for (Parameter& parameter : all) {
    if (parameter.name == "preprocessing.train_rows") {
      parameter.defaults = {Value(300), Value(2000), Value(0)};
    }
    if (parameter.name == "sgd.batch_size") parameter.defaults = Value(16);
  }
  for (Parameter& parameter : model_parameters(Value(1e-3))) {
    all.push_back(std::move(parameter));
  }
  const auto add = [&](Parameter parameter) {
    all.push_back(std::move(parameter));
  };
  add({.name = "losses",
       .type = ParameterType::kChoice,
       .is_list = true,
       .defaults = Value(Value::List{"hinge", "logistic"}),
       .help = "hinge (SVM, Fig 9a) and logistic (Fig 9b).",
       .choices = {"hinge", "logistic"}});
  add({.name = "bits",
       .type = ParameterType::kInteger,
       .is_list = true,
       .defaults = integers(1, 8),
       .min = 1,
       .max = 12,
       .unit = "bits",
       .help = "Total bits of a value over the sample channel, for each way "
               "of low precision."});
  add({.name = "figure_bits",
       .type = ParameterType::kInteger,
       .defaults = Value(8),
       .min = 1,
       .max = 12,
       .unit = "bits",
       .help = "The number of bits of Fig 9 and its verdicts; the nearest of "
               "`bits`."});
  add({.name = "polynomial.degree",
       .type = ParameterType::kInteger,
       .defaults = Value(15),
       .min = 0,
       .max = 31,
       .help = "Degree of the polynomial, where the bits allow as many draws "
               "(degree + 1); fewer bits have a lower one."});
  add({.name = "polynomial.radius",
       .type = ParameterType::kNumber,
       .defaults = Value(0.0),
       .min = 0,
       .max = 1e6,
       .help = "R, the largest margin that the polynomial is made for; 0: from "
               "the 32-bit run and polynomial.radius_factor."});
  add({.name = "polynomial.radius_factor",
       .type = ParameterType::kNumber,
       .defaults = Value(1.5),
       .min = 0.1,
       .max = 1000,
       .help = "R over the largest |a^T x| of the 32-bit run at the end of any "
               "epoch."});
  add({.name = "polynomial.gap",
       .type = ParameterType::kNumber,
       .defaults = Value(0.5),
       .min = 0,
       .max = 1e6,
       .help = "delta: the hinge's step is not approximated for margins within "
               "delta of 1 (a minimax fit needs it; for a series it only says "
               "where epsilon is taken)."});
  add({.name = "polynomial.form",
       .type = ParameterType::kChoice,
       .defaults = Value("symmetrised"),
       .help = "How a polynomial is estimated from draws: as printed "
               "(monomial), by Chebyshev's recurrence, or the mean over all "
               "orders of the draws (symmetrised: the least variance).",
       .choices = polynomial_form_names()});
  add({.name = "polynomial.fit",
       .type = ParameterType::kChoice,
       .defaults = Value("series"),
       .help = "Chebyshev series, or the least largest error (minimax).",
       .choices = polynomial_fit_names()});
  add({.name = "optimum.tolerance",
       .type = ParameterType::kNumber,
       .defaults = {Value(1e-3), Value(1e-4), Value(1e-4)},
       .min = 1e-12,
       .max = 1,
       .help = "The reference optimum's gap over its value."});
  add({.name = "optimum.iterations",
       .type = ParameterType::kInteger,
       .defaults = {Value(1000), Value(4000), Value(4000)},
       .min = 1,
       .max = kInfinity,
       .help = "Most iterations of its solver (passes over the rows for the "
               "hinge); the gap that is left is in the table."});
  return all;
}

class Nonlinear : public LegacyExperiment {
 public:
  explicit Nonlinear(std::shared_ptr<DataLibrary> library)
      : problems_(std::move(library)) {
    info_.name = "nonlinear";
    info_.title = "SVM and logistic regression: Chebyshev or plain rounding";
    info_.claims = {"C14", "C15"};
    info_.where = "section 5.4, Fig 9";
    info_.version = 1;
    info_.parameters = parameters();
    info_.repetitions = {Value(5), Value(5), Value(10)};
  }

  const ExperimentInfo& info() const override { return info_; }

  std::vector<Cell> plan_cells(const Settings& settings) const override {
    return nonlinear::CellMaker(info_, settings, problems_).all();
  }

  CellResult run(const Cell& cell, std::span<const CellResult> prerequisites,
                 const RunContext& context) const override {
    if (cell.task == nonlinear::kOptimumTask) {
      return nonlinear::run_optimum(cell, problems_);
    }
    const Value* method = cell.parameters.find("method");
    if (method != nullptr && *method == Value(nonlinear::kPolynomial)) {
      return nonlinear::run_polynomial(cell, prerequisites, problems_, context);
    }
    return run_linear_cell(cell, prerequisites, problems_, context,
                           nonlinear::add_largest_prediction);
  }

  Findings analyse_cells(const Settings& settings,
                   const Results& results) const override {
    return nonlinear::analyse(nonlinear::CellMaker(info_, settings, problems_),
                              results);
  }

 private:
  ExperimentInfo info_;
  mutable LinearProblems problems_;  // a cache with its own lock
};

}  // namespace

std::unique_ptr<Experiment> make_nonlinear(
    std::shared_ptr<DataLibrary> library) {
  return std::make_unique<Nonlinear>(std::move(library));
}

}  // namespace zipml
