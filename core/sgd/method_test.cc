#include "core/sgd/method.h"

#include <catch.h>

#include <cmath>
#include <set>

#include "core/base/error.h"
#include "core/sgd/estimator_testing.h"
#include "core/sgd/polynomial_gradient.h"

using namespace zipml;

namespace {

// Gradients of size about 5 pass some ten float roundings.
constexpr double kRounded = 5 * 10 * 6e-8;

// One sample, beside another row, and all that any estimator may be made of.
struct Bench {
  CoarseSample coarse = three_features();
  FeatureMatrix features = FeatureMatrix(2, 3);

  Bench() {
    for (std::size_t i = 0; i < 3; ++i) {
      features(0, static_cast<Eigen::Index>(i)) = coarse.sample[i];
      features(1, static_cast<Eigen::Index>(i)) = 0.2f;
    }
  }
  // With the row's own parameters; those that name a loss get this one.
  EstimatorIngredients ingredients(const TrainingMethod& method,
                                   const std::string& loss) const {
    EstimatorIngredients all{.features = &features,
                             .grid = &coarse.grid,
                             .parameters = method.parameters,
                             .key = {.seed = 5}};
    if (method.parameters.find("loss") != nullptr) {
      all.parameters.set("loss", loss);
    }
    return all;
  }
};

// How far a method's gradient of full-precision draws may be from the loss's.
double tolerance(const TrainingMethod& method,
                 const EstimatorParameters& parameters) {
  if (method.name != std::string("polynomial")) return kRounded;
  const PolynomialGradientSpec spec = polynomial_gradient_from(parameters);
  return gradient_polynomial_error(spec, gradient_polynomial(spec)) + kRounded;
}

}  // namespace

TEST_CASE("every method has a name, a label and a colour of its own",
          "[unit]") {
  std::set<std::string> names, labels;
  std::set<int> colors;
  for (const TrainingMethod& method : training_methods()) {
    INFO(method.name);
    CHECK(names.insert(method.name).second);
    CHECK(labels.insert(method.label).second);
    CHECK(&training_method(method.name) == &method);
    CHECK(method_label(method.name) == method.label);
    CHECK(method_color(method.name) == method.color);
    // As many as the figures have.
    CHECK((method.color >= 0 && method.color < 8));
    colors.insert(method.color);
    for (const std::string& loss : method.losses)
      CHECK_NOTHROW(make_loss(loss));
  }
  // More methods than colours: none is left out before one is used again.
  CHECK(colors.size() == std::min<std::size_t>(names.size(), 8));
  CHECK(is_full_precision("32-bit"));
  const std::vector<std::string> unbiased = unbiased_method_names();
  CHECK(unbiased == std::vector<std::string>{"double_sampling",
                                             "double_sampling_plain",
                                             "pair_sum"});
  CHECK_FALSE(is_full_precision("nearest"));
}

TEST_CASE("full-precision draws give every method the loss's gradient",
          "[unit]") {
  const Bench bench;
  for (const TrainingMethod& method : training_methods()) {
    // It takes off what rounding adds (estimators/debiased_single_test.cc).
    if (method.name == std::string("debiased_single")) continue;
    for (const std::string& name : loss_names()) {
      if (!is_for_loss(method, name)) continue;
      const auto loss = make_loss(name);
      const auto ingredients = bench.ingredients(method, name);
      const auto estimator = make_estimator(method, ingredients);
      const std::vector<const float*> draws(
          static_cast<std::size_t>(estimator->draws()),
          bench.coarse.sample.data());
      // Both sides of the hinge: the margins are 1 -+ 2.225.
      for (const float label : {-1.0f, 1.0f}) {
        INFO(method.name << ", " << name << ", label " << label);
        CoarseSample c = bench.coarse;
        c.label = label;
        std::vector<float> gradient(3, 1);
        estimator->add(
            {.draws = draws, .label = label, .full = c.sample.data()}, c.model,
            *loss, 0.5f, gradient);
        const Eigen::VectorXd full = c.full_gradient(*loss);
        for (std::size_t i = 0; i < 3; ++i) {
          CHECK(double{gradient[i]} ==
                Approx(1 + 0.5 * full(static_cast<Eigen::Index>(i)))
                    .margin(tolerance(method, ingredients.parameters)));
        }
      }
    }
  }
}

TEST_CASE("a method is unbiased where its row says so, by every outcome",
          "[unit]") {
  const Bench bench;
  const CoarseSample& c = bench.coarse;
  const auto loss = make_least_squares_loss();
  const Eigen::VectorXd full = c.full_gradient(*loss);
  for (const TrainingMethod& method : training_methods()) {
    if (!is_for_loss(method, "least_squares")) continue;
    if (method.samples != SamplePrecision::kStochastic) continue;
    INFO(method.name);
    const auto estimator =
        make_estimator(method, bench.ingredients(method, "least_squares"));
    const ExactMoments moments = enumerate(*estimator, *loss, c);
    CHECK(((moments.mean - full).norm() < kRounded) == method.is_unbiased);
    CHECK(moments.variance > 0);
  }
}

TEST_CASE("a method that draws nothing needs one sample", "[unit]") {
  const Bench bench;
  for (const TrainingMethod& method : training_methods()) {
    const std::string loss =
        method.losses.empty() ? "least_squares" : method.losses.front();
    const auto estimator =
        make_estimator(method, bench.ingredients(method, loss));
    INFO(method.name);
    CHECK(estimator->draws() >= 1);
    if (method.samples != SamplePrecision::kStochastic) {
      CHECK(estimator->draws() == 1);
    }
  }
}

TEST_CASE("mistakes in a method are the user's", "[unit]") {
  CHECK_THROWS_WITH(training_method("double_samplin"),
                    "unknown method \"double_samplin\" (did you mean "
                    "\"double_sampling\"?)");
  const Bench bench;
  const TrainingMethod& method = training_method("polynomial");
  EstimatorIngredients from = bench.ingredients(method, "hinge");
  from.parameters.set("degre", 3);
  CHECK_THROWS_WITH(make_estimator(method, from),
                    "the method \"polynomial\" has no parameter \"degre\" (did "
                    "you mean \"degree\"?)");
  from.parameters = {{"loss", "hinge"}};
  CHECK_THROWS_WITH(make_estimator(method, from),
                    "the estimator's parameter \"degree\" is missing");
  CHECK_THROWS_AS(make_estimator(training_method("l1_refetch"), {}), UserError);
  CHECK_THROWS_WITH(make_estimator(training_method("debiased_single"),
                                   {.features = &bench.features}),
                    "one draw minus the diagonal needs the levels of each "
                    "feature");
}

TEST_CASE("parameters keep their types and their order", "[unit]") {
  EstimatorParameters parameters = {{"a", 2}, {"b", 0.5}, {"c", "x"}};
  CHECK(parameters.integer("a") == 2);
  CHECK(parameters.number("a") == 2);
  CHECK(parameters.number("b") == 0.5);
  CHECK(parameters.text("c") == "x");
  parameters.set("a", 3);
  parameters.set("d", 1.0);
  CHECK(parameters.names() == std::vector<std::string>{"a", "b", "c", "d"});
  CHECK(parameters.integer("a") == 3);
  CHECK(parameters.find("e") == nullptr);
  // Both kinds of parameters that methods have go there and back.
  for (const char* name : {"polynomial", "jl_refetch"}) {
    CHECK_FALSE(training_method(name).parameters.empty());
  }
  const PolynomialGradientSpec spec{
      .loss = "hinge", .degree = 9, .radius = 3, .gap = 0.25};
  CHECK(to_parameters(polynomial_gradient_from(to_parameters(spec))) ==
        to_parameters(spec));
}
