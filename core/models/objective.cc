#include "core/models/objective.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

#include "core/kernels/kernels.h"

namespace zipml {
namespace {

// Calls use(k, a_k^T x) for the `rows` first rows.
template <typename Use>
void for_predictions(const FeatureMatrix& features, std::size_t rows,
                     std::span<const float> model, Use&& use) {
  assert(rows > 0);
  const Kernels& kernel = kernels();
  for (std::size_t k = 0; k < rows; ++k) {
    const float* row = features.row(static_cast<Eigen::Index>(k)).data();
    use(k, kernel.dot(row, model.data(), model.size()));
  }
}

}  // namespace

double mean_loss(const FeatureMatrix& features, std::span<const float> labels,
                 const Loss& loss, std::span<const float> model) {
  double sum = 0;
  for_predictions(features, labels.size(), model,
                  [&](std::size_t k, float prediction) {
                    sum += loss.value(double{prediction}, double{labels[k]});
                  });
  return sum / static_cast<double>(labels.size());
}

double accuracy(const FeatureMatrix& features, std::span<const float> labels,
                std::span<const float> model) {
  if (labels.empty()) return std::numeric_limits<double>::quiet_NaN();
  std::size_t right = 0;
  for_predictions(features, labels.size(), model,
                  [&](std::size_t k, float prediction) {
                    right += prediction * labels[k] > 0 ? 1u : 0u;
                  });
  return static_cast<double>(right) / static_cast<double>(labels.size());
}

double share_beyond(const FeatureMatrix& features, std::span<const float> model,
                    double bound) {
  const auto rows = static_cast<std::size_t>(features.rows());
  std::size_t beyond = 0;
  for_predictions(features, rows, model, [&](std::size_t, float prediction) {
    beyond += double{std::abs(prediction)} > bound ? 1u : 0u;
  });
  return static_cast<double>(beyond) / static_cast<double>(rows);
}

double largest_prediction(const FeatureMatrix& features,
                          std::span<const float> model) {
  double largest = 0;
  for_predictions(features, static_cast<std::size_t>(features.rows()), model,
                  [&](std::size_t, float prediction) {
                    largest = std::max(largest, double{std::abs(prediction)});
                  });
  return largest;
}

}  // namespace zipml
