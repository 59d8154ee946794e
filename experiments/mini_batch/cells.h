// The cells of mini_batch: a run for each batch size, step rule and precision.
#pragma once

#include <string>
#include <vector>

#include "experiments/linear/linear_point.h"

namespace zipml::mini_batch {

// Where alpha comes from: "shared" by all batch sizes, tuned for one of them,
// or tuned "per_batch". The paper does not say.
using StepRule = std::string;

class Cells final : public LinearPoint {
 public:
  Cells(const ExperimentInfo& info, const Settings& settings,
        const LinearProblems& problems);

  // In the parameter `bits`, and at 32 bits.
  struct Batch {
    int size = 0;
    CellGroup full = {}, low = {};
  };
  struct Set {
    ProblemSpec problem = {};
    StepRule rule = {};
    std::vector<Batch> batches = {};  // ascending
  };
  const std::vector<Set>& sets() const { return sets_; }
  const std::vector<NamedSearch>& searches() const { return searches_; }
  int bits() const { return integer("bits"); }

  Findings analyse(const Results& results) const override;

 private:
  // 32-bit training with batches of this size.
  TrainingSpec spec(const ProblemSpec& problem, const StepRule& rule,
                    int batch) const;

  std::vector<Set> sets_;
  std::vector<NamedSearch> searches_;
};

}  // namespace zipml::mini_batch
