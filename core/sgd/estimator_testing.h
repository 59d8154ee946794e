// What the tests of estimators share: one sample whose every outcome can be
// listed.
#pragma once

#include <Eigen/Core>
#include <vector>

#include "core/models/loss.h"
#include "core/quantize/grid.h"
#include "core/sgd/estimator.h"

namespace zipml {

// A sample on a coarse grid, small enough to enumerate all of its draws: 2^n
// outcomes a draw, each with its exact chance.
struct CoarseSample {
  std::vector<float> sample;
  std::vector<float> model;
  float label = 1;
  LevelGrid grid = LevelGrid::uniform({}, 1);

  std::size_t features() const { return sample.size(); }
  // The draw in which feature i goes up where bit i is set, and its chance.
  std::vector<float> outcome(unsigned bits) const;
  double chance(unsigned bits) const;
  double prediction() const;  // a^T x
  Eigen::VectorXd wide_sample() const;
  Eigen::VectorXd wide_model() const;
  // l'(a^T x, b) a.
  Eigen::VectorXd full_gradient(const Loss& loss) const;
  // Var Q(a_i).
  Eigen::VectorXd variances() const;
};

// Three features on five levels, with a residual of about 2.
CoarseSample three_features();

struct ExactMoments {
  Eigen::VectorXd mean;
  double variance = 0;  // E ||g - mean||^2
};

// By enumeration of every outcome of every draw: 2^(features * draws).
ExactMoments enumerate(const GradientEstimator& estimator, const Loss& loss,
                       const CoarseSample& sample);

}  // namespace zipml
