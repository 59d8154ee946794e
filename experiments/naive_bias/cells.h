// The cells of naive_bias, made in one place for plan and analysis.
#pragma once

#include <string>
#include <vector>

#include "core/harness/experiment.h"
#include "experiments/linear/training.h"

namespace zipml::naive_bias {

// One grid point with its data located.
class CellMaker {
 public:
  CellMaker(const ExperimentInfo& info, const Settings& settings,
            const LinearProblems& problems);

  const std::vector<ProblemSpec>& problems() const { return problems_; }
  const std::vector<int>& bits() const { return bits_; }
  int repetitions() const { return settings_.repetitions; }
  // The bits nearest to the parameter figure_bits.
  int figure_bits() const;

  // Training from zero. bits is ignored for "32-bit".
  Cell training(const ProblemSpec& problem, const std::string& method, int bits,
                int repetition) const;
  // The paper's words: x large and gradients small. Naive training that starts
  // at the exact optimum.
  Cell from_optimum(const ProblemSpec& problem, int bits) const;
  // Where the naive estimator's mean gradient over its own draws is zero.
  Cell fixed_point(const ProblemSpec& problem, int bits, int repetition) const;
  // E[g] - full gradient by Monte Carlo.
  Cell monte_carlo(const ProblemSpec& problem, int bits) const;

  // Every cell.
  std::vector<Cell> all() const;

 private:
  TrainingSpec spec(const ProblemSpec& problem, const std::string& method,
                    int bits) const;

  const ExperimentInfo& info_;
  const Settings& settings_;
  std::vector<ProblemSpec> problems_;
  std::vector<int> bits_;
};

inline constexpr const char* kFixedPointTask = "fixed_point";
inline constexpr const char* kMonteCarloTask = "monte_carlo";

// The low-precision methods that are compared.
inline const std::vector<std::string> kMethods = {"nearest", "naive",
                                                  "double_sampling"};

// Values: distance (of the drawn data's fixed point from the ridge oracle,
// relative to the oracle's own distance from the optimum, both in the norm of
// S), ridge_excess (F at the oracle minus F*).
CellResult run_fixed_point(const Cell& cell, LinearProblems& problems,
                           const RunContext& context);

// A row a sample: mean_square (of its z scores, one a coordinate). Values:
// count (of z scores), largest, bias_mean_square and largest_without (of the
// z scores against no bias), threshold (that the largest of so many standard
// normal scores passes once in 1000).
CellResult run_monte_carlo(const Cell& cell, LinearProblems& problems,
                           const RunContext& context);

}  // namespace zipml::naive_bias
