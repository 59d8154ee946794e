// Two independent draws as a set: their mean in both places, less what it
// rounds.
#include "core/sgd/estimators/pair_sum.h"

#include <cassert>

#include "core/kernels/kernels.h"

namespace zipml {
namespace {

class PairSum : public GradientEstimator {
 public:
  std::string_view name() const override { return "pair_sum"; }
  int draws() const override { return 2; }
  BatchForm batch_form() const override { return BatchForm::kPairSum; }
  VisitCost add(const SampleVisit& visit, std::span<const float> model,
                const Loss& loss, float weight,
                std::span<float> gradient) const override {
    assert(loss.name() == "least_squares");
    const std::size_t n = model.size();
    const Kernels& kernel = kernels();
    const float* first = visit.draws[0];
    const float* second = visit.draws[1];
    const float prediction = (kernel.dot(first, model.data(), n) +
                              kernel.dot(second, model.data(), n)) /
                             2;
    const float half = weight / 2 * loss.derivative(prediction, visit.label);
    const float quarter = weight / 4;
    // One pass over the draws: a third of the memory that two scaled sums and
    // the diagonal would read.
    for (std::size_t i = 0; i < n; ++i) {
      const float apart = first[i] - second[i];
      gradient[i] +=
          half * (first[i] + second[i]) - quarter * apart * apart * model[i];
    }
    return {};
  }
};

}  // namespace

std::unique_ptr<GradientEstimator> make_pair_sum_estimator() {
  return std::make_unique<PairSum>();
}

}  // namespace zipml
