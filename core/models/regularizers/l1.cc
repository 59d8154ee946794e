// Soft thresholding.
#include <algorithm>
#include <cmath>

#include "core/models/regularizer.h"

namespace zipml {
namespace {

class L1 : public Regularizer {
 public:
  explicit L1(double strength) : strength_(strength) {}
  std::string_view name() const override { return "l1"; }
  double value(std::span<const float> model) const override {
    double sum = 0;
    for (const float x : model) sum += std::abs(double{x});
    return strength_ * sum;
  }
  void prox(double step, std::span<float> model) const override {
    const auto threshold = static_cast<float>(step * strength_);
    for (float& x : model) {
      x = std::copysign(std::max(0.0f, std::abs(x) - threshold), x);
    }
  }

 private:
  double strength_;
};

}  // namespace

std::unique_ptr<Regularizer> make_l1_regularizer(double strength) {
  return std::make_unique<L1>(strength);
}

}  // namespace zipml
