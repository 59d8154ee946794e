// The cells of scaling_and_storage, made in one place for plan and analysis.
#pragma once

#include <string>
#include <vector>

#include "core/harness/experiment.h"
#include "experiments/linear/quantized_problem.h"

namespace zipml::scaling_and_storage {

// Ways of scaling samples: "column_max", the paper's, and the row norms.
inline const std::vector<std::string> kScalings = {"column_max", "row_l2",
                                                   "row_max"};
inline const std::vector<std::string> kCodecs = {"row_l2", "row_max"};
enum class Channel { kModel, kGradient };
inline constexpr Channel kChannels[] = {Channel::kModel, Channel::kGradient};
std::string channel_name(Channel channel);

// An estimator with fresh or stored draws, and the point where its mean
// gradient is zero.
struct FixedPointVariant {
  const char* method;  // of experiments/linear
  bool stored;
  const char* point;  // for people
};
inline constexpr FixedPointVariant kFixedPoints[] = {
    {"double_sampling", false, "the optimum"},
    {"double_sampling", true, "the instrumental-variable point"},
    {"naive", false, "ridge regression"},
    {"naive", true, "least squares on the quantized data"},
};
std::string variant_label(const FixedPointVariant& variant);

// One grid point with its data located.
class CellMaker {
 public:
  CellMaker(const ExperimentInfo& info, const Settings& settings,
            const LinearProblems& problems);

  const Settings& settings() const { return settings_; }
  int repetitions() const { return settings_.repetitions; }
  // With the default normalization.
  const std::vector<ProblemSpec>& problems() const { return problems_; }
  std::vector<std::string> normalizations() const;
  std::vector<int> bits() const;

  // Exact variances of one way of scaling.
  Cell variances(const ProblemSpec& problem, const std::string& normalization,
                 const std::string& scaling, int bits) const;
  // Double sampling with fresh draws, scaled so; bits 0: 32-bit.
  Cell training(const ProblemSpec& problem, const std::string& normalization,
                const std::string& scaling, int bits, int repetition) const;

  // 32-bit samples with one other channel quantized; bits 0: none.
  std::vector<int> channel_bits() const;
  Cell channel_training(const ProblemSpec& problem, Channel channel,
                        const std::string& codec, int bits,
                        int repetition) const;

  std::vector<ProblemSpec> fixed_point_problems() const;
  std::vector<int> fixed_point_bits() const;
  // Those that the problem has.
  std::vector<int> fixed_point_rows(const ProblemSpec& problem) const;
  Cell fixed_point(const ProblemSpec& problem, const FixedPointVariant& variant,
                   int bits, int rows, int repetition) const;

  std::vector<int> storage_bits() const;
  std::vector<int> storage_draws() const;
  Cell storage(const ProblemSpec& problem, int bits) const;

  // Every cell.
  std::vector<Cell> all() const;

 private:
  TrainingSpec spec(const ProblemSpec& problem,
                    const std::string& normalization) const;

  const ExperimentInfo& info_;
  const Settings& settings_;
  const LinearProblems& library_;
  std::vector<ProblemSpec> problems_;
};

inline constexpr const char* kVariancesTask = "variances";
inline constexpr const char* kFixedPointTask = "fixed_point";
inline constexpr const char* kStorageTask = "storage";

// Values, exact, over all training rows: sample_variance (mean ||Q(a) - a||^2),
// gradient_variance (of symmetrised double sampling at the optimum, from the
// rounding alone), bits_per_value (of a pair of draws, scales included).
CellResult run_variances(const Cell& cell, LinearProblems& problems,
                         const RunContext& context);

// Averaged SGD with a constant step, started at the optimum. Values:
//   distance   ||average - predicted||_S^2 over what SGD's noise alone makes of
//              it: 1 if the prediction holds
//   from_optimum  the same from the optimum instead of the prediction
//   excess, predicted_excess  F - F* of the average, and of the fixed point
//   smallest_eigenvalue  of the mean Hessian, over that of S; at or below 0
//              no point attracts
CellResult run_fixed_point(const Cell& cell, LinearProblems& problems,
                           const RunContext& context);

}  // namespace zipml::scaling_and_storage
