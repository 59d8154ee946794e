// The cells of chebyshev_error, made in one place for plan and analysis.
#pragma once

#include <string>
#include <vector>

#include "core/harness/experiment.h"
#include "experiments/polynomial/target.h"

namespace zipml::chebyshev_error {

class CellMaker {
 public:
  CellMaker(const ExperimentInfo& info, const Settings& settings);

  const std::vector<ApproximationTarget>& targets() const { return targets_; }
  // Without repetitions, from large to small.
  const std::vector<double>& epsilons() const { return epsilons_; }
  // The degree of the paper's experiments, 15 unless set.
  int paper_degree() const;
  int max_degree() const;

  Cell errors(const ApproximationTarget& target,
              const std::string& approximation) const;
  Cell shape(const ApproximationTarget& target) const;
  std::vector<Cell> all() const;

 private:
  Cell cell(const char* task, const ApproximationTarget& target) const;

  const ExperimentInfo& info_;
  const Settings& settings_;
  std::vector<ApproximationTarget> targets_;
  std::vector<double> epsilons_;
};

inline constexpr const char* kErrorsTask = "errors";
inline constexpr const char* kShapeTask = "shape";

// A row an odd degree (both functions are odd but for 1/2, so an even degree
// adds nothing): degree, error (on the target's domain), error_whole (on
// [-radius, radius], the gap included), monomial_growth, chebyshev_growth.
CellResult run_errors(const Cell& cell, const RunContext& context);
// A row a point z of [0, radius]: z, function, series, minimax, at the
// paper's degree.
CellResult run_shape(const Cell& cell);

}  // namespace zipml::chebyshev_error
