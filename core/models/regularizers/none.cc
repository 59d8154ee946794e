// No regularizer: the prox is the identity.
#include "core/models/regularizer.h"

namespace zipml {
namespace {

class None : public Regularizer {
 public:
  std::string_view name() const override { return "none"; }
  double value(std::span<const float>) const override { return 0; }
  void prox(double, std::span<float>) const override {}
};

}  // namespace

std::unique_ptr<Regularizer> make_no_regularizer(double) {
  return std::make_unique<None>();
}

}  // namespace zipml
