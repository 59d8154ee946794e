#include "core/models/loss.h"

#include "core/base/name_table.h"

namespace zipml {
namespace {

using LossFactory = std::unique_ptr<Loss> (*)();

constexpr std::array<Named<LossFactory>, 3> kLosses = {{
    {"least_squares", make_least_squares_loss},
    {"logistic", make_logistic_loss},
    {"hinge", make_hinge_loss},
}};

}  // namespace

void Loss::derivatives(const float* predictions, const float* labels,
                       std::size_t n, float* out) const {
  for (std::size_t i = 0; i < n; ++i) {
    out[i] = derivative(predictions[i], labels[i]);
  }
}

std::unique_ptr<Loss> make_loss(const std::string& name) {
  return value_in(kLosses, name, "loss")();
}

std::vector<std::string> loss_names() { return names_in(kLosses); }

}  // namespace zipml
