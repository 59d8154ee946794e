#include "core/harness/legacy_experiment.h"
#include "experiments/polynomial_estimator/polynomial_estimator.h"

#include "experiments/linear/parameters.h"
#include "experiments/polynomial_estimator/analysis.h"
#include "experiments/polynomial_estimator/cells.h"

namespace zipml {
namespace {

// What the linear experiments have of data and levels; nothing is trained.
std::vector<Parameter> data_parameters() {
  std::vector<Parameter> all =
      linear_parameters({Value(Value::List{"synthetic-10", "cadata"}),
                         Value(Value::List{"synthetic-10", "synthetic-100",
                                           "cadata", "cpusmall"}),
                         Value(Value::List{"synthetic-10", "synthetic-100",
                                           "cadata", "cpusmall"})},
                        Value(1), Value(1));
  std::erase_if(all, [](const Parameter& parameter) {
    return parameter.name.starts_with("sgd.") ||
           parameter.name.starts_with("search.") ||
           parameter.name == "quantization.draws";
  });
  return all;
}

std::vector<Parameter> parameters() {
  std::vector<Parameter> all = data_parameters();
  all.push_back({.name = "sigmoid.radii",
                 .is_list = true,
                 .defaults = Value(Value::List{5.0}),
                 .min = 0.01,
                 .max = 100,
                 .help = "Half-widths R of [-R, R], on which the sigmoid is "
                         "approximated."});
  all.push_back({.name = "step.gaps",
                 .is_list = true,
                 .defaults = Value(Value::List{0.1}),
                 .min = 0.01,
                 .max = 0.9,
                 .unit = "R",
                 .help = "Half-widths of the gap around the jump of the "
                         "step, in units of R."});
  all.push_back({.name = "approximation",
                 .type = ParameterType::kChoice,
                 .defaults = Value("series"),
                 .help = "The polynomial: the Chebyshev series (the paper's) "
                         "or the minimax fit.",
                 .choices = kApproximations});
  all.push_back({.name = "degrees",
                 .type = ParameterType::kInteger,
                 .is_list = true,
                 .defaults = Value(Value::List{1, 3, 5, 7, 11, 15}),
                 .min = 1,
                 .max = 31,
                 .help = "Degrees of the polynomials; an estimate takes as "
                         "many draws."});
  all.push_back({.name = "bits",
                 .type = ParameterType::kInteger,
                 .is_list = true,
                 .defaults = Value(Value::List{2, 3, 4, 6, 8}),
                 .min = 1,
                 .max = 16,
                 .unit = "bits",
                 .help = "Bits of one draw of a sample value."});
  all.push_back({.name = "moments.rows",
                 .type = ParameterType::kInteger,
                 .defaults = {Value(40), Value(100), Value(200)},
                 .min = 2,
                 .max = 100'000,
                 .unit = "rows",
                 .help = "Instances (a training row and a random model) whose "
                         "estimates are measured."});
  all.push_back({.name = "moments.draws",
                 .type = ParameterType::kInteger,
                 .defaults = {Value(2000), Value(4000), Value(10'000)},
                 .min = 100,
                 .max = 100'000'000,
                 .unit = "draws",
                 .help = "Estimates of each instance, from fresh draws."});
  all.push_back({.name = "storage.rows",
                 .type = ParameterType::kInteger,
                 .defaults = {Value(1000), Value(1'000'000), Value(1'000'000)},
                 .min = 1,
                 .unit = "rows",
                 .help = "Training rows that are packed to measure the store; "
                         "at most all."});
  all.push_back({.name = "lemma_4.instances",
                 .type = ParameterType::kInteger,
                 .defaults = {Value(20'000), Value(100'000), Value(1'000'000)},
                 .min = 1,
                 .max = 1'000'000'000,
                 .unit = "instances",
                 .help = "Random instances on which Lemma 4 is checked, and as "
                         "many adversarial ones."});
  return all;
}

class PolynomialEstimatorExperiment : public LegacyExperiment {
 public:
  explicit PolynomialEstimatorExperiment(std::shared_ptr<DataLibrary> library)
      : problems_(std::move(library)) {
    info_.name = "polynomial_estimator";
    info_.title = "Polynomials estimated from independent quantizations";
    info_.claims = {"C13", "C15"};
    info_.where = "sections 4.1 and 5.4, Lemma 4";
    info_.version = 1;
    info_.parameters = parameters();
    info_.repetitions = Value(1);  // the instances are the repetitions
  }

  const ExperimentInfo& info() const override { return info_; }

  std::vector<Cell> plan_cells(const Settings& settings) const override {
    return polynomial_estimator::CellMaker(info_, settings, problems_).all();
  }

  CellResult run(const Cell& cell, std::span<const CellResult>,
                 const RunContext& context) const override {
    if (cell.task == polynomial_estimator::kLemma4Task) {
      return polynomial_estimator::run_lemma_4(cell, context);
    }
    if (cell.task == polynomial_estimator::kStorageTask) {
      return polynomial_estimator::run_storage(cell, problems_);
    }
    return polynomial_estimator::run_moments(cell, problems_, context);
  }

  Findings analyse_cells(const Settings& settings,
                   const Results& results) const override {
    const polynomial_estimator::CellMaker cells(info_, settings, problems_);
    return polynomial_estimator::analyse(cells, settings, results);
  }

 private:
  ExperimentInfo info_;
  mutable LinearProblems problems_;  // a cache with its own lock
};

}  // namespace

std::unique_ptr<Experiment> make_polynomial_estimator(
    std::shared_ptr<DataLibrary> library) {
  return std::make_unique<PolynomialEstimatorExperiment>(std::move(library));
}

}  // namespace zipml
