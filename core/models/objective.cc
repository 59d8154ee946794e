#include "core/models/objective.h"

#include <cassert>

#include "core/kernels/kernels.h"

namespace zipml {
namespace {

// Calls use(a_k^T x, b_k) for every row.
template <typename Use>
void for_predictions(const FeatureMatrix& features,
                     std::span<const float> labels,
                     std::span<const float> model, Use&& use) {
  assert(!labels.empty());
  const Kernels& kernel = kernels();
  for (std::size_t k = 0; k < labels.size(); ++k) {
    const float* row = features.row(static_cast<Eigen::Index>(k)).data();
    use(kernel.dot(row, model.data(), model.size()), labels[k]);
  }
}

}  // namespace

double mean_loss(const FeatureMatrix& features, std::span<const float> labels,
                 const Loss& loss, std::span<const float> model) {
  double sum = 0;
  for_predictions(features, labels, model, [&](float prediction, float label) {
    sum += loss.value(double{prediction}, double{label});
  });
  return sum / static_cast<double>(labels.size());
}

double accuracy(const FeatureMatrix& features, std::span<const float> labels,
                std::span<const float> model) {
  std::size_t right = 0;
  for_predictions(features, labels, model, [&](float prediction, float label) {
    right += prediction * label > 0 ? 1u : 0u;
  });
  return static_cast<double>(right) / static_cast<double>(labels.size());
}

}  // namespace zipml
