// Half the squared residual.
#include "core/models/loss.h"

namespace zipml {
namespace {

class LeastSquares : public Loss {
 public:
  std::string_view name() const override { return "least_squares"; }
  double value(double prediction, double label) const override {
    return (prediction - label) * (prediction - label) / 2;
  }
  float derivative(float prediction, float label) const override {
    return prediction - label;
  }
  void derivatives(const float* predictions, const float* labels, std::size_t n,
                   float* out) const override {
    for (std::size_t i = 0; i < n; ++i) out[i] = predictions[i] - labels[i];
  }
};

}  // namespace

std::unique_ptr<Loss> make_least_squares_loss() {
  return std::make_unique<LeastSquares>();
}

}  // namespace zipml
