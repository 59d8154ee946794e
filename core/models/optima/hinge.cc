// Dual coordinate descent for the ridge-regularized hinge loss.
#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>
#include <vector>

#include "core/base/random.h"
#include "core/models/reference_optimum.h"

namespace zipml {
namespace {

constexpr int kPassesBetweenGaps = 10;

class Dual {
 public:
  Dual(const FeatureMatrix& features, std::span<const float> labels,
       double ridge, std::uint64_t seed)
      : features_(features),
        labels_(labels),
        ridge_(ridge),
        most_(1 / (ridge * static_cast<double>(labels.size()))),
        stream_({.seed = seed, .purpose = Purpose::kSampleOrder}),
        alpha_(labels.size()),
        order_(labels.size()),
        squares_(labels.size()),
        model_(Eigen::VectorXd::Zero(features.cols())) {
    std::iota(order_.begin(), order_.end(), std::size_t{0});
    for (std::size_t k = 0; k < labels.size(); ++k) {
      squares_[k] = row(k).squaredNorm();
    }
  }

  const Eigen::VectorXd& model() const { return model_; }  // sum alpha b a
  // The dual function, a lower bound on min F.
  double dual() const {
    return ridge_ * (std::accumulate(alpha_.begin(), alpha_.end(), 0.0) -
                     model_.squaredNorm() / 2);
  }
  double primal() const {
    double sum = 0;
    for (std::size_t k = 0; k < labels_.size(); ++k) {
      sum += std::max(0.0, 1 - margin(k));
    }
    return sum / static_cast<double>(labels_.size()) +
           ridge_ / 2 * model_.squaredNorm();
  }

  // Each coordinate to its best, once.
  void pass() {
    for (std::size_t left = order_.size(); left > 1; --left) {
      std::swap(order_[left - 1], order_[stream_.index(left)]);
    }
    for (const std::size_t k : order_) {
      if (squares_[k] == 0) continue;
      const double wanted = alpha_[k] + (1 - margin(k)) / squares_[k];
      const double next = std::clamp(wanted, 0.0, most_);
      if (next == alpha_[k]) continue;
      model_ += (next - alpha_[k]) * double{labels_[k]} *
                row(k).cast<double>().transpose();
      alpha_[k] = next;
    }
  }

 private:
  FeatureMatrix::ConstRowXpr row(std::size_t k) const {
    return features_.row(static_cast<Eigen::Index>(k));
  }
  double margin(std::size_t k) const {
    return double{labels_[k]} * row(k).cast<double>().dot(model_);
  }

  const FeatureMatrix& features_;
  std::span<const float> labels_;
  double ridge_;
  double most_;  // C
  RandomStream stream_;
  std::vector<double> alpha_;
  std::vector<std::size_t> order_;
  std::vector<double> squares_;  // ||a_k||^2
  Eigen::VectorXd model_;
};

}  // namespace

ReferenceOptimum hinge_optimum(const FeatureMatrix& features,
                               std::span<const float> labels, double ridge,
                               const OptimumOptions& options) {
  assert(ridge > 0 && !labels.empty());
  Dual problem(features, labels, ridge, options.seed);
  ReferenceOptimum best;
  best.value = std::numeric_limits<double>::infinity();
  double bound = -std::numeric_limits<double>::infinity();
  for (;; ++best.iterations) {
    // To know the gap costs as much as a pass.
    const bool is_last = best.iterations == options.max_iterations;
    if (best.iterations % kPassesBetweenGaps != 0 && !is_last) {
      problem.pass();
      continue;
    }
    // Neither side is monotonous in the passes: the best of each.
    const double value = problem.primal();
    if (value < best.value) {
      best.value = value;
      best.model = problem.model();
    }
    bound = std::max(bound, problem.dual());
    best.gap = best.value - bound;
    if (best.gap <= options.tolerance * best.value || is_last) return best;
    problem.pass();
  }
}

}  // namespace zipml
