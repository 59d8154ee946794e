// Double sampling averaged over both roles of the two draws. Footnote 2.
#include "core/sgd/estimators/symmetrised.h"

#include "core/kernels/kernels.h"

namespace zipml {
namespace {

class Symmetrised : public GradientEstimator {
 public:
  std::string_view name() const override { return "symmetrised"; }
  int draws() const override { return 2; }
  BatchForm batch_form() const override { return BatchForm::kSymmetrised; }
  VisitCost add(const SampleVisit& visit, std::span<const float> model,
                const Loss& loss, float weight,
                std::span<float> gradient) const override {
    const std::size_t n = model.size();
    const Kernels& kernel = kernels();
    const float first = kernel.dot(visit.draws[0], model.data(), n);
    const float second = kernel.dot(visit.draws[1], model.data(), n);
    const float half = weight / 2;
    kernel.add_scaled(half * loss.derivative(second, visit.label),
                      visit.draws[0], gradient.data(), n);
    kernel.add_scaled(half * loss.derivative(first, visit.label),
                      visit.draws[1], gradient.data(), n);
    return {};
  }
};

}  // namespace

std::unique_ptr<GradientEstimator> make_symmetrised_estimator() {
  return std::make_unique<Symmetrised>();
}

}  // namespace zipml
