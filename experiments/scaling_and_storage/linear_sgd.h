// Averaged SGD with a constant step on a linear mean gradient, in closed form.
#pragma once

#include <Eigen/Core>

namespace zipml::scaling_and_storage {

// x <- x - step (hessian (x - point) + noise), with independent noise of mean
// 0 and a constant covariance; the average is over updates burn_in + 1 ...
// burn_in + window. hessian is symmetric.
class LinearSgd {
 public:
  LinearSgd(const Eigen::MatrixXd& hessian, const Eigen::VectorXd& point,
            const Eigen::MatrixXd& covariance, double step, double burn_in,
            double window);

  // E[average] from this start: point + (1/window) sum_t (I - step hessian)^t
  // (start - point). Exact for least squares with independent rows, whose own
  // noise grows with the distance but has mean 0.
  Eigen::VectorXd mean_average(const Eigen::VectorXd& start) const;
  // E ||average - E[average]||^2 in the norm of `metric`, for that noise. (A
  // step that is not small adds to it, by a share of about step tr(S) / 2.)
  double noise(const Eigen::MatrixXd& metric) const;
  double smallest_eigenvalue() const { return values_.minCoeff(); }

 private:
  Eigen::VectorXd point_;
  Eigen::VectorXd values_;  // of the hessian
  Eigen::MatrixXd vectors_;
  Eigen::ArrayXd transient_;  // mean of (1 - step value)^t over the window
  Eigen::MatrixXd spread_;    // covariance of the average, in the eigenbasis
};

}  // namespace zipml::scaling_and_storage
