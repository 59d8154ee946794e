#include "core/sgd/polynomial_gradient.h"

#include <catch.h>

#include <cmath>

#include "core/base/error.h"
#include "core/base/random.h"
#include "core/base/statistics.h"
#include "core/polynomial/approximate.h"
#include "core/quantize/quantizer.h"

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

// A sample of two features on a grid of three levels: 4 outcomes a draw.
struct Case {
  std::vector<float> sample{0.3f, -0.55f};
  std::vector<float> model{1.5f, -1};
  LevelGrid grid = LevelGrid::uniform({{-1, 1}, {-1, 1}}, 2);

  double prediction() const {
    return double{sample[0]} * double{model[0]} +
           double{sample[1]} * double{model[1]};
  }
  std::vector<float> outcome(unsigned bits) const {
    std::vector<float> draw;
    for (std::size_t i = 0; i < 2; ++i) {
      const int up = static_cast<int>(bits >> i & 1);
      draw.push_back(grid.level(i, grid.place(i, sample[i]).cell + up));
    }
    return draw;
  }
  double chance(unsigned bits) const {
    double product = 1;
    for (std::size_t i = 0; i < 2; ++i) {
      const double p = double{grid.place(i, sample[i]).fraction};
      product *= (bits >> i & 1) != 0 ? p : 1 - p;
    }
    return product;
  }
};

// E g by enumeration of every outcome of every draw.
std::vector<double> mean_gradient(const GradientEstimator& estimator,
                                  const Loss& loss, float label,
                                  const Case& c) {
  const auto draws = static_cast<unsigned>(estimator.draws());
  std::vector<double> mean(2);
  for (unsigned outcome = 0; outcome < 1u << (2 * draws); ++outcome) {
    std::vector<std::vector<float>> rows;
    std::vector<const float*> pointers;
    double chance = 1;
    for (unsigned draw = 0; draw < draws; ++draw) {
      rows.push_back(c.outcome(outcome >> (2 * draw) & 3));
      chance *= c.chance(outcome >> (2 * draw) & 3);
    }
    for (const auto& row : rows) pointers.push_back(row.data());
    std::vector<float> gradient(2);
    estimator.add({.draws = pointers, .label = label}, c.model, loss, 1,
                  gradient);
    for (std::size_t i = 0; i < 2; ++i) {
      mean[i] += chance * double{gradient[i]};
    }
  }
  return mean;
}

}  // namespace

TEST_CASE("the polynomial estimator's mean is the polynomial's gradient",
          "[unit]") {
  const Case c;
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
        const std::vector<double> mean =
            mean_gradient(*estimator, *loss, label, c);
        // Estimates of size up to 10 in float, and chances to 1e-7 each.
        for (std::size_t i = 0; i < 2; ++i) {
          CHECK(mean[i] == Approx(scale * double{c.sample[i]}).margin(1e-5));
        }
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
  const Case c;
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
