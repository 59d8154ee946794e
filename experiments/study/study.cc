#include "experiments/study/study.h"

#include <utility>
#include <vector>

#include "core/models/loss.h"
#include "core/sgd/polynomial_gradient.h"
#include "core/sgd/sketch.h"
#include "experiments/linear/optimum.h"
#include "experiments/linear/parameters.h"
#include "experiments/linear/precision_mode.h"
#include "experiments/numerics.h"
#include "experiments/study/cells.h"
#include "experiments/study/tasks.h"

namespace zipml {
namespace study {
namespace {

std::vector<std::string> low_precision_methods() {
  std::vector<std::string> names;
  for (const std::string& name : method_names()) {
    if (!is_full_precision(name)) names.push_back(name);
  }
  return names;
}

std::vector<std::string> low_precision_modes() {
  std::vector<std::string> names = precision_mode_names();
  std::erase(names, "none");
  return names;
}

// What is combined, each with each.
std::vector<Parameter> combined_parameters() {
  const std::vector<std::string> modes = low_precision_modes();
  return {
      choice_parameter(
          "loss", Value::List{"least_squares", "logistic"}, loss_names(),
          "What is minimised: least_squares (half the mean square, on classes "
          "-1 and +1 LS-SVM), logistic or hinge (two classes). On each set "
          "those that are for its labels."),
      choice_parameter(
          "method", Value::List{"naive", "double_sampling"},
          low_precision_methods(),
          "How samples are rounded and used, beside 32 bits: to nearest, naive "
          "(one stochastic draw), double_sampling (two draws, unbiased for "
          "least squares) and others; for each loss those that are for it."),
      bits_parameter("bits", Value::List{2, 4},
                     "Bits of whatever is quantized; `levels` takes their "
                     "place for samples."),
      integer_parameter(
          "levels", Value::List{}, {2, 65'536},
          "Levels of a sample's value, in place of `bits` where it is not "
          "empty; models and gradients then have the bits that hold as many."),
      choice_parameter(
          "mode", Value::List{"sample", "end_to_end"}, modes,
          "What is quantized: samples, models, gradients, or all of them "
          "(end_to_end)."),
  };
}

// What some methods need besides.
std::vector<Parameter> estimator_parameters() {
  const PolynomialGradientSpec polynomial;
  const SketchSpec sketch;
  return {
      integer_parameter("estimator.degree", polynomial.degree, {0, 31},
                        "Of the method polynomial: degree; it takes one draw "
                        "more."),
      number_parameter("estimator.radius", polynomial.radius, {1e-6, 1e6},
                       "Of the same: the largest margin |a^T x| that the "
                       "polynomial is made for."),
      number_parameter("estimator.gap", polynomial.gap, {0, 1e6},
                       "Of the same: the hinge's step is not approximated for "
                       "margins within so much of 1."),
      choice_parameter("estimator.form", polynomial_form_name(polynomial.form),
                       polynomial_form_names(),
                       "Of the same: how it is estimated from draws."),
      choice_parameter("estimator.fit", polynomial_fit_name(polynomial.fit),
                       polynomial_fit_names(),
                       "Of the same: Chebyshev series, or the least largest "
                       "error."),
      integer_parameter("estimator.sketch_dimension",
                        static_cast<int>(sketch.dimension), {1, 100'000},
                        "Of the method jl_refetch: coordinates of a sketch."),
      number_parameter("estimator.delta", sketch.delta, {1e-6, 1e6},
                       "Of the same: a margin within 2 delta is not known, and "
                       "the sample is fetched again."),
  };
}

std::vector<Parameter> all_parameters() {
  std::vector<Parameter> all =
      linear_parameters(
          {.data = Value::List{"synthetic-10", "cpusmall", "mushroom"},
           .epochs = {10, 50, 100},
           .epochs_large_sets = {10, 20, 50},
           .tasks = DataTasks::kBoth})
          .with_default("sgd.batch_size", 16)
          .with_instead(choice_parameter(
              "quantization.placement", Value::List{"uniform"},
              placement_names(),
              "Where the levels of a feature are: at equal steps over its "
              "range, or placed by a method of `zipml levels` (exact: the "
              "least variance); each of the list is run."))
          .with_instead(choice_parameter(
              "quantization.scaling", "column_max",
              {"column_max", "min_max", "row_l2", "row_max"},
              "A feature's range: [-max|a|, max|a|] or [min, max]; or each "
              "sample is scaled by its own norm (row_l2, row_max: fresh draws "
              "and uniform levels only)."))
          .with({
              choice_parameter(
                  "sgd.tuned", "full_precision", tuned_names(),
                  "Whose steps the step search tries: those of 32 bits, which "
                  "all take over (the paper's way), or of each run itself."),
          })
          .with(model_parameters(0.0))
          .with(channel_parameters())
          .with(estimator_parameters())
          .with({
              number_parameter(
                  "optimum.tolerance", {1e-3, 1e-4, 1e-4}, {1e-12, 1},
                  "The optimum of logistic and hinge loss with a ridge term, "
                  "found by a solver: its gap over its value."),
              integer_parameter("optimum.iterations", {1000, 4000, 4000},
                                {0, 1e6},
                                "Most iterations of that solver; 0: no such "
                                "optimum."),
              integer_parameter(
                  "curves.epochs", 50, {2, 100'000, "epochs"},
                  "The most epochs of a run in the table `curves`, from which "
                  "figures are made; of longer runs some are left out."),
          });
  const std::vector<Parameter> combined = combined_parameters();
  // After the data.
  all.insert(all.begin() + 1, combined.begin(), combined.end());
  return all;
}

}  // namespace
}  // namespace study

std::unique_ptr<Experiment> make_study(std::shared_ptr<DataLibrary> library) {
  return linear_experiment<study::Cells>(
      {.name = "study",
       .title = "Linear models in low precision, combined as you like",
       .version = 1,
       .parameters = study::all_parameters(),
       .repetitions = {3, 5, 10},
       .numerics = numerics_of({"linear"})},
      std::move(library),
      {{kTrainTask, study::run_train}, {kOptimumTask, run_optimum}});
}

}  // namespace zipml
