// The logistic loss, without overflow at any margin.
#include <algorithm>
#include <cmath>

#include "core/models/loss.h"

namespace zipml {
namespace {

class Logistic : public Loss {
 public:
  std::string_view name() const override { return "logistic"; }
  double value(double prediction, double label) const override {
    // Neither exponential overflows: log(1 + e^-m) = max(0, -m) +
    // log(1 + e^-|m|).
    const double margin = label * prediction;
    return std::max(0.0, -margin) + std::log1p(std::exp(-std::abs(margin)));
  }
  float derivative(float prediction, float label) const override {
    return -label / (1 + std::exp(label * prediction));
  }
};

}  // namespace

std::unique_ptr<Loss> make_logistic_loss() {
  return std::make_unique<Logistic>();
}

}  // namespace zipml
