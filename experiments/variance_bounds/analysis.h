// From the results of variance_bounds to its findings.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/harness/findings/judge.h"
#include "core/harness/runs.h"
#include "experiments/variance_bounds/cells.h"

namespace zipml::variance_bounds {

// What came of a statement, over repetitions and dimensions.
struct StatementResult {
  const Statement* statement = nullptr;
  std::int64_t random = 0, adversarial = 0;
  std::int64_t violations = 0;  // of both
  double ratio = -1;      // the largest exact / bound; -1: nothing was tried
  double objective = -1;  // the largest (Comparison)
  // The instance that is shown: the shortest of those within 1 % of the
  // largest objective, or the shortest counterexample that is 20 % above the
  // bound.
  double exact = 0, bound = 0;
  Estimate measured = {};
  std::string instance = {}, steps = {};
  std::map<int, double> by_features = {};  // largest objective
  Scores scores = {};                      // of the worst cases

  bool is_empty() const { return ratio < 0; }
};

// Measured against the closed form.
struct FormulaCheck {
  Quantity quantity = Quantity::kProjection;
  Estimate ratio = {};  // measured / exact, over instances
  Scores scores = {};
  // The largest |z| against a tenth more, which is wrong.
  double of_more = 0;
};

// Quantization of a Gaussian vector of norm 1; measured and exact by
// repetition.
struct CurvePoint {
  int features = 0;
  int bits = 0;
  LevelConvention convention = LevelConvention::kPerSign;
  double s = 0;
  std::vector<double> measured = {}, exact = {};
  double printed = 0, corrected = 0;  // Lemma 2
};

// End-to-end quantization of Gaussian vectors, by repetition.
struct EndToEndFactors {
  int features = 0;
  std::vector<double> s = {}, factor = {}, printed = {}, corrected = {};
};

struct Measurements {
  std::vector<StatementResult> statements = {};
  std::vector<FormulaCheck> formulas = {};
  std::vector<CurvePoint> curve = {};
  std::vector<EndToEndFactors> end_to_end = {};
};

std::vector<Table> make_tables(const Measurements& measured);
std::vector<Figure> make_figures(const Cells& cells,
                                 const Measurements& measured);
std::vector<Verdict> make_verdicts(const Measurements& measured);

}  // namespace zipml::variance_bounds
