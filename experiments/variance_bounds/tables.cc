#include <cmath>

#include "experiments/linear/collect.h"
#include "experiments/variance_bounds/analysis.h"

namespace zipml::variance_bounds {
namespace {

const Column kLemma{"statement", "statement", "", ColumnFormat::kText};
const Column kVersion{"version", "version", "", ColumnFormat::kText};
const Column kFeatures{"features", "n", "features", ColumnFormat::kInteger};

std::string result_of(const Tried& tried) {
  return tried.violations == 0 ? "holds" : "fails";
}

// A statement and its version, then a row of nulls if nothing was tried.
std::vector<Value> row_of(const Tried& tried, std::vector<Value> rest) {
  std::vector<Value> row = {tried.statement->lemma, tried.statement->version()};
  for (Value& value : rest) {
    row.push_back(tried.is_empty() ? Value() : std::move(value));
  }
  return row;
}

Table bounds_table(const std::vector<Tried>& all) {
  Table table{
      "bounds",
      "Every bound against exact values",
      "Instances that were tried, how many lay above the bound, and the "
      "largest exact value over the bound (inf: a bound at or below zero is "
      "broken). Tightness of a bound that holds: the largest share of what it "
      "allows quantization to add that quantization does add (1: met). Steps: "
      "1/s per sign has levels k/s of the "
      "scale, -s <= k <= s (supplement A.3); 2/s has s + 1 levels over the "
      "range (section 2.1). Scaling of samples: row is M_i = ||a||, column any "
      "M_i >= |a_i|; \"both\" draws one or the other. Models and gradients "
      "have row scaling.",
      {kLemma,
       kVersion,
       {"steps", "steps", "", ColumnFormat::kText},
       {"scaling", "scaling", "", ColumnFormat::kText},
       {"random", "random", "instances", ColumnFormat::kInteger},
       {"adversarial", "adversarial", "instances", ColumnFormat::kInteger},
       {"violations", "violations", "instances", ColumnFormat::kInteger},
       {"ratio", "largest exact / bound", "", ColumnFormat::kNumber, 4},
       {"tightness", "tightness", "", ColumnFormat::kNumber, 4},
       {"result", "result", "", ColumnFormat::kText}},
      {}};
  for (const Tried& tried : all) {
    table.rows.push_back(row_of(
        tried, {tried.statement->steps(), tried.statement->scaling(),
                tried.random, tried.adversarial, tried.violations, tried.ratio,
                tried.violations > 0 ? Value() : Value(tried.objective),
                result_of(tried)}));
  }
  return table;
}

Table worst_table(const std::vector<Tried>& all) {
  Table table{
      "worst_cases",
      "Counterexamples and worst cases",
      "Where a bound holds, the instance that uses most of it; where it fails, "
      "the counterexample that is shortest to write of those 20 % above it. "
      "Exact and measured value there (mean and 95 % t interval over draws); "
      "the numbers are cut to three digits where that costs less than 1 %. |z| "
      "is measured minus exact in standard errors, the largest over the worst "
      "cases of every n and repetition; so many standard normal scores pass "
      "the threshold once in 1000 runs.",
      {kLemma,
       kVersion,
       {"exact", "exact", "", ColumnFormat::kNumber, 4},
       {"measured", "measured", "", ColumnFormat::kNumber, 4},
       {"bound", "bound", "", ColumnFormat::kNumber, 4},
       {"largest", "largest |z|", "", ColumnFormat::kNumber, 3},
       {"threshold", "threshold", "", ColumnFormat::kNumber, 3},
       {"steps", "steps", "", ColumnFormat::kText},
       {"instance", "instance", "", ColumnFormat::kText}},
      {}};
  for (const Tried& tried : all) {
    table.rows.push_back(row_of(
        tried, {tried.exact, tried.measured, tried.bound, tried.scores.largest,
                tried.scores.threshold(), tried.steps, tried.instance}));
  }
  return table;
}

Table words_table() {
  Table table{
      "statements",
      "What every bound says",
      "a is a sample with the scales M_i, D_i = (u_i - a_i)(a_i - l_i) its "
      "exact variances between neighbouring levels, TV their sum, x.x the "
      "elementwise square of the model, g' = (a^T x - b) a the full gradient "
      "of a sample, B the mean of ||g'||^2 and L of (a^T x - b)^2, sigma^2 the "
      "variance of g', A = max ||a||, R = ||x|| = M_x, M_a = max M_i, M = "
      "(M_i). N is the number of intervals over the whole range: 2 s with step "
      "1/s per sign, s with step 2/s. r_row = 1 + min(n / s^2, sqrt(n) / s); r "
      "= 1 + sum p_i / s^2, p_i the fraction of s |a_i| / M_i. Ours: T is "
      "the bound of corrected Lemma 2 on TV, and w that bound for row scaling "
      "and norm 1: n / N^2, or 2 sqrt(n) / N - 1 where n > N^2 and N is even.",
      {kLemma,
       kVersion,
       {"left", "left side", "", ColumnFormat::kText},
       {"bound", "bound", "", ColumnFormat::kText},
       {"erratum", "known erratum", "", ColumnFormat::kText}},
      {}};
  for (const Statement& one : statements()) {
    table.rows.push_back({one.lemma, one.version(),
                          quantity_formula(one.quantity), one.words,
                          *one.erratum == '\0' ? Value() : Value(one.erratum)});
  }
  return table;
}

Table formulas_table(const std::vector<FormulaCheck>& checks) {
  Table table{
      "formulas",
      "The closed forms against Monte Carlo",
      "Measured over exact value, mean and 95 % t interval over Gaussian "
      "instances (n = 8, both scalings of samples, both conventions of steps), "
      "and the largest |z| of their scores; so many standard normal scores "
      "pass the threshold once in 1000 runs. The first row is Lemma 6 (ii), Q "
      "is unbiased; its expectation may be near zero, so it has no ratio.",
      {{"quantity", "quantity", "", ColumnFormat::kText},
       {"count", "instances", "", ColumnFormat::kInteger},
       {"ratio", "measured / exact", "", ColumnFormat::kNumber, 4},
       {"largest", "largest |z|", "", ColumnFormat::kNumber, 3},
       {"threshold", "threshold", "", ColumnFormat::kNumber, 3}},
      {}};
  for (const FormulaCheck& check : checks) {
    const bool has_ratio = check.quantity != Quantity::kProjection;
    table.rows.push_back({quantity_formula(check.quantity), check.scores.count,
                          has_ratio ? Value(check.ratio) : Value(),
                          check.scores.largest, check.scores.threshold()});
  }
  return table;
}

Table curve_table(const std::vector<CurvePoint>& curve) {
  Table table{
      "variance",
      "Variance of quantization against bits and features",
      "E ||Q(v) - v||^2 / ||v||^2 of Gaussian vectors, row scaling: measured "
      "and exact (means and 95 % t intervals over repetitions, a vector each), "
      "Lemma 2's bound as printed and as corrected.",
      {kFeatures,
       {"steps", "steps", "", ColumnFormat::kText},
       {"bits", "bits", "", ColumnFormat::kInteger},
       {"s", "s", "", ColumnFormat::kNumber, 4},
       {"measured", "measured", "", ColumnFormat::kNumber, 4},
       {"exact", "exact", "", ColumnFormat::kNumber, 4},
       {"corrected", "corrected bound", "", ColumnFormat::kNumber, 4},
       {"printed", "printed bound", "", ColumnFormat::kNumber, 4}},
      {}};
  for (const CurvePoint& point : curve) {
    table.rows.push_back(
        {point.features, std::string(level_convention_name(point.convention)),
         point.bits, point.s, interval(point.measured), interval(point.exact),
         point.corrected, point.printed});
  }
  return table;
}

Table end_to_end_table(const std::vector<EndToEnd>& all) {
  Table table{
      "end_to_end",
      "End-to-end quantization with s >= sqrt(n)",
      "E ||g||^2 / (||g'||^2 + R^2 / s^2) with sample, model and gradient "
      "quantized (row scaling, step 1/s per sign, s the smallest power of two "
      "from sqrt(n) on) for Gaussian sample and model of norm 1 and a residual "
      "of 1: mean and 95 % t interval over repetitions, and what Corollary 2 "
      "allows.",
      {kFeatures,
       {"s", "s", "", ColumnFormat::kNumber, 4},
       {"factor", "measured factor", "", ColumnFormat::kNumber, 4},
       {"corrected", "corrected bound", "", ColumnFormat::kNumber, 4},
       {"printed", "printed bound", "", ColumnFormat::kNumber, 4}},
      {}};
  const auto mean = [](const std::vector<double>& values) {
    const std::vector<double> there = present(values);
    return there.empty() ? Value() : Value(summarize(there).mean());
  };
  for (const EndToEnd& one : all) {
    table.rows.push_back({one.features, mean(one.s), interval(one.factor),
                          mean(one.corrected), interval(one.printed)});
  }
  return table;
}

}  // namespace

std::vector<Table> make_tables(const Measured& measured) {
  return {bounds_table(measured.tried),
          worst_table(measured.tried),
          words_table(),
          formulas_table(measured.formulas),
          curve_table(measured.curve),
          end_to_end_table(measured.end_to_end)};
}

}  // namespace zipml::variance_bounds
