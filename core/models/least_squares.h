// Linear regression in closed form: the exact optimum and the fixed points to
// which biased methods go. These are the oracles of the experiments.
#pragma once

#include <Eigen/Core>
#include <optional>
#include <span>

#include "core/data/dataset.h"

namespace zipml {

// F(x) = (1/2K) sum_k (a_k^T x - b_k)^2 over the first K rows, as the quadratic
//   F(x) = F* + 1/2 (x - x*)^T S (x - x*),  S = A^T A / K,  c = A^T b / K,
// all in double precision. Building it costs K n^2 / 2.
class LeastSquaresProblem {
 public:
  LeastSquaresProblem(const FeatureMatrix& features,
                      const Eigen::VectorXf& labels, Eigen::Index rows);

  const Eigen::MatrixXd& second_moment() const { return second_moment_; }  // S
  const Eigen::VectorXd& cross_moment() const { return cross_moment_; }    // c
  // x*, the minimum-norm solution where S is singular.
  const Eigen::VectorXd& optimum() const { return optimum_; }
  // F*: the smallest half-MSE.
  double minimum() const { return minimum_; }

  // F(x) - F*, without cancellation near the optimum.
  double excess(const Eigen::VectorXd& x) const;
  double excess(std::span<const float> x) const;
  // F(x).
  double value(std::span<const float> x) const { return minimum_ + excess(x); }
  // (S + diag(d))^-1 c: ridge regression, which is where naive stochastic
  // quantization goes with fresh draws and d = mean_k Var Q(a_k)
  // (results/paper/claims.md, C1: E g = full gradient + d x).
  Eigen::VectorXd ridge_point(const Eigen::VectorXd& diagonal) const;
  // F(x) + ridge / 2 ||x||^2 as a quadratic of the same form: S + ridge I in
  // place of S, with its own optimum and minimum (LS-SVM, supplement F.1, for
  // labels -1 and +1).
  LeastSquaresProblem with_ridge(double ridge) const;

 private:
  Eigen::MatrixXd second_moment_;
  Eigen::VectorXd cross_moment_;
  Eigen::VectorXd optimum_;
  double minimum_ = 0;
};

// The zero of mean_k first_k (second_k^T x - b_k): instrumental-variable
// regression (A1^T A2)^-1 A1^T b, where double sampling with two stored draws
// goes. With `symmetrised`, of 1/2 [Q1 (Q2^T x - b) + Q2 (Q1^T x - b)]:
// (A1^T A2 + A2^T A1)^-1 (A1 + A2)^T b.
enum class Symmetry { kPlain, kSymmetrised };
Eigen::VectorXd instrumental_variable_point(const FeatureMatrix& first,
                                            const FeatureMatrix& second,
                                            const Eigen::VectorXf& labels,
                                            Symmetry symmetry);

// The zero of mean_k q_k (q_k^T x - b_k) - d o x, least squares with errors in
// the variables of known variance d (Fuller, Measurement Error Models, 1987,
// section 2.2):
//   (Q^T Q / K - diag(d))^-1 Q^T b / K,
// with the rows q_k of `drawn`, a label each; of minimum norm where the matrix
// is singular and there is one. SGD on stored draws goes there: with one draw
// less the mean diagonal d = Dbar, and with the pair sum, q_k the mean of both
// draws and d = mean_k (q1_k - q2_k)^2 / 4. A ridge term c is d - c.
// Nothing where SGD goes nowhere: the matrix has a negative eigenvalue (d is
// only the mean of what rounding adds to Q^T Q / K, and with few rows more than
// that), whose direction it leaves along however small the step; or it is
// singular and there is no zero.
std::optional<Eigen::VectorXd> errors_in_variables_point(
    const FeatureMatrix& drawn, const Eigen::VectorXf& labels,
    const Eigen::VectorXd& variances);

}  // namespace zipml
