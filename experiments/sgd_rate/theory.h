// What Theorems 1 and 3 say, and the exact constants that they need.
#pragma once

#include <Eigen/Core>
#include <functional>
#include <string>

#include "experiments/linear/linear_problem.h"

namespace zipml::sgd_rate {

// q(x) = constant + gradient^T x + 1/2 x^T hessian x.
struct Quadratic {
  Eigen::MatrixXd hessian;
  Eigen::VectorXd gradient;
  double constant = 0;
};

// The quadratic in n variables with these values, from n (n + 3) / 2 + 1 of
// them.
Quadratic quadratic_from_values(
    const std::function<double(const Eigen::VectorXd&)>& value, Eigen::Index n);

// max q(x) over ||x|| <= radius, for a convex q: the trust-region problem,
// by its dual min_{mu >= largest eigenvalue} 1/2 mu radius^2
// + 1/2 g^T (mu - H)^-1 g + c, which has no gap. Its error is on the upper
// side, below 1e-9 of the value. radius > 0.
double largest_on_ball(const Quadratic& q, double radius);

// The constants of one way of training on min F over ||x|| <= radius, from
// zero.
struct Constants {
  double radius = 0;      // r of the ball; here the norm of the optimum
  double smoothness = 0;  // L, the largest eigenvalue of S
  // sup over the ball of sqrt(E ||g - E g||^2), over the rows (drawn with
  // replacement, batch 1) and the rounding; exact.
  double sigma = 0;
  double sigma_at_optimum = 0;  // the same at the optimum
  // sup over the ball of ||E g - grad F|| = r max_j Dbar_jj: the naive
  // estimator's bias (section 2.2); 0 for the others.
  double beta = 0;
  // F(x) - F* at the point where the mean gradient is zero.
  double floor = 0;
};

// `method` of experiments/linear: "32-bit", "double_sampling", "naive"; or
// "full_batch", whose gradients have no noise. Row by row by the formulas of
// core/sgd/estimator_moments.
Constants exact_constants(const LinearProblem& problem,
                          const std::string& method,
                          const QuantizationSpec& quantization);

// Bubeck's form of Theorem 1 (Bubeck 2015, Theorem 6.3): after t updates with
// the constant step 1 / (L + 1 / eta), eta = (R / sigma) sqrt(2 / t), the
// average x of the iterates has E F(x) - F* <= R sigma sqrt(2 / t) + L R^2 / t,
// where R^2 = sup 1/2 ||x - x_1||^2 = r^2 / 2 for a ball around the start.
// sigma = 0: step 1 / L, bound L R^2 / t.
double step_size(const Constants& constants, double updates);
double unbiased_bound(const Constants& constants, double updates);
// Theorem 3 as printed: the same plus R beta + (eta / 2) beta^2, with R the
// radius r. (Its proof needs sup ||x_t - x*||, which is up to 2 r.)
double biased_bound(const Constants& constants, double updates);

}  // namespace zipml::sgd_rate
