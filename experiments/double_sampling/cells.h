// The cells of double_sampling, made in one place for plan and analysis.
#pragma once

#include <string>
#include <vector>

#include "core/harness/experiment.h"
#include "experiments/linear/quantized_problem.h"

namespace zipml::double_sampling {

// One grid point with its data located.
class CellMaker {
 public:
  CellMaker(const ExperimentInfo& info, const Settings& settings,
            const LinearProblems& problems);

  const Settings& settings() const { return settings_; }
  int repetitions() const { return settings_.repetitions; }
  // One for each data set, with the default normalization.
  const std::vector<ProblemSpec>& problems() const { return problems_; }
  // Bits of a data set: the paper's, or `bits` for sets that it does not have.
  int bits(const ProblemSpec& problem) const;

  int epochs(const ProblemSpec& problem) const;

  // A variant of the assumptions that the paper does not state.
  struct Variant {
    std::string normalization;
    int batch_size = 1;
    friend bool operator==(const Variant&, const Variant&) = default;
  };
  Variant default_variant() const;
  std::vector<Variant> variants() const;
  // The problems that the study of variants covers.
  std::vector<ProblemSpec> studied() const;
  // The problems of the sweep over bits, and its bits.
  std::vector<ProblemSpec> swept() const;
  std::vector<int> swept_bits() const;

  // bits 0: 32-bit.
  Cell training(const ProblemSpec& problem, const Variant& variant, int bits,
                int repetition) const;
  // Of the sweep over bits: the same epochs for every set.
  Cell swept_training(const ProblemSpec& problem, int bits,
                      int repetition) const;
  std::shared_ptr<const Cell> step_search(const ProblemSpec& problem,
                                          const Variant& variant) const;
  // Measured variance of both forms against the exact formulas.
  Cell moments(const ProblemSpec& problem) const;
  // Bits of the packed store.
  Cell storage(const ProblemSpec& problem) const;

  // Every cell.
  std::vector<Cell> all() const;

 private:
  TrainingSpec spec(const ProblemSpec& problem, const Variant& variant,
                    int bits) const;

  const ExperimentInfo& info_;
  const Settings& settings_;
  const LinearProblems& library_;
  std::vector<ProblemSpec> problems_;
};

inline constexpr const char* kMomentsTask = "moments";
inline constexpr const char* kStorageTask = "storage";

// Draws a stored sample may have, for the storage table.
inline constexpr int kStoredDraws[] = {1, 2, 4, 16};

// A row for each form ("double_sampling", "double_sampling_plain"): ratio of
// the measured to the exact variance (mean over samples), largest |z| and its
// threshold; values: symmetrised over plain, the ratio of the exact variances.
CellResult run_moments(const Cell& cell, LinearProblems& problems,
                       const RunContext& context);

}  // namespace zipml::double_sampling
