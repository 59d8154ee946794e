// The hinge: its derivative jumps at the margin.
#include <algorithm>

#include "core/models/loss.h"

namespace zipml {
namespace {

class Hinge : public Loss {
 public:
  std::string_view name() const override { return "hinge"; }
  double value(double prediction, double label) const override {
    return std::max(0.0, 1 - label * prediction);
  }
  float derivative(float prediction, float label) const override {
    return label * prediction < 1 ? -label : 0.0f;
  }
};

}  // namespace

std::unique_ptr<Loss> make_hinge_loss() { return std::make_unique<Hinge>(); }

}  // namespace zipml
