#include "experiments/chebyshev_error/chebyshev_error.h"

#include "core/harness/parameter_list.h"
#include "core/harness/task_experiment.h"
#include "experiments/chebyshev_error/cells.h"
#include "experiments/chebyshev_error/tasks.h"
#include "experiments/numerics.h"

namespace zipml {

std::unique_ptr<Experiment> make_chebyshev_error() {
  using namespace chebyshev_error;
  ExperimentInfo info = {
      .name = "chebyshev_error",
      .title = "Polynomials near the derivative of a loss",
      .claims = {"C13"},
      .where = "sections 4.2 and 5.4, supplement G",
      .version = 1,
      .parameters =
          {
              number_parameter(
                  "sigmoid.radii", Value::List{2.0, 5.0, 8.0}, {0.01, 100},
                  "Half-widths R of [-R, R], on which the sigmoid (the "
                  "logistic loss's derivative) is approximated."),
              number_parameter(
                  "step.gaps", Value::List{0.05, 0.1, 0.2, 0.4},
                  {0.01, 0.9, "R"},
                  "Half-widths delta of the gap around the jump of the step "
                  "(the hinge loss's derivative), in units of R."),
              integer_parameter("max_degree", 31, {9, 61},
                                "The odd degrees up to this one are tried."),
              integer_parameter(
                  "paper_degree", 15, {1, 61},
                  "The degree of the paper's experiments (section 5.4), which "
                  "the verdicts on the hinge loss are about."),
              number_parameter(
                  "epsilons", Value::List{0.1, 0.05, 0.01, 1e-3, 1e-4, 1e-6},
                  {1e-12, 0.49},
                  "Largest errors for which the degree that they need is "
                  "tabulated."),
          },
      .repetitions = 1,
      .verdict_kinds = {"smooth_rate", "hinge_error", "hinge_law"},
      .numerics = numerics_of({"polynomial"})};  // nothing is random
  return std::make_unique<TaskExperiment<Cells, NoResources>>(
      std::move(info), std::vector<CellTask<NoResources>>{
                           {kErrorsTask, run_errors}, {kShapeTask, run_shape}});
}

}  // namespace zipml
