// What the exact formulas say of the estimators on least squares, for one
// sample a with label b at the model x. r = a^T x - b, D = diag(Var Q(a_i)),
// Q unbiased.
#pragma once

#include <Eigen/Core>
#include <functional>

#include "core/data/dataset.h"
#include "core/quantize/quantizer.h"

namespace zipml {

// The naive estimator's bias: E g - (a^T x - b) a = D x (section 2.2, B.1).
Eigen::VectorXd naive_gradient_bias(const Eigen::VectorXd& variances,
                                    const Eigen::VectorXd& model);

// mean_k Var Q(a_k) over the rows of `features`, the diagonal of Dbar: a value
// a column, of which there are quantizer.grid().features().
Eigen::VectorXd mean_variances(const FeatureMatrix& features,
                               const Quantizer& quantizer);

// The bias of one draw minus the mean diagonal for this sample, whose mean over
// the rows is zero: E g - (a^T x - b) a = (D - Dbar) x.
Eigen::VectorXd debiased_gradient_bias(const Eigen::VectorXd& variances,
                                       const Eigen::VectorXd& mean_variances,
                                       const Eigen::VectorXd& model);

// Central moments of each value's rounding, E (Q(a_i) - a_i)^m for m = 2, 3, 4.
struct RoundingMoments {
  Eigen::VectorXd second, third, fourth;
};
// Of stochastic rounding to the levels l <= a_i <= u with p = u - a_i and
// m = a_i - l: p m, p m (p - m), p m (p^2 - p m + m^2). `values` has
// grid.features() of them.
RoundingMoments rounding_moments(const LevelGrid& grid, const float* values);

// E ||g||^2 of the naive estimator g = Q(a) (Q(a)^T x - b), with the moments D,
// M3, M4 of the rounding:
//   sum_i { a_i^2 r^2 + (a_i^2 x_i^2 + 4 a_i r x_i + r^2) D_i
//           + (2 a_i x_i^2 + 2 r x_i) M3_i + x_i^2 M4_i
//           + (a_i^2 + D_i) (x^T D x - D_i x_i^2) }.
double naive_second_moment(const Eigen::VectorXd& sample, double label,
                           const RoundingMoments& moments,
                           const Eigen::VectorXd& model);

// E ||g - E g||^2 of the naive estimator, and so of one draw minus the mean
// diagonal, which differs from it by a constant: the second moment less
// ||r a + D x||^2.
double naive_variance(const Eigen::VectorXd& sample, double label,
                      const RoundingMoments& moments,
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

// The same of the pair sum, which is the symmetrised form's mean over the
// orders of the draws:
//   1/2 tr(D) r^2 + 1/2 ||a||^2 x^T D x + r a^T D x + 1/4 tr(D) x^T D x
//   + 3/4 x^T D^2 x:
// less by 1/4 (tr(D) x^T D x - x^T D^2 x) >= 0, which is 0 for one feature.
double pair_sum_variance(const Eigen::VectorXd& sample, double label,
                         const Eigen::VectorXd& variances,
                         const Eigen::VectorXd& model);

// Of an estimate: E g and E ||g - E g||^2.
struct GradientMoments {
  Eigen::VectorXd mean;
  double variance = 0;
};

// The moments of the estimate for a row that is drawn uniformly, from those for
// each row k, of which there is at least one: the mean of the means, and
//   mean_k { variance_k + ||mean_k - mean||^2 }.
GradientMoments moments_over_rows(
    Eigen::Index rows,
    const std::function<GradientMoments(Eigen::Index row)>& of_row);

}  // namespace zipml
