#include "core/sgd/estimator_moments.h"

#include <algorithm>
#include <cassert>

namespace zipml {

Eigen::VectorXd naive_gradient_bias(const Eigen::VectorXd& variances,
                                    const Eigen::VectorXd& model) {
  return variances.cwiseProduct(model);
}

Eigen::VectorXd mean_variances(const FeatureMatrix& features,
                               const Quantizer& quantizer) {
  Eigen::VectorXd mean = Eigen::VectorXd::Zero(features.cols());
  for (Eigen::Index row = 0; row < features.rows(); ++row) {
    for (Eigen::Index j = 0; j < features.cols(); ++j) {
      mean(j) +=
          quantizer.moments(static_cast<std::size_t>(j), features(row, j))
              .variance;
    }
  }
  return mean / static_cast<double>(features.rows());
}

Eigen::VectorXd debiased_gradient_bias(const Eigen::VectorXd& variances,
                                       const Eigen::VectorXd& mean_variances,
                                       const Eigen::VectorXd& model) {
  return (variances - mean_variances).cwiseProduct(model);
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

double naive_variance(const Eigen::VectorXd& sample, double label,
                      const RoundingMoments& moments,
                      const Eigen::VectorXd& model) {
  const double residual = sample.dot(model) - label;
  const Eigen::VectorXd mean =
      residual * sample + naive_gradient_bias(moments.second, model);
  return naive_second_moment(sample, label, moments, model) -
         mean.squaredNorm();
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

double pair_sum_variance(const Eigen::VectorXd& sample, double label,
                         const Eigen::VectorXd& variances,
                         const Eigen::VectorXd& model) {
  const Eigen::VectorXd weighted = variances.cwiseProduct(model);
  return symmetrised_variance(sample, label, variances, model) -
         (variances.sum() * model.dot(weighted) - weighted.squaredNorm()) / 4;
}

GradientMoments moments_over_rows(
    Eigen::Index rows,
    const std::function<GradientMoments(Eigen::Index row)>& of_row) {
  assert(rows > 0);
  GradientMoments all = of_row(0);
  // Welford: the squares are taken about the mean so far.
  for (Eigen::Index row = 1; row < rows; ++row) {
    const GradientMoments own = of_row(row);
    const auto count = static_cast<double>(row + 1);
    const Eigen::VectorXd away = own.mean - all.mean;
    all.mean += away / count;
    all.variance += (own.variance - all.variance) / count +
                    away.squaredNorm() * (count - 1) / (count * count);
  }
  return all;
}

}  // namespace zipml
