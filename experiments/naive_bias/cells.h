// The cells of naive_bias.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "experiments/linear/linear_point.h"

namespace zipml::naive_bias {

// The low-precision methods that are compared.
inline const std::vector<std::string> kMethods = {"nearest", "naive",
                                                  "double_sampling"};

class Cells final : public LinearPoint {
 public:
  Cells(const ExperimentInfo& info, const Settings& settings,
        const LinearProblems& problems);

  // Of one data set; groups by bits.
  struct Set {
    ProblemSpec problem = {};
    CellGroup full = {};  // training at 32 bits
    // Training from zero, by method.
    std::map<std::string, std::map<int, CellGroup>> low = {};
    // The paper's words: x large and gradients small. Naive training that
    // starts at the exact optimum.
    std::map<int, CellGroup> from_optimum = {};
    // The other tasks (tasks.h).
    std::map<int, CellGroup> fixed_point = {}, monte_carlo = {};
  };
  const std::vector<Set>& sets() const { return sets_; }
  const std::vector<int>& bits() const { return bits_; }  // ascending
  // The bits nearest to the parameter figure_bits.
  int figure_bits() const;

  Findings analyse(const Results& results) const override;

 private:
  std::vector<int> bits_;
  std::vector<Set> sets_;
};

}  // namespace zipml::naive_bias
