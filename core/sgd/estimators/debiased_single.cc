// One draw for both factors of the gradient, less the mean of what that adds.
#include "core/sgd/estimators/debiased_single.h"

#include <cassert>
#include <utility>

#include "core/kernels/kernels.h"
#include "core/sgd/estimator_moments.h"

namespace zipml {
namespace {

class DebiasedSingle : public GradientEstimator {
 public:
  explicit DebiasedSingle(std::vector<float> mean_variances)
      : mean_variances_(std::move(mean_variances)) {}
  std::string_view name() const override { return "debiased_single"; }
  int draws() const override { return 1; }
  BatchForm batch_form() const override { return BatchForm::kLessDiagonal; }
  std::span<const float> diagonal() const override { return mean_variances_; }
  VisitCost add(const SampleVisit& visit, std::span<const float> model,
                const Loss& loss, float weight,
                std::span<float> gradient) const override {
    assert(loss.name() == "least_squares");
    const std::size_t n = model.size();
    assert(mean_variances_.size() == n);
    const float* draw = visit.draws[0];
    const float prediction = kernels().dot(draw, model.data(), n);
    kernels().add_scaled(weight * loss.derivative(prediction, visit.label),
                         draw, gradient.data(), n);
    for (std::size_t i = 0; i < n; ++i) {
      gradient[i] -= weight * mean_variances_[i] * model[i];
    }
    return {};
  }

 private:
  std::vector<float> mean_variances_;
};

}  // namespace

std::vector<float> mean_rounding_variances(const FeatureMatrix& features,
                                           const LevelGrid& grid) {
  const Eigen::VectorXf mean =
      mean_variances(features, Quantizer(grid, Rounding::kStochastic))
          .cast<float>();
  return {mean.begin(), mean.end()};
}

std::unique_ptr<GradientEstimator> make_debiased_single_estimator(
    std::vector<float> mean_variances) {
  return std::make_unique<DebiasedSingle>(std::move(mean_variances));
}

}  // namespace zipml
