// The cells of optimal_vs_uniform, made in one place for plan and analysis.
#pragma once

#include <string>
#include <vector>

#include "core/harness/experiment.h"
#include "experiments/linear/quantized_problem.h"

namespace zipml::optimal_vs_uniform {

// Where levels lie: at equal steps, or by the method that the settings name.
enum class Placement { kUniform, kOptimal };

// One grid point with its data located.
class CellMaker {
 public:
  CellMaker(const ExperimentInfo& info, const Settings& settings,
            const LinearProblems& problems);

  const Settings& settings() const { return settings_; }
  int repetitions() const { return settings_.repetitions; }
  const std::vector<ProblemSpec>& problems() const { return problems_; }
  // Bits of a data set: the paper's, or `bits` for sets that it does not have.
  // A stand-in is run at the bits of its set.
  int bits(const ProblemSpec& problem) const;
  int epochs(const ProblemSpec& problem) const;
  // The epochs whose uniform loss is compared, ascending; the last of the run
  // is one of them.
  std::vector<int> checkpoints(const ProblemSpec& problem) const;
  LevelConvention convention() const;
  // Whether uniform levels span each feature's least to greatest value, as
  // optimal ones always do.
  bool same_range() const;

  // The search for the fewest bits: its sets and, ascending, its bits.
  std::vector<ProblemSpec> swept() const;
  const std::vector<int>& swept_bits() const { return swept_bits_; }

  // Figure 7a: the swept sets, and the paper's where it is.
  std::vector<ProblemSpec> of_figure_7a() const;
  int optimal_bits() const;  // of figure 7a
  int uniform_bits() const;

  Cell full(const ProblemSpec& problem, int repetition) const;
  Cell training(const ProblemSpec& problem, Placement placement, int bits,
                int repetition) const;
  std::shared_ptr<const Cell> step_search(const ProblemSpec& problem) const;

  // Exact rounding variances; the run's own normalization is among them.
  std::vector<std::string> normalizations() const;
  const std::string& own_normalization() const;
  std::vector<int> variance_bits(const ProblemSpec& problem) const;
  Cell variance(const ProblemSpec& problem, const std::string& normalization,
                int bits) const;

  // Every cell.
  std::vector<Cell> all() const;

 private:
  TrainingSpec spec(const ProblemSpec& problem) const;
  bool is_swept(const ProblemSpec& problem) const;

  const ExperimentInfo& info_;
  const Settings& settings_;
  std::vector<ProblemSpec> problems_;
  std::vector<int> swept_bits_;
};

// The set of Figure 7a.
inline constexpr const char* kFigure7aData = "YearPredictionMSD";

inline constexpr const char* kVarianceTask = "variance";

// Exact mean rounding variances over the training rows, summed over features,
// in squared units of the features: values column_max and min_max (uniform
// levels over the two ranges) and optimal; and of the features' own ratios
// min_max / optimal: least_gain, median_gain, largest_gain (null where no
// feature has a variance), and `free`, the number of features that optimal
// levels meet exactly and uniform ones do not.
CellResult run_variance(const Cell& cell, LinearProblems& problems);

}  // namespace zipml::optimal_vs_uniform
