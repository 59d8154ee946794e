// Every coordinate clamped. The value is that of an indicator: 0 inside.
#include <algorithm>

#include "core/models/regularizer.h"

namespace zipml {
namespace {

class Box : public Regularizer {
 public:
  explicit Box(double strength) : strength_(strength) {}
  std::string_view name() const override { return "box"; }
  double value(std::span<const float>) const override { return 0; }
  void prox(double, std::span<float> model) const override {
    const auto bound = static_cast<float>(strength_);
    for (float& x : model) x = std::clamp(x, -bound, bound);
  }

 private:
  double strength_;
};

}  // namespace

std::unique_ptr<Regularizer> make_box_regularizer(double strength) {
  return std::make_unique<Box>(strength);
}

}  // namespace zipml
