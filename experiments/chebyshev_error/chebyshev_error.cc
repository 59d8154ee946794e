#include "core/harness/legacy_experiment.h"
#include "experiments/chebyshev_error/chebyshev_error.h"

#include "experiments/chebyshev_error/analysis.h"
#include "experiments/chebyshev_error/cells.h"

namespace zipml {
namespace {

std::vector<Parameter> parameters() {
  return {
      {.name = "sigmoid.radii",
       .is_list = true,
       .defaults = Value(Value::List{2.0, 5.0, 8.0}),
       .min = 0.01,
       .max = 100,
       .help = "Half-widths R of [-R, R], on which the sigmoid (the logistic "
               "loss's derivative) is approximated."},
      {.name = "step.gaps",
       .is_list = true,
       .defaults = Value(Value::List{0.05, 0.1, 0.2, 0.4}),
       .min = 0.01,
       .max = 0.9,
       .unit = "R",
       .help = "Half-widths delta of the gap around the jump of the step (the "
               "hinge loss's derivative), in units of R."},
      {.name = "max_degree",
       .type = ParameterType::kInteger,
       .defaults = Value(31),
       .min = 9,
       .max = 61,
       .help = "The odd degrees up to this one are tried."},
      {.name = "paper_degree",
       .type = ParameterType::kInteger,
       .defaults = Value(15),
       .min = 1,
       .max = 61,
       .help = "The degree of the paper's experiments (section 5.4), which "
               "the verdicts on the hinge loss are about."},
      {.name = "epsilons",
       .is_list = true,
       .defaults = Value(Value::List{0.1, 0.05, 0.01, 1e-3, 1e-4, 1e-6}),
       .min = 1e-12,
       .max = 0.49,
       .help = "Largest errors for which the degree that they need is "
               "tabulated."},
  };
}

class ChebyshevError : public LegacyExperiment {
 public:
  ChebyshevError() {
    info_.name = "chebyshev_error";
    info_.title = "Polynomials near the derivative of a loss";
    info_.claims = {"C13"};
    info_.where = "sections 4.2 and 5.4, supplement G";
    info_.version = 1;
    info_.parameters = parameters();
    info_.repetitions = Value(1);  // nothing is random
  }

  const ExperimentInfo& info() const override { return info_; }

  std::vector<Cell> plan_cells(const Settings& settings) const override {
    return chebyshev_error::CellMaker(info_, settings).all();
  }

  CellResult run(const Cell& cell, std::span<const CellResult>,
                 const RunContext& context) const override {
    return cell.task == chebyshev_error::kShapeTask
               ? chebyshev_error::run_shape(cell)
               : chebyshev_error::run_errors(cell, context);
  }

  Findings analyse_cells(const Settings& settings,
                   const Results& results) const override {
    const chebyshev_error::CellMaker cells(info_, settings);
    return chebyshev_error::analyse(cells, settings, results);
  }

 private:
  ExperimentInfo info_;
};

}  // namespace

std::unique_ptr<Experiment> make_chebyshev_error() {
  return std::make_unique<ChebyshevError>();
}

}  // namespace zipml
