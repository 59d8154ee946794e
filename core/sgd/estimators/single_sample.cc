// One draw for both factors of the gradient.
#include "core/sgd/estimators/single_sample.h"

#include "core/kernels/kernels.h"

namespace zipml {
namespace {

class SingleSample : public GradientEstimator {
 public:
  std::string_view name() const override { return "single_sample"; }
  int draws() const override { return 1; }
  BatchForm batch_form() const override { return BatchForm::kOneDraw; }
  VisitCost add(const SampleVisit& visit, std::span<const float> model,
                const Loss& loss, float weight,
                std::span<float> gradient) const override {
    const std::size_t n = model.size();
    const float prediction = kernels().dot(visit.draws[0], model.data(), n);
    const float scale = weight * loss.derivative(prediction, visit.label);
    kernels().add_scaled(scale, visit.draws[0], gradient.data(), n);
    return {};
  }
};

}  // namespace

std::unique_ptr<GradientEstimator> make_single_sample_estimator() {
  return std::make_unique<SingleSample>();
}

}  // namespace zipml
