#include "experiments/svm_bias/svm_bias.h"

#include "core/harness/task_experiment.h"
#include "core/sgd/polynomial_gradient.h"
#include "experiments/linear/parameters.h"
#include "experiments/numerics.h"
#include "experiments/svm_bias/cells.h"
#include "experiments/svm_bias/tasks.h"

namespace zipml {

std::unique_ptr<Experiment> make_svm_bias(
    std::shared_ptr<DataLibrary> library) {
  using namespace svm_bias;
  using List = Value::List;
  const ParameterList parameters =
      data_parameters(List{"cod-rna", "mushroom"}, DataTasks::kClassification)
          .with({
              choice_parameter(
                  "generated", List{"unit_vectors", "copies"},
                  {"unit_vectors", "copies"},
                  "Generated sets: random unit vectors, and copies of e_1 (the "
                  "counterexample to Lemma 11 as printed)."),
              integer_parameter(
                  "rows", {500, 1000, 10'000}, {1, 1'000'000, "rows"},
                  "m: rows of a generated set, and at most so many of a data "
                  "set."),
              integer_parameter("features", 10, {1, 1000},
                                "n of the random unit vectors."),
              number_parameter("radius",
                               {List{1.0, 4.0}, List{1.0, 2.0, 4.0},
                                List{1.0, 2.0, 4.0, 8.0}},
                               {0.01, 1000},
                               "R: the norm of the model, ||x|| <= R."),
              number_parameter(
                  "gap",
                  {List{0.1, 0.2, 0.4}, List{0.05, 0.1, 0.2, 0.3, 0.4},
                   List{0.05, 0.1, 0.2, 0.3, 0.4, 0.6}},
                  {0.001, 0.99},
                  "delta: the step is not approximated in [-delta, delta]."),
              integer_parameter("degree",
                                {List{3, 7, 15}, List{3, 5, 7, 11, 15},
                                 List{3, 5, 7, 11, 15}},
                                {0, 31}, "Degrees of the polynomial."),
              integer_parameter("bits", 4, {1, 12, "bits"},
                                "Bits of one draw: s = 2^(bits - 1) steps each "
                                "side of zero."),
              choice_parameter("form", "monomial", polynomial_form_names(),
                               "How the polynomial is estimated from its "
                               "draws; monomial is the paper's."),
              choice_parameter("fit", "minimax", polynomial_fit_names(),
                               "The polynomial with the least largest error "
                               "outside the gap (minimax), or the Chebyshev "
                               "series."),
              integer_parameter("monte_carlo.visits", {2000, 20'000, 100'000},
                                {100, 100'000'000, "visits"},
                                "Random rows with fresh draws on which the "
                                "estimator itself is measured."),
              integer_parameter(
                  "instances", {3000, 20'000, 100'000},
                  {1, 100'000'000, "instances"},
                  "Instances of each of the five families for Lemma 11."),
          });
  return std::make_unique<TaskExperiment<Cells, LinearProblems>>(
      ExperimentInfo{
          .name = "svm_bias",
          .title = "The bias of polynomial hinge gradients, and its bounds",
          .claims = {"C13", "T4", "X4"},
          .where = "supplement G, Theorem 4 and Lemma 11",
          .version = 3,
          .parameters = parameters,
          .repetitions = {1, 3, 5},
          .verdict_kinds = {"lemma_11", "theorem_4", "unbiased"},
          .numerics = numerics_of({"linear"})},
      std::vector<CellTask<LinearProblems>>{{kTheoremTask, run_theorem_4},
                                            {kLemmaTask, run_lemma_11}},
      std::move(library));
}

}  // namespace zipml
