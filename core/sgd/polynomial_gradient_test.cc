#include "core/sgd/polynomial_gradient.h"

#include <catch.h>

#include <cmath>

#include "core/base/error.h"
#include "core/base/random.h"
#include "core/base/statistics.h"
#include "core/polynomial/approximate.h"
#include "core/quantize/quantizer.h"
#include "core/sgd/estimator_testing.h"
#include "core/sgd/estimators/polynomial.h"

using namespace zipml;

namespace {

const std::vector<std::string> kLosses = {"logistic", "hinge"};

PolynomialGradientSpec spec_of(const std::string& loss, PolynomialForm form,
                               int degree) {
  return {.loss = loss,
          .degree = degree,
          .radius = 2,
          .gap = 0.3,
          .form = form,
          .fit = PolynomialFit::kMinimax};
}

// Two features on three levels: 4 outcomes a draw.
CoarseSample two_features() {
  return {.sample = {0.3f, -0.55f},
          .model = {1.5f, -1},
          .grid = LevelGrid::uniform({{-1, 1}, {-1, 1}}, 2)};
}

}  // namespace

TEST_CASE("the polynomial estimator's mean is the polynomial's gradient",
          "[unit]") {
  CoarseSample c = two_features();
  for (const std::string& name : kLosses) {
    const auto loss = make_loss(name);
    for (const PolynomialForm form : kPolynomialForms) {
      const PolynomialGradientSpec spec = spec_of(name, form, 5);
      const auto estimator = make_polynomial_estimator(spec);
      CHECK(estimator->draws() == 6);
      const Polynomial p = gradient_polynomial(spec);
      for (const float label : {-1.0f, 1.0f}) {
        INFO(name << ", " << polynomial_form_name(form) << ", label " << label);
        const double shift = name == "hinge" ? 1 : 0;
        const double scale =
            -double{label} * p(shift - double{label} * c.prediction());
        c.label = label;
        const Eigen::VectorXd mean = enumerate(*estimator, *loss, c).mean;
        // Estimates of size up to 10 in float, and chances to 1e-7 each.
        CHECK((mean - scale * c.wide_sample()).cwiseAbs().maxCoeff() < 1e-5);
      }
    }
  }
}

TEST_CASE("with full-precision draws it is the loss's gradient within epsilon",
          "[unit]") {
  const std::vector<float> sample = {0.8f, 0.6f};
  for (const std::string& name : kLosses) {
    const auto loss = make_loss(name);
    const PolynomialGradientSpec spec =
        spec_of(name, PolynomialForm::kChebyshev, 9);
    const Polynomial p = gradient_polynomial(spec);
    const double epsilon = gradient_polynomial_error(spec, p);
    CHECK(epsilon < (name == "hinge" ? 0.2 : 1e-3));
    const auto estimator = make_polynomial_estimator(spec);
    const std::vector<const float*> draws(10, sample.data());
    for (float x = -2; x <= 2; x += 0.125f) {
      for (const float label : {-1.0f, 1.0f}) {
        const float z = sample[0] * x;
        // The step is not approximated inside the gap.
        if (name == "hinge" && std::abs(1 - label * z) < 0.3f) continue;
        std::vector<float> gradient(2, 1);
        estimator->add({.draws = draws, .label = label},
                       std::vector<float>{x, 0}, *loss, 0.5f, gradient);
        const float wanted = loss->derivative(z, label);
        for (std::size_t i = 0; i < 2; ++i) {
          // epsilon, halved by the weight, and floats of size 1.
          CHECK(std::abs(double{gradient[i] - 1 - 0.5f * wanted * sample[i]}) <=
                epsilon / 2 * double{sample[i]} + 1e-6);
        }
      }
    }
  }
}

TEST_CASE("degree 15 from 16 drawn samples is unbiased", "[property]") {
  const CoarseSample c = two_features();
  const auto loss = make_logistic_loss();
  PolynomialGradientSpec spec =
      spec_of("logistic", PolynomialForm::kSymmetrised, 15);
  spec.radius = 4;
  const auto estimator = make_polynomial_estimator(spec);
  REQUIRE(estimator->draws() == 16);
  const Quantizer quantizer(c.grid, Rounding::kStochastic);
  const CounterHash hash({.seed = 3, .purpose = Purpose::kTest});
  RunningStatistics first;
  std::vector<std::vector<float>> rows(16, std::vector<float>(2));
  std::vector<const float*> draws;
  for (const auto& row : rows) draws.push_back(row.data());
  for (std::uint64_t visit = 0; visit < 20'000; ++visit) {
    for (std::uint64_t p = 0; p < 8; ++p) {
      quantizer.draw_pair(c.sample.data(), hash, visit, 8, p,
                          rows[2 * p].data(), rows[2 * p + 1].data());
    }
    std::vector<float> gradient(2);
    estimator->add({.draws = draws, .label = 1}, c.model, *loss, 1, gradient);
    first.add(double{gradient[0]});
  }
  // P is within 1e-5 of the sigmoid here. False alarm: 1 in 15,000 (4 sigma).
  const double wanted = -sigmoid(-c.prediction()) * double{c.sample[0]};
  CHECK(std::abs(first.mean() - wanted) < 4 * first.standard_error() + 1e-5);
  CHECK(first.standard_error() < 0.01);
}

TEST_CASE("mistakes in a polynomial gradient are the user's", "[unit]") {
  PolynomialGradientSpec spec;
  spec.loss = "least_squares";
  CHECK_THROWS_AS(make_polynomial_estimator(spec), UserError);
  spec = {.loss = "hinge", .gap = 0};
  CHECK_THROWS_AS(make_polynomial_estimator(spec), UserError);
  spec.fit = PolynomialFit::kSeries;
  CHECK_NOTHROW(make_polynomial_estimator(spec));
  spec.radius = 0;
  spec.loss = "logistic";
  CHECK_THROWS_AS(make_polynomial_estimator(spec), UserError);
  CHECK_THROWS_AS(polynomial_fit_from_name("remez"), UserError);
  for (const std::string& name : polynomial_fit_names()) {
    CHECK(polynomial_fit_name(polynomial_fit_from_name(name)) == name);
  }
}
