#include <algorithm>

#include "core/models/regularizer.h"

namespace zipml {
namespace {

class Nonnegative : public Regularizer {
 public:
  explicit Nonnegative(double largest)
      : largest_(static_cast<float>(largest)) {}
  std::string_view name() const override { return "nonnegative"; }
  double value(std::span<const float>) const override { return 0; }
  void prox(double, std::span<float> model) const override {
    for (float& value : model) value = std::clamp(value, 0.0f, largest_);
  }

 private:
  float largest_;
};

}  // namespace

std::unique_ptr<Regularizer> make_nonnegative_regularizer(double strength) {
  return std::make_unique<Nonnegative>(strength);
}

}  // namespace zipml
