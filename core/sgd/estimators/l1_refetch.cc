// The sample in full precision where the l1 bound leaves its side open.
#include "core/sgd/estimators/l1_refetch.h"

#include <cassert>

#include "core/sgd/refetch.h"

namespace zipml {
namespace {

class L1Refetch : public GradientEstimator {
 public:
  L1Refetch(const LevelGrid& grid, Rounding rounding)
      : error_(grid, rounding) {}
  std::string_view name() const override { return "l1_refetch"; }
  int draws() const override { return 1; }
  VisitCost add(const SampleVisit& visit, std::span<const float> model,
                [[maybe_unused]] const Loss& loss, float weight,
                std::span<float> gradient) const override {
    assert(loss.name() == "hinge");
    const HingeSide side =
        bounded_hinge_side(visit.draws[0], error_, model, visit.label);
    return add_hinge_gradient(side, visit, model, weight, gradient);
  }

 private:
  RoundingError error_;
};

}  // namespace

std::unique_ptr<GradientEstimator> make_l1_refetch_estimator(
    const LevelGrid& grid, Rounding rounding) {
  return std::make_unique<L1Refetch>(grid, rounding);
}

}  // namespace zipml
