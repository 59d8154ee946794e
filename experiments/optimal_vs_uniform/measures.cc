#include "experiments/optimal_vs_uniform/measures.h"

#include <algorithm>
#include <cmath>

#include "experiments/linear/comparison.h"

namespace zipml::optimal_vs_uniform {

EqualLoss equal_loss(const std::vector<double>& uniform,
                     const std::vector<double>& optimal, int epoch) {
  if (uniform.size() < 2 || optimal.size() < 2) return {kNaN, kNaN};
  // Without the start, which both share: index 0 is epoch 1.
  const std::vector<double> uniform_losses(uniform.begin() + 1, uniform.end());
  const std::vector<double> optimal_losses(optimal.begin() + 1, optimal.end());
  const auto end = uniform_losses.begin() +
                   std::min(static_cast<std::ptrdiff_t>(epoch),
                            static_cast<std::ptrdiff_t>(uniform_losses.size()));
  const double loss = *std::min_element(uniform_losses.begin(), end);
  EqualLoss epochs{first_epoch_below(uniform_losses, loss) + 1,
                   first_epoch_below(optimal_losses, loss) + 1};
  if (epochs.optimal > static_cast<double>(optimal_losses.size())) {
    epochs.optimal = static_cast<double>(std::max(uniform_losses.size(),
                                                  optimal_losses.size())) +
                     1;
  }
  return epochs;
}

EqualLoss equal_loss(const PaperCurve& uniform, const PaperCurve& optimal,
                     int epoch) {
  double loss = kNaN;
  for (std::size_t i = 0; i < uniform.epochs.size(); ++i) {
    if (uniform.epochs[i] > epoch) break;
    loss = i == 0 ? uniform.values[0] : std::min(loss, uniform.values[i]);
  }
  if (std::isnan(loss)) return {kNaN, kNaN};
  EqualLoss epochs{uniform.crossing(loss), optimal.crossing(loss)};
  if (std::isinf(epochs.optimal)) {
    epochs.optimal = std::max(uniform.epochs.back(), optimal.epochs.back()) + 1;
  }
  return epochs;
}

double mean_gap(const std::vector<double>& losses,
                const std::vector<double>& full) {
  RunningStatistics gap;
  for (std::size_t i = 1; i < std::min(losses.size(), full.size()); ++i) {
    gap.add(losses[i] / full[i] - 1);
  }
  return gap.count() == 0 ? kNaN : gap.mean();
}

double mean_gap(const PaperCurve& curve, const PaperCurve& full) {
  RunningStatistics gap;
  for (std::size_t i = 0; i < curve.epochs.size(); ++i) {
    gap.add(curve.values[i] / full.at(curve.epochs[i]) - 1);
  }
  return gap.count() == 0 ? kNaN : gap.mean();
}

double bits_ratio(double uniform, double optimal, int most) {
  if (std::isnan(uniform) || !(optimal > 0)) return kNaN;
  return (uniform == 0 ? most + 1 : uniform) / optimal;
}

double equal_variance_bits(int bits, double gain, LevelConvention convention) {
  const double intervals = interval_count(bits, convention) * std::sqrt(gain);
  // The inverse of interval_count.
  return std::log2(convention == LevelConvention::kWholeRange ? intervals + 1
                                                              : intervals);
}

Estimate geometric_interval(const std::vector<double>& ratios,
                            double confidence) {
  std::vector<double> logarithms;
  for (const double ratio : ratios) {
    if (!std::isnan(ratio)) logarithms.push_back(std::log(ratio));
  }
  Estimate estimate = t_interval(logarithms, confidence);
  if (estimate.n == 0) return estimate;
  estimate.mean = std::exp(estimate.mean);
  estimate.low = std::exp(estimate.low);
  estimate.high = std::exp(estimate.high);
  return estimate;
}

}  // namespace zipml::optimal_vs_uniform
