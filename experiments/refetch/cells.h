// The cells of refetch, made in one place for plan and analysis.
#pragma once

#include <string>
#include <vector>

#include "core/harness/experiment.h"
#include "experiments/linear/training.h"

namespace zipml::refetch {

// One grid point with its data located.
class CellMaker {
 public:
  CellMaker(const ExperimentInfo& info, const Settings& settings,
            const LinearProblems& problems);

  const Settings& settings() const { return settings_; }
  int repetitions() const { return settings_.repetitions; }
  const std::vector<ProblemSpec>& problems() const { return problems_; }
  const std::vector<int>& bits() const { return bits_; }
  // The most of `bits`: what the claims are about (the paper's 8).
  int most_bits() const { return bits_.back(); }
  // Sketches that are looked at, and those of them that train.
  const std::vector<int>& sketch_dimensions() const { return dimensions_; }
  const std::vector<int>& training_dimensions() const {
    return training_dimensions_;
  }
  double delta() const;
  int epochs(const ProblemSpec& problem) const;

  // What the paper does not state and the share depends on.
  struct Variant {
    std::string normalization;
    std::string method;  // "l1_refetch" or "l1_refetch_nearest"
    friend bool operator==(const Variant&, const Variant&) = default;
  };
  Variant default_variant() const;
  std::vector<Variant> variants() const;
  // The problems that the study of variants covers.
  std::vector<ProblemSpec> studied() const;

  // bits is ignored for "32-bit".
  Cell training(const ProblemSpec& problem, const std::string& method, int bits,
                int repetition) const;

  // The premise of JL-refetching, ||a|| <= 1 and ||x|| <= R (supplement G): the
  // l2 ball of sketch.radius / sqrt(n + 1), since scaled features lie within
  // [-1, 1]. kNone: the model as everything else trains it.
  enum class Ball { kPremise, kNone };
  // {kPremise, kNone}, or kNone alone where sketch.radius is 0.
  std::vector<Ball> balls() const;
  // In the first of balls(), with sketch.epochs; sketch_dimension 0: 32-bit.
  Cell jl_training(const ProblemSpec& problem, int sketch_dimension,
                   int repetition) const;
  Cell variant_training(const ProblemSpec& problem, const Variant& variant,
                        int bits) const;
  // Sketches against exact margins, and the gap, at the end of 32-bit training.
  Cell sketches(const ProblemSpec& problem, Ball ball, int repetition) const;

  // Every cell.
  std::vector<Cell> all() const;

 private:
  TrainingSpec spec(const ProblemSpec& problem, const std::string& method,
                    int bits) const;
  TrainingSpec jl_spec(const ProblemSpec& problem, Ball ball) const;
  Cell cell(const TrainingSpec& spec, int repetition) const;

  const ExperimentInfo& info_;
  const Settings& settings_;
  std::vector<ProblemSpec> problems_;
  std::vector<int> bits_, dimensions_, training_dimensions_;
};

inline constexpr const char* kSketchTask = "sketches";

// Plain rounding, whose flips and bits are compared.
inline const std::vector<std::string> kPlainMethods = {"nearest", "naive"};

// A training cell (or a step search) with more columns a row: square_loss, the
// mean of (1 - b a^T x)^2, and for the l1 methods, over all training rows at
// the epoch's model with draws of their own: audited (rows), plain_flips (rows
// whose draw has another side than the exact one) and flips (the same where
// the draw's bound said that its side is known).
CellResult run_audited_training(const Cell& cell,
                                std::span<const CellResult> prerequisites,
                                LinearProblems& problems,
                                const RunContext& context);

// A row for each sketch dimension, over sketch.rows training rows at equal
// distances: dimension, rows, error (root mean square of
// c - m), predicted (by the exact variance, rounding aside), share (|c| <= 2
// delta), flips (the other rows on the wrong side), failure_bound (mean over
// rows), message_bits (of one sketch). Values, over the training rows at the
// model that 32-bit training ends with, scaled so that the largest row has norm
// 1 (the paper's ||a|| <= 1): radius (R = ||x||), isotropy (C of
// Definition 3 over the rows, C / m, as the largest Rayleigh quotient of a
// power iteration of 20 steps), in_gap (share of |m| <= delta), in_wide_gap
// (|m| <= 3 delta), printed (Lemma 11 over m: R / (m C (1 - delta)^2)),
// corrected (C R^2 / (m (1 - delta)^2)), printed_refetch (Theorem 7 without its
// O(delta): R / (n C (1 - delta)^2)), corrected_refetch (C R^2 / (m (1 - 3
// delta)^2): |c| <= 2 delta means |m| <= 3 delta up to the failure
// probability).
CellResult run_sketches(const Cell& cell,
                        std::span<const CellResult> prerequisites,
                        LinearProblems& problems, const RunContext& context);

}  // namespace zipml::refetch
