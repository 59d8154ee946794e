// Two independent draws: one predicts, the other points. Equation (6).
#include "core/sgd/estimators/double_sampling.h"

#include "core/kernels/kernels.h"

namespace zipml {
namespace {

class DoubleSampling : public GradientEstimator {
 public:
  std::string_view name() const override { return "double_sampling"; }
  int draws() const override { return 2; }
  BatchForm batch_form() const override { return BatchForm::kTwoDraws; }
  VisitCost add(const SampleVisit& visit, std::span<const float> model,
                const Loss& loss, float weight,
                std::span<float> gradient) const override {
    const std::size_t n = model.size();
    const float prediction = kernels().dot(visit.draws[1], model.data(), n);
    const float scale = weight * loss.derivative(prediction, visit.label);
    kernels().add_scaled(scale, visit.draws[0], gradient.data(), n);
    return {};
  }
};

}  // namespace

std::unique_ptr<GradientEstimator> make_double_sampling_estimator() {
  return std::make_unique<DoubleSampling>();
}

}  // namespace zipml
