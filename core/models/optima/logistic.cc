// Truncated Newton for ridge-regularized logistic regression.
#include <algorithm>
#include <cassert>
#include <cmath>

#include "core/models/reference_optimum.h"
#include "core/models/row_blocks.h"

namespace zipml {
namespace {

class LogisticObjective {
 public:
  LogisticObjective(const FeatureMatrix& features,
                    std::span<const float> labels, double ridge)
      : features_(features),
        labels_(Eigen::Map<const Eigen::VectorXf>(
                    labels.data(), static_cast<Eigen::Index>(labels.size()))
                    .cast<double>()),
        ridge_(ridge) {}

  Eigen::VectorXd margins(const Eigen::VectorXd& x) const {
    return times(x).cwiseProduct(labels_);
  }
  double value(const Eigen::VectorXd& margins, const Eigen::VectorXd& x) const {
    double sum = 0;
    for (const double m : margins) {
      sum += std::max(0.0, -m) + std::log1p(std::exp(-std::abs(m)));
    }
    return sum / rows() + ridge_ / 2 * x.squaredNorm();
  }
  // Also what the Hessian needs of the margins: sigmoid(m) sigmoid(-m) / K.
  Eigen::VectorXd gradient(const Eigen::VectorXd& margins,
                           const Eigen::VectorXd& x,
                           Eigen::VectorXd& curvature) const {
    const Eigen::ArrayXd wrong = 1 / (1 + margins.array().exp());
    curvature = wrong * (1 - wrong) / rows();
    const Eigen::VectorXd weights = -labels_.array() * wrong / rows();
    return transposed_times(weights) + ridge_ * x;
  }
  Eigen::VectorXd hessian_times(const Eigen::VectorXd& curvature,
                                const Eigen::VectorXd& v) const {
    return transposed_times(curvature.cwiseProduct(times(v))) + ridge_ * v;
  }

 private:
  double rows() const { return static_cast<double>(labels_.size()); }

  Eigen::VectorXd times(const Eigen::VectorXd& x) const {
    Eigen::VectorXd product(labels_.size());
    for_blocks([&](Eigen::Index start, const Eigen::MatrixXd& block) {
      product.segment(start, block.rows()).noalias() = block * x;
    });
    return product;
  }
  Eigen::VectorXd transposed_times(const Eigen::VectorXd& weights) const {
    Eigen::VectorXd product = Eigen::VectorXd::Zero(features_.cols());
    for_blocks([&](Eigen::Index start, const Eigen::MatrixXd& block) {
      product.noalias() +=
          block.transpose() * weights.segment(start, block.rows());
    });
    return product;
  }
  template <typename Use>
  void for_blocks(Use&& use) const {
    for_row_blocks(labels_.size(), [&](Eigen::Index start, Eigen::Index size) {
      const Eigen::MatrixXd block =
          features_.middleRows(start, size).cast<double>();
      use(start, block);
    });
  }

  const FeatureMatrix& features_;
  Eigen::VectorXd labels_;
  double ridge_;
};

// Steihaug's stopping rule, superlinear: ||H s + g|| <= min(1/2, sqrt ||g||)
// ||g||.
Eigen::VectorXd newton_step(const LogisticObjective& problem,
                            const Eigen::VectorXd& curvature,
                            const Eigen::VectorXd& gradient) {
  const double norm = gradient.norm();
  const double stop = std::min(0.5, std::sqrt(norm)) * norm;
  Eigen::VectorXd step = Eigen::VectorXd::Zero(gradient.size());
  Eigen::VectorXd residual = -gradient, direction = residual;
  double square = residual.squaredNorm();
  for (Eigen::Index i = 0; i < 10 * gradient.size() + 100; ++i) {
    if (std::sqrt(square) <= stop) break;
    const Eigen::VectorXd product = problem.hessian_times(curvature, direction);
    const double length = square / direction.dot(product);
    step += length * direction;
    residual -= length * product;
    const double next = residual.squaredNorm();
    direction = residual + next / square * direction;
    square = next;
  }
  return step;
}

}  // namespace

ReferenceOptimum logistic_optimum(const FeatureMatrix& features,
                                  std::span<const float> labels, double ridge,
                                  const OptimumOptions& options) {
  assert(ridge > 0 && !labels.empty());
  const LogisticObjective problem(features, labels, ridge);
  ReferenceOptimum best;
  best.model = Eigen::VectorXd::Zero(features.cols());
  Eigen::VectorXd margins = problem.margins(best.model), curvature;
  best.value = problem.value(margins, best.model);
  for (;; ++best.iterations) {
    const Eigen::VectorXd gradient =
        problem.gradient(margins, best.model, curvature);
    best.gap = gradient.squaredNorm() / (2 * ridge);
    if (best.gap <= options.tolerance * best.value ||
        best.iterations == options.max_iterations) {
      return best;
    }
    const Eigen::VectorXd step = newton_step(problem, curvature, gradient);
    const Eigen::VectorXd slope = problem.margins(step);
    const double descent = gradient.dot(step);
    double length = 1;
    for (;; length /= 2) {
      const Eigen::VectorXd moved = margins + length * slope;
      const Eigen::VectorXd model = best.model + length * step;
      const double value = problem.value(moved, model);
      if (value <= best.value + 1e-4 * length * descent) {
        best.model = model;
        best.value = value;
        margins = moved;
        break;
      }
      // Rounding allows no further descent.
      if (length < 1e-10) return best;
    }
  }
}

}  // namespace zipml
