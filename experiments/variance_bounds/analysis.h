// From cell results to the findings of variance_bounds.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/harness/findings/findings.h"
#include "experiments/variance_bounds/cells.h"

namespace zipml::variance_bounds {

// The largest |z| of some standard normal scores, if the theory is right.
struct Scores {
  std::int64_t count = 0;
  double largest = 0;

  void add(double score);
  // Passed once in 1000 by the largest of so many.
  double threshold() const;
  bool pass() const { return count > 0 && largest < threshold(); }
};

// What came of a statement, over repetitions and dimensions.
struct Tried {
  const Statement* statement = nullptr;
  std::int64_t random = 0, adversarial = 0;
  std::int64_t violations = 0;  // of both
  double ratio = -1;      // the largest exact / bound; -1: nothing was tried
  double objective = -1;  // the largest (Comparison)
  // The instance that is shown: the shortest of those within 1 % of the
  // largest objective, or the shortest counterexample that is 20 % above the
  // bound.
  double exact = 0, bound = 0;
  Estimate measured;
  std::string instance, steps;
  std::map<int, double> by_features;  // largest objective
  Scores scores;                      // of the worst cases

  bool is_empty() const { return ratio < 0; }
};

std::vector<Tried> collect_tried(const CellMaker& cells,
                                 const Results& results);

// Measured against the closed form.
struct FormulaCheck {
  Quantity quantity = Quantity::kProjection;
  Estimate ratio;  // measured / exact, over instances
  Scores scores;
};
std::vector<FormulaCheck> collect_formulas(const CellMaker& cells,
                                           const Results& results);

// Quantization of a Gaussian vector of norm 1; measured and exact by
// repetition.
struct CurvePoint {
  int features = 0;
  int bits = 0;
  LevelConvention convention = LevelConvention::kPerSign;
  double s = 0;
  std::vector<double> measured, exact;
  double printed = 0, corrected = 0;  // Lemma 2
};
std::vector<CurvePoint> collect_curve(const CellMaker& cells,
                                      const Results& results);

// End-to-end quantization of Gaussian vectors, by repetition.
struct EndToEnd {
  int features = 0;
  std::vector<double> s, factor, printed, corrected;
};
std::vector<EndToEnd> collect_end_to_end(const CellMaker& cells,
                                         const Results& results);

struct Measured {
  std::vector<Tried> tried;
  std::vector<FormulaCheck> formulas;
  std::vector<CurvePoint> curve;
  std::vector<EndToEnd> end_to_end;
};

std::vector<Table> make_tables(const Measured& measured);
std::vector<Figure> make_figures(const CellMaker& cells,
                                 const Measured& measured);
std::vector<Verdict> make_verdicts(const Measured& measured);

Findings analyse(const CellMaker& cells, const Settings& settings,
                 const Results& results);

}  // namespace zipml::variance_bounds
