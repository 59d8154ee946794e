#include "experiments/polynomial_estimator/polynomial_estimator.h"

#include "experiments/linear/parameters.h"
#include "experiments/numerics.h"
#include "experiments/polynomial_estimator/cells.h"
#include "experiments/polynomial_estimator/tasks.h"

namespace zipml {
namespace {

// What the linear experiments have of data and levels; nothing is trained.
ParameterList data_parameters() {
  const Value::List all = {"synthetic-10", "synthetic-100", "cadata",
                           "cpusmall"};
  return linear_parameters(
             {.data = {Value::List{"synthetic-10", "cadata"}, all, all},
              .epochs = 1,
              .epochs_large_sets = 1})
      .without_group("sgd.")
      .without_group("search.")
      .without("quantization.draws")
      .without("quantization.arithmetic");
}

}  // namespace

std::unique_ptr<Experiment> make_polynomial_estimator(
    std::shared_ptr<DataLibrary> library) {
  using namespace polynomial_estimator;
  const ParameterList parameters = data_parameters().with({
      number_parameter("sigmoid.radii", Value::List{5.0}, {0.01, 100},
                       "Half-widths R of [-R, R], on which the sigmoid is "
                       "approximated."),
      number_parameter("step.gaps", Value::List{0.1}, {0.01, 0.9, "R"},
                       "Half-widths of the gap around the jump of the step, in "
                       "units of R."),
      choice_parameter("approximation", "series", kApproximations,
                       "The polynomial: the Chebyshev series (the paper's) or "
                       "the minimax fit."),
      integer_parameter("degrees", Value::List{1, 3, 5, 7, 11, 15}, {1, 31},
                        "Degrees of the polynomials; an estimate takes as many "
                        "draws."),
      bits_parameter("bits", Value::List{2, 3, 4, 6, 8},
                     "Bits of one draw of a sample value."),
      integer_parameter("moments.rows", {40, 100, 200}, {2, 100'000, "rows"},
                        "Instances (a training row and a random model) whose "
                        "estimates are measured."),
      integer_parameter("moments.draws", {2000, 4000, 10'000},
                        {100, 100'000'000, "draws"},
                        "Estimates of each instance, from fresh draws."),
      integer_parameter("storage.rows", {1000, 1'000'000, 1'000'000},
                        {.min = 1, .max = 1e9, .unit = "rows"},
                        "Training rows that are packed to measure the store; "
                        "at most all."),
      integer_parameter("lemma_4.instances", {20'000, 100'000, 1'000'000},
                        {1, 1'000'000'000, "instances"},
                        "Random instances on which Lemma 4 is checked, and as "
                        "many adversarial ones."),
  });
  return std::make_unique<TaskExperiment<Cells, LinearProblems>>(
      ExperimentInfo{
          .name = "polynomial_estimator",
          .title = "Polynomials estimated from independent quantizations",
          .claims = {"C13", "C15"},
          .where = "sections 4.1 and 5.4, Lemma 4",
          .version = 1,
          .parameters = parameters,
          .repetitions = 1,
          .verdict_kinds = {"unbiased", "exact_variance", "form_matters",
                            "nearest_is_nearer", "lemma_4_printed",
                            "lemma_4_corrected", "extra_bits"},
          .numerics =
              numerics_of({"linear"})},  // the instances are the repetitions
      std::vector<CellTask<LinearProblems>>{{kMomentsTask, run_moments},
                                            {kStorageTask, run_storage},
                                            {kLemma4Task, run_lemma_4}},
      std::move(library));
}

}  // namespace zipml
