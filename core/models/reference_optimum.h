// The optima of regularized classifiers, by solvers of their own with a bound
// on what is left: the oracles of experiments that train them by SGD.
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <span>
#include <string>

#include "core/data/dataset.h"

namespace zipml {

struct OptimumOptions {
  // Stop once the bound on F(x) - min F is at most this times F(x).
  double tolerance = 1e-6;
  int max_iterations = 2000;
  std::uint64_t seed = 1;  // of the order of coordinates (hinge)
};

struct ReferenceOptimum {
  Eigen::VectorXd model;
  double value = 0;  // F(model)
  // F(model) - min F <= gap; over tolerance * value when max_iterations were
  // not enough.
  double gap = 0;
  int iterations = 0;  // Newton steps, or passes over the rows
};

// argmin F, F(x) = (1/K) sum_k l(a_k^T x, b_k) + (ridge / 2) ||x||^2 over the
// K = labels.size() first rows, labels -1 and +1; the intercept is a feature
// like any other and regularized with them. ridge > 0. In double precision.

// Logistic: Newton's steps by truncated conjugate gradients, with Armijo's
// backtracking. F is ridge-strongly convex, so F(x) - min F <= ||grad F(x)||^2
// / (2 ridge): the gap.
ReferenceOptimum logistic_optimum(const FeatureMatrix& features,
                                  std::span<const float> labels, double ridge,
                                  const OptimumOptions& options = {});

// Hinge: dual coordinate descent (Hsieh et al. 2008) in a random order each
// pass. With C = 1 / (ridge K), the dual is max sum_k alpha_k -
// 1/2 ||sum_k alpha_k b_k a_k||^2 over 0 <= alpha <= C; the gap is the duality
// gap.
ReferenceOptimum hinge_optimum(const FeatureMatrix& features,
                               std::span<const float> labels, double ridge,
                               const OptimumOptions& options = {});

// By the loss's name: "logistic" or "hinge". UserError for another loss, and
// unless ridge > 0.
ReferenceOptimum reference_optimum(const std::string& loss,
                                   const FeatureMatrix& features,
                                   std::span<const float> labels, double ridge,
                                   const OptimumOptions& options = {});

}  // namespace zipml
