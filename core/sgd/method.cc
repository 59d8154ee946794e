#include "core/sgd/method.h"

#include <algorithm>
#include <cassert>

#include "core/base/error.h"
#include "core/sgd/estimators/debiased_single.h"
#include "core/sgd/estimators/double_sampling.h"
#include "core/sgd/estimators/jl_refetch.h"
#include "core/sgd/estimators/l1_refetch.h"
#include "core/sgd/estimators/pair_sum.h"
#include "core/sgd/estimators/polynomial.h"
#include "core/sgd/estimators/single_sample.h"
#include "core/sgd/estimators/symmetrised.h"

namespace zipml {
namespace {

// An estimator that is made of nothing.
template <std::unique_ptr<GradientEstimator> (*kMake)()>
std::unique_ptr<GradientEstimator> plain(const EstimatorIngredients&) {
  return kMake();
}

std::unique_ptr<GradientEstimator> debiased_single(
    const EstimatorIngredients& from) {
  assert(from.features != nullptr);
  if (from.grid == nullptr) {
    fail({.message = "one draw minus the diagonal needs the levels of each "
                     "feature"});
  }
  return make_debiased_single_estimator(
      mean_rounding_variances(*from.features, *from.grid));
}

std::unique_ptr<GradientEstimator> polynomial(
    const EstimatorIngredients& from) {
  return make_polynomial_estimator(polynomial_gradient_from(from.parameters));
}

template <Rounding kRounding>
std::unique_ptr<GradientEstimator> l1_refetch(
    const EstimatorIngredients& from) {
  if (from.grid == nullptr) {
    fail({.message = "l1-refetching needs the levels of each feature"});
  }
  return make_l1_refetch_estimator(*from.grid, kRounding);
}

std::unique_ptr<GradientEstimator> jl_refetch(
    const EstimatorIngredients& from) {
  assert(from.features != nullptr);
  StreamKey key = from.key;
  key.purpose = Purpose::kSketch;
  return make_jl_refetch_estimator(*from.features, sketch_from(from.parameters),
                                   key);
}

std::vector<TrainingMethod> make_table() {
  using enum SamplePrecision;
  return {
      {.name = "32-bit",
       .label = "32-bit",
       .color = 0,
       .samples = kFull,
       .is_unbiased = true,
       .make = plain<make_single_sample_estimator>},
      {.name = "nearest",
       .label = "nearest rounding",
       .color = 3,
       .samples = kNearest,
       .make = plain<make_single_sample_estimator>},
      {.name = "naive",
       .label = "naive stochastic",
       .color = 2,
       .samples = kStochastic,
       .make = plain<make_single_sample_estimator>},
      {.name = "double_sampling",
       .label = "double sampling",
       .color = 1,
       .samples = kStochastic,
       .is_unbiased = true,
       .make = plain<make_symmetrised_estimator>},
      {.name = "double_sampling_plain",
       .label = "double sampling (plain)",
       .color = 4,
       .samples = kStochastic,
       .is_unbiased = true,
       .make = plain<make_double_sampling_estimator>},
      // There are 8 colours. The next two share those of methods for the
      // logistic and the hinge loss, which are in other figures.
      {.name = "pair_sum",
       .label = "pair-sum double sampling",
       .color = 5,
       .samples = kStochastic,
       .is_unbiased = true,
       .is_unordered = true,
       .losses = {"least_squares"},
       .make = plain<make_pair_sum_estimator>},
      {.name = "debiased_single",
       .label = "one draw minus diagonal",
       .color = 6,
       .samples = kStochastic,
       .losses = {"least_squares"},
       .make = debiased_single},
      {.name = "polynomial",
       .label = "Chebyshev",
       .color = 5,
       .samples = kStochastic,
       .losses = {"logistic", "hinge"},
       .parameters = to_parameters(PolynomialGradientSpec()),
       .make = polynomial},
      {.name = "l1_refetch",
       .label = "l1-refetching",
       .color = 6,
       .samples = kStochastic,
       .losses = {"hinge"},
       .make = l1_refetch<Rounding::kStochastic>},
      {.name = "l1_refetch_nearest",
       .label = "l1-refetching (nearest)",
       .color = 7,
       .samples = kNearest,
       .losses = {"hinge"},
       .make = l1_refetch<Rounding::kNearest>},
      // It shares the colour of plain double sampling, which is for losses with
      // a linear derivative and so in other figures.
      {.name = "jl_refetch",
       .label = "JL-refetching",
       .color = 4,
       .samples = kStochastic,
       .losses = {"hinge"},
       .parameters = to_parameters(SketchSpec()),
       .make = jl_refetch},
  };
}

}  // namespace

std::span<const TrainingMethod> training_methods() {
  static const std::vector<TrainingMethod> kMethods = make_table();
  return kMethods;
}

const TrainingMethod& training_method(const std::string& name) {
  for (const TrainingMethod& method : training_methods()) {
    if (method.name == name) return method;
  }
  fail({.message = "unknown method \"" + name + "\"",
        .hint = did_you_mean(name, method_names())});
}

std::vector<std::string> method_names() {
  std::vector<std::string> names;
  for (const TrainingMethod& method : training_methods()) {
    names.emplace_back(method.name);
  }
  return names;
}

std::vector<std::string> unbiased_method_names() {
  std::vector<std::string> names;
  for (const TrainingMethod& method : training_methods()) {
    if (method.is_unbiased && is_for_loss(method, "least_squares") &&
        method.samples != SamplePrecision::kFull) {
      names.emplace_back(method.name);
    }
  }
  return names;
}

std::string method_label(const std::string& method) {
  return training_method(method).label;
}

int method_color(const std::string& method) {
  return training_method(method).color;
}

bool is_full_precision(const std::string& method) {
  return training_method(method).samples == SamplePrecision::kFull;
}

bool is_for_loss(const TrainingMethod& method, std::string_view loss) {
  return method.losses.empty() ||
         std::find(method.losses.begin(), method.losses.end(), loss) !=
             method.losses.end();
}

std::unique_ptr<GradientEstimator> make_estimator(
    const TrainingMethod& method, const EstimatorIngredients& ingredients) {
  const std::vector<std::string> names = method.parameters.names();
  for (const std::string& name : ingredients.parameters.names()) {
    if (std::find(names.begin(), names.end(), name) != names.end()) continue;
    fail({.message = std::string("the method \"") + method.name +
                     "\" has no parameter \"" + name + '"',
          .hint = did_you_mean(name, names)});
  }
  return method.make(ingredients);
}

}  // namespace zipml
