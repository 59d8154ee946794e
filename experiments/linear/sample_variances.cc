#include "experiments/linear/sample_variances.h"

namespace zipml {

SampleVariances::SampleVariances(const LinearProblem& problem,
                                 const QuantizationSpec& spec)
    : problem_(problem), spec_(spec) {
  if (!spec.row_norm) grid_ = problem.grid(spec);
}

Eigen::VectorXd SampleVariances::of(Eigen::Index row) const {
  const auto values = problem_.features.row(row);
  const Eigen::VectorXd wide = values.cast<double>();
  double range = 0;
  if (spec_.row_norm) {
    range = *spec_.row_norm == VectorNorm::kMax ? wide.cwiseAbs().maxCoeff()
                                                : wide.norm();
  }
  // Row scaling has the same levels for every value of the row.
  const LevelGrid own = LevelGrid::uniform(
      {{-range, range}}, interval_count(spec_.bits, spec_.convention));
  Eigen::VectorXd variances(values.size());
  for (Eigen::Index j = 0; j < values.size(); ++j) {
    const Moments moments =
        grid_ ? grid_->stochastic(static_cast<std::size_t>(j), values(j))
              : own.stochastic(0, values(j));
    variances(j) = moments.variance;
  }
  return variances;
}

}  // namespace zipml
