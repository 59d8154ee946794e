// The cells of optimal_levels.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/harness/experiment.h"
#include "experiments/linear/linear_problems.h"

namespace zipml::optimal_levels {

class Cells final : public PlannedPoint {
 public:
  // UserError when a set of `data` is not to be had.
  Cells(const ExperimentInfo& info, const Settings& settings,
        const LinearProblems& problems);

  Findings analyse(const Results& results) const override;

 private:
  // A data set and the cell of its features.
  struct Set {
    ProblemSpec problem = {};
    std::shared_ptr<const Cell> features = {};
  };

  // A cell of a task that reads the named parameters of this point; not added.
  Cell cell_of(const char* task,
               const std::vector<std::string>& parameter_names,
               int repetition = 0) const;
  // Such cells for each shape that points are drawn from, and repetition.
  CellGroup add_for_shapes(const char* task,
                           const std::vector<std::string>& parameter_names);

  // By task (tasks.h).
  CellGroup brute_force_, off_points_, discretised_, greedy_, methods_,
      adversary_, constructed_, timing_;
  std::vector<Set> sets_;
};

}  // namespace zipml::optimal_levels
