// The cells of chebyshev_error.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/harness/experiment.h"
#include "experiments/polynomial/target.h"

namespace zipml::chebyshev_error {

class Cells final : public PlannedPoint {
 public:
  Cells(const ExperimentInfo& info, const Settings& settings);

  // The tasks (tasks.h) on one function.
  struct Target {
    ApproximationTarget target = {};
    std::map<std::string, CellGroup> errors = {};  // by approximation
    CellGroup shape = {};
  };
  const std::vector<Target>& targets() const { return targets_; }
  // Without repetitions, from large to small.
  const std::vector<double>& epsilons() const { return epsilons_; }
  // The degree of the paper's experiments, 15 unless set.
  int paper_degree() const { return integer("paper_degree"); }
  int max_degree() const { return integer("max_degree"); }

  Findings analyse(const Results& results) const override;

 private:
  void add_target(const ApproximationTarget& target);

  std::vector<Target> targets_;
  std::vector<double> epsilons_;
};

}  // namespace zipml::chebyshev_error
