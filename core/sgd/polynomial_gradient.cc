#include "core/sgd/polynomial_gradient.h"

#include "core/base/name_table.h"
#include "core/polynomial/approximate.h"

namespace zipml {
namespace {

constexpr std::array<Named<PolynomialFit>, 2> kFits = {{
    {"series", PolynomialFit::kSeries},
    {"minimax", PolynomialFit::kMinimax},
}};

constexpr std::array<Named<MarginDerivative>, 2> kDerivatives = {{
    {"logistic", {sigmoid, 0}},
    {"hinge", {step, 1}},
}};

// |u| <= this for |m| <= R.
double argument_radius(const PolynomialGradientSpec& spec) {
  return spec.radius + margin_derivative(spec.loss).shift;
}

// The sigmoid is smooth: no gap.
double argument_gap(const PolynomialGradientSpec& spec) {
  return margin_derivative(spec.loss).function == step ? spec.gap : 0;
}

}  // namespace

std::string polynomial_fit_name(PolynomialFit fit) {
  return name_in(kFits, fit);
}

std::vector<std::string> polynomial_fit_names() { return names_in(kFits); }

PolynomialFit polynomial_fit_from_name(const std::string& name) {
  return value_in(kFits, name, "fit of the polynomial");
}

EstimatorParameters to_parameters(const PolynomialGradientSpec& spec) {
  return {{"loss", spec.loss},
          {"degree", spec.degree},
          {"radius", spec.radius},
          {"gap", spec.gap},
          {"form", polynomial_form_name(spec.form)},
          {"fit", polynomial_fit_name(spec.fit)}};
}

PolynomialGradientSpec polynomial_gradient_from(
    const EstimatorParameters& parameters) {
  return {.loss = parameters.text("loss"),
          .degree = parameters.integer("degree"),
          .radius = parameters.number("radius"),
          .gap = parameters.number("gap"),
          .form = polynomial_form_from_name(parameters.text("form")),
          .fit = polynomial_fit_from_name(parameters.text("fit"))};
}

MarginDerivative margin_derivative(const std::string& loss) {
  return value_in(kDerivatives, loss, "loss of the margin");
}

Polynomial gradient_polynomial(const PolynomialGradientSpec& spec) {
  const MarginDerivative derivative = margin_derivative(spec.loss);
  const double radius = argument_radius(spec);
  if (spec.fit == PolynomialFit::kSeries) {
    return chebyshev_series(derivative.function, radius, spec.degree);
  }
  const double gap = argument_gap(spec);
  if (derivative.function == step && gap <= 0) {
    fail_at("gap", "a minimax fit of the step needs a gap above 0");
  }
  return minimax_fit(derivative.function, radius, gap, spec.degree);
}

double gradient_polynomial_error(const PolynomialGradientSpec& spec,
                                 const Polynomial& polynomial) {
  return max_error(margin_derivative(spec.loss).function, polynomial,
                   argument_radius(spec), argument_gap(spec));
}

}  // namespace zipml
