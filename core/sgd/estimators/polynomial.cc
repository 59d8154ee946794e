// A polynomial of the margin, estimated from independent draws.
#include <cassert>

#include "core/base/name_table.h"
#include "core/kernels/kernels.h"
#include "core/polynomial/approximate.h"
#include "core/sgd/polynomial_gradient.h"

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

class PolynomialGradient : public GradientEstimator {
 public:
  explicit PolynomialGradient(const PolynomialGradientSpec& spec)
      : loss_(spec.loss),
        shift_(margin_derivative(spec.loss).shift),
        estimate_(gradient_polynomial(spec), spec.form) {}

  std::string_view name() const override { return "polynomial"; }
  int draws() const override { return estimate_.draws() + 1; }
  VisitCost add(const SampleVisit& visit, std::span<const float> model,
                [[maybe_unused]] const Loss& loss, float weight,
                std::span<float> gradient) const override {
    assert(loss.name() == loss_);
    const std::size_t n = model.size();
    const Kernels& kernel = kernels();
    std::vector<double> arguments;
    for (int draw = 0; draw < estimate_.draws(); ++draw) {
      const float prediction = kernel.dot(
          visit.draws[static_cast<std::size_t>(draw)], model.data(), n);
      arguments.push_back(shift_ - double{visit.label} * double{prediction});
    }
    const auto value = static_cast<float>(estimate_(arguments));
    kernel.add_scaled(-weight * visit.label * value,
                      visit.draws[arguments.size()], gradient.data(), n);
    return {};
  }

 private:
  std::string loss_;
  double shift_;
  PolynomialEstimator estimate_;
};

}  // namespace

std::string polynomial_fit_name(PolynomialFit fit) {
  return name_in(kFits, fit);
}

std::vector<std::string> polynomial_fit_names() { return names_in(kFits); }

PolynomialFit polynomial_fit_from_name(const std::string& name) {
  return value_in(kFits, name, "fit of the polynomial");
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
    throw UserError(Diagnostic{
        "", {}, "gap", "a minimax fit of the step needs a gap above 0", ""});
  }
  return minimax_fit(derivative.function, radius, gap, spec.degree);
}

double gradient_polynomial_error(const PolynomialGradientSpec& spec,
                                 const Polynomial& polynomial) {
  return max_error(margin_derivative(spec.loss).function, polynomial,
                   argument_radius(spec), argument_gap(spec));
}

std::unique_ptr<GradientEstimator> make_polynomial_estimator(
    const PolynomialGradientSpec& spec) {
  return std::make_unique<PolynomialGradient>(spec);
}

}  // namespace zipml
