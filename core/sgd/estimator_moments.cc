#include "core/sgd/estimator_moments.h"

#include <algorithm>

namespace zipml {

Eigen::VectorXd naive_gradient_bias(const Eigen::VectorXd& variances,
                                    const Eigen::VectorXd& model) {
  return variances.cwiseProduct(model);
}

RoundingMoments rounding_moments(const LevelGrid& grid, const float* values) {
  const auto n = static_cast<Eigen::Index>(grid.features());
  RoundingMoments moments{Eigen::VectorXd(n), Eigen::VectorXd(n),
                          Eigen::VectorXd(n)};
  for (Eigen::Index i = 0; i < n; ++i) {
    const auto feature = static_cast<std::size_t>(i);
    const int cell = grid.place(feature, values[i]).cell;
    const double lower = double{grid.level(feature, cell)};
    const double upper = double{grid.level(feature, cell + 1)};
    const double value = std::clamp(double{values[i]}, lower, upper);
    const double plus = upper - value, minus = value - lower;
    const double second = plus * minus;
    moments.second(i) = second;
    moments.third(i) = second * (plus - minus);
    moments.fourth(i) = second * (plus * plus - second + minus * minus);
  }
  return moments;
}

double naive_second_moment(const Eigen::VectorXd& sample, double label,
                           const RoundingMoments& moments,
                           const Eigen::VectorXd& model) {
  const Eigen::ArrayXd a = sample.array(), x = model.array();
  const Eigen::ArrayXd d = moments.second.array();
  const double r = sample.dot(model) - label;
  const double spread = (d * x * x).sum();
  return (a.square() * r * r +
          (a.square() * x.square() + 4 * r * a * x + r * r) * d +
          (2 * a * x.square() + 2 * r * x) * moments.third.array() +
          x.square() * moments.fourth.array() +
          (a.square() + d) * (spread - d * x.square()))
      .sum();
}

double double_sampling_variance(const Eigen::VectorXd& sample, double label,
                                const Eigen::VectorXd& variances,
                                const Eigen::VectorXd& model) {
  const double residual = sample.dot(model) - label;
  const double trace = variances.sum();
  const double spread = model.dot(variances.cwiseProduct(model));
  return trace * residual * residual + sample.squaredNorm() * spread +
         trace * spread;
}

double symmetrised_variance(const Eigen::VectorXd& sample, double label,
                            const Eigen::VectorXd& variances,
                            const Eigen::VectorXd& model) {
  const double residual = sample.dot(model) - label;
  const double trace = variances.sum();
  const Eigen::VectorXd weighted = variances.cwiseProduct(model);
  const double spread = model.dot(weighted);
  return trace * residual * residual / 2 + sample.squaredNorm() * spread / 2 +
         residual * sample.dot(weighted) + trace * spread / 2 +
         weighted.squaredNorm() / 2;
}

}  // namespace zipml
