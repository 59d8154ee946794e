// What the exact formulas say of the estimators on least squares, for one
// sample a with label b at the model x. r = a^T x - b, D = diag(Var Q(a_i)),
// Q unbiased.
#pragma once

#include <Eigen/Core>

namespace zipml {

// The naive estimator's bias: E g - (a^T x - b) a = D x (section 2.2, B.1).
Eigen::VectorXd naive_gradient_bias(const Eigen::VectorXd& variances,
                                    const Eigen::VectorXd& model);

// E ||g - (a^T x - b) a||^2 of plain double sampling:
//   tr(D) r^2 + ||a||^2 x^T D x + tr(D) x^T D x.
double double_sampling_variance(const Eigen::VectorXd& sample, double label,
                                const Eigen::VectorXd& variances,
                                const Eigen::VectorXd& model);

// The same of the symmetrised form:
//   1/2 tr(D) r^2 + 1/2 ||a||^2 x^T D x + r a^T D x + 1/2 tr(D) x^T D x
//   + 1/2 x^T D^2 x.
double symmetrised_variance(const Eigen::VectorXd& sample, double label,
                            const Eigen::VectorXd& variances,
                            const Eigen::VectorXd& model);

}  // namespace zipml
