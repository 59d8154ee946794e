#include "experiments/nonlinear/nonlinear.h"

#include "experiments/linear/parameters.h"
#include "experiments/nonlinear/cells.h"
#include "experiments/nonlinear/tasks.h"
#include "experiments/numerics.h"

namespace zipml {

std::unique_ptr<Experiment> make_nonlinear(
    std::shared_ptr<DataLibrary> library) {
  using namespace nonlinear;
  const ParameterRange total_bits{1, 12, "bits"};
  const ParameterList parameters =
      linear_parameters({.data = Value::List{"gisette", "cod-rna"},
                         .epochs = {20, 40, 100},
                         .epochs_large_sets = {15, 40, 100},
                         .tasks = DataTasks::kClassification})
          .with_default("preprocessing.train_rows", {300, 2000, 0})
          .with_default("sgd.batch_size", 16)
          .with(model_parameters(1e-3))
          .with({
              choice_parameter("losses", Value::List{"hinge", "logistic"},
                               {"hinge", "logistic"},
                               "hinge (SVM, Fig 9a) and logistic (Fig 9b)."),
              integer_parameter("bits", Value::List{1, 2, 3, 4, 5, 6, 7, 8},
                                total_bits,
                                "Total bits of a value over the sample "
                                "channel, for each way of low precision."),
              integer_parameter("figure_bits", 8, total_bits,
                                "The number of bits of Fig 9 and its verdicts; "
                                "the nearest of `bits`."),
              integer_parameter(
                  "polynomial.degree", 15, {0, 31},
                  "Degree of the polynomial, where the bits allow as many "
                  "draws (degree + 1); fewer bits have a lower one."),
              number_parameter(
                  "polynomial.radius", 0.0, {0, 1e6},
                  "R, the largest margin that the polynomial is made for; 0: "
                  "from the 32-bit run and polynomial.radius_factor."),
              number_parameter(
                  "polynomial.radius_factor", 1.5, {0.1, 1000},
                  "R over the largest |a^T x| of the 32-bit run at the end of "
                  "any epoch."),
              number_parameter(
                  "polynomial.gap", 0.5, {0, 1e6},
                  "delta: the hinge's step is not approximated for margins "
                  "within delta of 1 (a minimax fit needs it; for a series it "
                  "only says where epsilon is taken)."),
              choice_parameter(
                  "polynomial.form", "symmetrised", polynomial_form_names(),
                  "How a polynomial is estimated from draws: as printed "
                  "(monomial), by Chebyshev's recurrence, or the mean over all "
                  "orders of the draws (symmetrised: the least variance)."),
              choice_parameter(
                  "polynomial.fit", "series", polynomial_fit_names(),
                  "Chebyshev series, or the least largest error (minimax)."),
              number_parameter("optimum.tolerance", {1e-3, 1e-4, 1e-4},
                               {1e-12, 1},
                               "The reference optimum's gap over its value."),
              integer_parameter(
                  "optimum.iterations", {1000, 4000, 4000}, {1, 1e6},
                  "Most iterations of its solver (passes over the rows for the "
                  "hinge); the gap that is left is in the table."),
          });
  return linear_experiment<Cells>(
      {.name = "nonlinear",
       .title = "SVM and logistic regression: Chebyshev or plain rounding",
       .claims = {"C14", "C15"},
       .where = "section 5.4, Fig 9",
       .version = 2,
       .parameters = parameters,
       .repetitions = {5, 5, 10},
       .verdict_kinds = {"same_solution", "nearest_as_well",
                         "stochastic_as_well", "no_better_at_any_bits"},
       .numerics = numerics_of({"linear"})},
      std::move(library),
      {{kTrainTask, run_train}, {kOptimumTask, run_optimum}});
}

}  // namespace zipml
