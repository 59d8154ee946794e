// Scaled back to the ball. The value is that of an indicator: 0 inside.
#include <cmath>

#include "core/models/regularizer.h"

namespace zipml {
namespace {

class L2Ball : public Regularizer {
 public:
  explicit L2Ball(double strength) : strength_(strength) {}
  std::string_view name() const override { return "l2_ball"; }
  double value(std::span<const float>) const override { return 0; }
  void prox(double, std::span<float> model) const override {
    double square = 0;
    for (const float x : model) square += double{x} * double{x};
    if (square <= strength_ * strength_) return;
    const auto shrink = static_cast<float>(strength_ / std::sqrt(square));
    for (float& x : model) x *= shrink;
  }

 private:
  double strength_;
};

}  // namespace

std::unique_ptr<Regularizer> make_l2_ball_regularizer(double strength) {
  return std::make_unique<L2Ball>(strength);
}

}  // namespace zipml
