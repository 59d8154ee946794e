#include "core/sgd/estimator_moments.h"

namespace zipml {

Eigen::VectorXd naive_gradient_bias(const Eigen::VectorXd& variances,
                                    const Eigen::VectorXd& model) {
  return variances.cwiseProduct(model);
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
