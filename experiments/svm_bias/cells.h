// The cells of svm_bias.
#pragma once

#include <string>
#include <vector>

#include "core/harness/experiment.h"
#include "core/sgd/polynomial_gradient.h"
#include "experiments/linear/linear_problems.h"

namespace zipml::svm_bias {

// What Theorem 4 is tried on: a generated set by name, or a data set.
struct Source {
  std::string name = {};     // "unit_vectors", "copies", or a data set's
  ProblemSpec problem = {};  // of a data set; else without data

  bool is_generated() const { return problem.data.empty(); }
  std::string title() const { return is_generated() ? name : problem.title(); }
  DataLabel label() const { return is_generated() ? name : problem.label(); }
};

// One point of the sweep.
struct Point {
  double radius = 1;
  double gap = 0.1;
  int degree = 15;
};

class Cells final : public PlannedPoint {
 public:
  Cells(const ExperimentInfo& info, const Settings& settings,
        const LinearProblems& problems);

  // Theorem 4 on a source, at every point of the sweep.
  struct AtPoint {
    Point point = {};
    CellGroup theorem_4 = {};
  };
  struct OnSource {
    Source source = {};
    std::vector<AtPoint> points = {};
  };
  const std::vector<OnSource>& sources() const { return sources_; }
  // Lemma 11, a cell a family of instances.
  const CellGroup& lemma_11() const { return lemma_11_; }
  // The values at which the figures hold what they do not vary.
  const Point& figure_point() const { return figure_point_; }
  // delta of the counterexample to Lemma 11.
  double least_gap() const { return least_gap_; }

  Findings analyse(const Results& results) const override;

 private:
  Cell theorem_4(const Source& source, const Point& point,
                 int repetition) const;

  std::vector<OnSource> sources_;
  CellGroup lemma_11_;
  Point figure_point_;
  double least_gap_ = 0;
};

}  // namespace zipml::svm_bias
