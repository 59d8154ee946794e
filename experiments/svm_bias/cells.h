// The cells of svm_bias, made in one place for plan and analysis.
#pragma once

#include <string>
#include <vector>

#include "core/harness/experiment.h"
#include "core/sgd/polynomial_gradient.h"
#include "experiments/linear/linear_problems.h"

namespace zipml::svm_bias {

// What Theorem 4 is tried on: a generated set by name, or a data set.
struct Source {
  std::string name;          // "unit_vectors", "copies", or a data set's
  ProblemSpec problem = {};  // of a data set; else without data

  bool is_generated() const { return problem.data.empty(); }
  std::string title() const { return is_generated() ? name : problem.title(); }
};

// One point of the sweep.
struct Point {
  double radius = 1;
  double gap = 0.1;
  int degree = 15;
};

// One grid point with its data located.
class CellMaker {
 public:
  CellMaker(const ExperimentInfo& info, const Settings& settings,
            const LinearProblems& problems);

  const Settings& settings() const { return settings_; }
  int repetitions() const { return settings_.repetitions; }
  const std::vector<Source>& sources() const { return sources_; }
  const std::vector<double>& radii() const { return radii_; }
  const std::vector<double>& gaps() const { return gaps_; }
  const std::vector<int>& degrees() const { return degrees_; }
  // Radius, gap and degree of every point.
  std::vector<Point> points() const;

  Cell theorem_4(const Source& source, const Point& point,
                 int repetition) const;
  Cell lemma_11(const std::string& family) const;

  // Every cell.
  std::vector<Cell> all() const;

 private:
  const ExperimentInfo& info_;
  const Settings& settings_;
  std::vector<Source> sources_;
  std::vector<double> radii_, gaps_;
  std::vector<int> degrees_;
};

inline constexpr const char* kTheoremTask = "theorem_4";
inline constexpr const char* kLemmaTask = "lemma_11";

// Values, all of the mean gradient over the rows and the draws of one row:
//   rows, isotropy (C), epsilon, in_gap (points in the gap),
//   bias, printed_bias, corrected_bias (Theorem 4),
//   variance, printed_variance, corrected_variance,
//   measured_variance (Monte Carlo, over the exact one), largest_score (of the
//   Monte Carlo mean against E g, a score a coordinate), scores (how many).
// The bias and the variance are exact: E Q(P) = P, and Var Q(P) by the draws'
// moments (core/polynomial/estimate_moments.h).
CellResult run_theorem_4(const Cell& cell, LinearProblems& problems,
                         const RunContext& context);

// Values: instances, and over them printed_violations, corrected_violations,
// printed_worst and corrected_worst (the largest count over the bound).
CellResult run_lemma_11(const Cell& cell, const RunContext& context);

}  // namespace zipml::svm_bias
