// The cells of variance_bounds, made in one place for plan and analysis.
#pragma once

#include <string>
#include <vector>

#include "core/harness/experiment.h"
#include "experiments/variance_bounds/statement.h"

namespace zipml::variance_bounds {

// One grid point.
class CellMaker {
 public:
  CellMaker(const ExperimentInfo& info, const Settings& settings);

  int repetitions() const { return settings_.repetitions; }
  const std::vector<int>& dimensions() const { return dimensions_; }
  const std::vector<int>& curve_dimensions() const { return curve_dimensions_; }
  const std::vector<int>& curve_bits() const { return curve_bits_; }
  const std::vector<int>& end_to_end_dimensions() const {
    return end_to_end_dimensions_;
  }

  // Random and adversarial instances of a statement, and Monte Carlo at the
  // worst ones.
  Cell search(const Statement& statement, int repetition) const;
  // Monte Carlo against the closed form of a quantity.
  Cell formula(Quantity quantity, int repetition) const;
  // The variance of a Gaussian vector's quantization, row scaling.
  Cell curve(LevelConvention convention, int features, int bits,
             int repetition) const;
  // End-to-end quantization of Gaussian vectors with s >= sqrt(n).
  Cell end_to_end(int features, int repetition) const;

  // Every cell.
  std::vector<Cell> all() const;

 private:
  Cell cell(const std::string& task, int repetition,
            const std::vector<const char*>& parameters) const;

  const ExperimentInfo& info_;
  const Settings& settings_;
  std::vector<int> dimensions_, curve_dimensions_, curve_bits_,
      end_to_end_dimensions_;
};

inline constexpr const char* kSearchTask = "search";
inline constexpr const char* kFormulaTask = "formula";
inline constexpr const char* kCurveTask = "curve";
inline constexpr const char* kEndToEndTask = "end_to_end";

inline constexpr LevelConvention kConventions[] = {
    LevelConvention::kPerSign, LevelConvention::kWholeRange};

// A row a dimension: features, random and adversarial (instances),
// random_violations and adversarial_violations, ratio (largest exact / bound;
// infinite when a bound at or below zero is violated); and of the instance with
// the largest objective (Comparison): objective, exact, bound, measured
// (estimate), score (measured - exact in standard errors), instance (its text)
// and steps (its convention).
CellResult run_search(const Cell& cell, const RunContext& context);

// A row an instance: ratio (measured / exact) and score.
CellResult run_formula(const Cell& cell, const RunContext& context);

// Values, all over ||v||^2: measured, exact; s.
CellResult run_curve(const Cell& cell, const RunContext& context);

// Values: s, measured (E ||g||^2), factor (measured / (||g'||^2 + R^2 / s^2)),
// printed and corrected (the bounds, over the same).
CellResult run_end_to_end(const Cell& cell, const RunContext& context);

}  // namespace zipml::variance_bounds
