// A polynomial of the margin, estimated from independent draws.
#include "core/sgd/estimators/polynomial.h"

#include <cassert>

#include "core/kernels/kernels.h"

namespace zipml {
namespace {

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

std::unique_ptr<GradientEstimator> make_polynomial_estimator(
    const PolynomialGradientSpec& spec) {
  return std::make_unique<PolynomialGradient>(spec);
}

}  // namespace zipml
