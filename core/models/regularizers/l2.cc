// Shrinking by one factor.
#include "core/models/regularizer.h"

namespace zipml {
namespace {

class L2 : public Regularizer {
 public:
  explicit L2(double strength) : strength_(strength) {}
  std::string_view name() const override { return "l2"; }
  double value(std::span<const float> model) const override {
    double sum = 0;
    for (const float x : model) sum += double{x} * double{x};
    return strength_ / 2 * sum;
  }
  void prox(double step, std::span<float> model) const override {
    const auto shrink = static_cast<float>(1 / (1 + step * strength_));
    for (float& x : model) x *= shrink;
  }

 private:
  double strength_;
};

}  // namespace

std::unique_ptr<Regularizer> make_l2_regularizer(double strength) {
  return std::make_unique<L2>(strength);
}

}  // namespace zipml
