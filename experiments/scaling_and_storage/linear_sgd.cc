#include "experiments/scaling_and_storage/linear_sgd.h"

#include <Eigen/Eigenvalues>
#include <cmath>

namespace zipml::scaling_and_storage {
namespace {

// q + q^2 + ... + q^count.
double geometric_sum(double q, double count) {
  return q == 1 ? count : q * (1 - std::pow(q, count)) / (1 - q);
}

}  // namespace

LinearSgd::LinearSgd(const Eigen::MatrixXd& hessian,
                     const Eigen::VectorXd& point,
                     const Eigen::MatrixXd& covariance, double step,
                     double burn_in, double window)
    : point_(point) {
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> eigen(hessian);
  values_ = eigen.eigenvalues();
  vectors_ = eigen.eigenvectors();
  const Eigen::Index n = point.size();
  const Eigen::ArrayXd q = 1 - step * values_.array();
  transient_.resize(n);
  for (Eigen::Index i = 0; i < n; ++i) {
    transient_(i) =
        std::pow(q(i), burn_in) * geometric_sum(q(i), window) / window;
  }
  // The noise of update s enters the average with the weight
  //   step / window * sum of q^(t - s) over the window's t >= s:
  // (1 - q^m) / (1 - q) with m = 1 ... window inside the window, and
  // q^m (1 - q^window) / (1 - q) with m = 1 ... burn_in before it.
  spread_ = step * step / (window * window) *
            (vectors_.transpose() * covariance * vectors_);
  for (Eigen::Index i = 0; i < n; ++i) {
    for (Eigen::Index j = 0; j < n; ++j) {
      const double p = q(i), r = q(j);
      const double inside = window - geometric_sum(p, window) -
                            geometric_sum(r, window) +
                            geometric_sum(p * r, window);
      const double before = (1 - std::pow(p, window)) *
                            (1 - std::pow(r, window)) *
                            geometric_sum(p * r, burn_in);
      spread_(i, j) *= (inside + before) / ((1 - p) * (1 - r));
    }
  }
}

Eigen::VectorXd LinearSgd::mean_average(const Eigen::VectorXd& start) const {
  const Eigen::ArrayXd away =
      (vectors_.transpose() * (start - point_)).array() * transient_;
  return point_ + vectors_ * away.matrix();
}

double LinearSgd::noise(const Eigen::MatrixXd& metric) const {
  return (vectors_.transpose() * metric * vectors_).cwiseProduct(spread_).sum();
}

}  // namespace zipml::scaling_and_storage
