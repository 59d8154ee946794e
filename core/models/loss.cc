#include "core/models/loss.h"

#include "core/base/name_table.h"

namespace zipml {
namespace {

using Factory = std::unique_ptr<Loss> (*)();

constexpr std::array<Named<Factory>, 1> kLosses = {{
    {"least_squares", make_least_squares_loss},
}};

class LeastSquaresLoss : public Loss {
 public:
  std::string_view name() const override { return "least_squares"; }
  double value(double prediction, double label) const override {
    return (prediction - label) * (prediction - label) / 2;
  }
  float derivative(float prediction, float label) const override {
    return prediction - label;
  }
};

}  // namespace

std::unique_ptr<Loss> make_least_squares_loss() {
  return std::make_unique<LeastSquaresLoss>();
}

std::unique_ptr<Loss> make_loss(const std::string& name) {
  return value_in(kLosses, name, "loss")();
}

std::vector<std::string> loss_names() { return names_in(kLosses); }

}  // namespace zipml
