// Exact variances of the samples' rounding, for every way of scaling them.
#pragma once

#include <Eigen/Core>
#include <optional>

#include "experiments/linear/linear_problem.h"

namespace zipml {

// Exact variances of stochastic rounding, whatever the scaling. The problem
// must outlive it.
class SampleVariances {
 public:
  SampleVariances(const LinearProblem& problem, const QuantizationSpec& spec);
  // Var Q(a_kj) of each feature j of row k.
  Eigen::VectorXd of(Eigen::Index row) const;

 private:
  const LinearProblem& problem_;
  QuantizationSpec spec_;
  std::optional<LevelGrid> grid_;  // none: row scaling
};

}  // namespace zipml
