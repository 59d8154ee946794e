#include "core/models/objective.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <limits>
#include <vector>

#include "core/base/thread_team.h"
#include "core/kernels/kernels.h"

namespace zipml {
namespace {

constexpr std::size_t kRowsAtOnce = 16;

// Calls use(k, a_k^T x) for the `rows` first rows, in their order; predictions
// are computed on so many threads.
template <typename Use>
void for_predictions(const FeatureMatrix& features, std::size_t rows,
                     std::span<const float> model, int threads, Use&& use) {
  assert(rows > 0);
  std::vector<float> predictions(rows);
  const auto predict = [&](int thread) {
    const ThreadPart part = thread_part(rows, thread, threads, kRowsAtOnce);
    std::array<const float*, kRowsAtOnce> pointers{};
    for (std::size_t from = part.begin; from < part.end; from += kRowsAtOnce) {
      const std::size_t count = std::min(kRowsAtOnce, part.end - from);
      for (std::size_t i = 0; i < count; ++i) {
        pointers[i] = features.row(static_cast<Eigen::Index>(from + i)).data();
      }
      kernels().dots({.rows = pointers.data(), .count = count}, model.data(),
                     model.size(), predictions.data() + from);
    }
  };
  ThreadTeam(threads).run(predict);
  for (std::size_t k = 0; k < rows; ++k) use(k, predictions[k]);
}

}  // namespace

double mean_loss(const FeatureMatrix& features, std::span<const float> labels,
                 const Loss& loss, std::span<const float> model, int threads) {
  double sum = 0;
  for_predictions(features, labels.size(), model, threads,
                  [&](std::size_t k, float prediction) {
                    sum += loss.value(double{prediction}, double{labels[k]});
                  });
  return sum / static_cast<double>(labels.size());
}

double accuracy(const FeatureMatrix& features, std::span<const float> labels,
                std::span<const float> model) {
  if (labels.empty()) return std::numeric_limits<double>::quiet_NaN();
  std::size_t right = 0;
  for_predictions(features, labels.size(), model, 1,
                  [&](std::size_t k, float prediction) {
                    right += prediction * labels[k] > 0 ? 1u : 0u;
                  });
  return static_cast<double>(right) / static_cast<double>(labels.size());
}

double share_beyond(const FeatureMatrix& features, std::span<const float> model,
                    double bound) {
  const auto rows = static_cast<std::size_t>(features.rows());
  std::size_t beyond = 0;
  for_predictions(features, rows, model, 1, [&](std::size_t, float prediction) {
    beyond += double{std::abs(prediction)} > bound ? 1u : 0u;
  });
  return static_cast<double>(beyond) / static_cast<double>(rows);
}

double largest_prediction(const FeatureMatrix& features,
                          std::span<const float> model) {
  double largest = 0;
  for_predictions(features, static_cast<std::size_t>(features.rows()), model, 1,
                  [&](std::size_t, float prediction) {
                    largest = std::max(largest, double{std::abs(prediction)});
                  });
  return largest;
}

}  // namespace zipml
