#include "core/harness/findings/table_of.h"
#include "experiments/variance_bounds/analysis.h"

namespace zipml::variance_bounds {
namespace {

Column lemma_column() { return text_column("statement", "statement"); }
Column version_column() { return text_column("version", "version"); }
Column features_column() { return integer_column("features", "n", "features"); }
Column steps_column() { return text_column("steps", "steps"); }

using StatementColumns = std::vector<ColumnOf<StatementResult>>;

// A statement and its version, then the given columns, null if nothing was
// tried.
StatementColumns with_names(const StatementColumns& rest) {
  StatementColumns columns = {
      {lemma_column(), [](const auto& row) { return row.statement->lemma; }},
      {version_column(),
       [](const auto& row) { return row.statement->version(); }}};
  for (const ColumnOf<StatementResult>& own : rest) {
    columns.push_back(
        {own.column, [value = own.value](const StatementResult& row) {
           return row.is_empty() ? Value() : value(row);
         }});
  }
  return columns;
}

Table bounds_table(const std::vector<StatementResult>& all) {
  using Row = StatementResult;
  return table_of<Row>(
      {"bounds", "Every bound against exact values",
       "Instances that were tried, how many lay above the bound, and the "
       "largest exact value over the bound (inf: a bound at or below zero is "
       "broken). Tightness of a bound that holds: the largest share of what it "
       "allows quantization to add that quantization does add (1: met). Steps: "
       "1/s per sign has levels k/s of the scale, -s <= k <= s (supplement "
       "A.3); 2/s has s + 1 levels over the range (section 2.1). Scaling of "
       "samples: row is M_i = ||a||, column any M_i >= |a_i|; \"both\" draws "
       "one or the other. Models and gradients have row scaling."},
      all,
      with_names(
          {{steps_column(),
            [](const Row& row) { return row.statement->steps(); }},
           {text_column("scaling", "scaling"),
            [](const Row& row) { return row.statement->scaling(); }},
           {integer_column("random", "random", "instances"), &Row::random},
           {integer_column("adversarial", "adversarial", "instances"),
            &Row::adversarial},
           {integer_column("violations", "violations", "instances"),
            &Row::violations},
           {number_column("ratio", "largest exact / bound"), &Row::ratio},
           {number_column("tightness", "tightness"),
            [](const Row& row) {
              return row.violations > 0 ? Value() : Value(row.objective);
            }},
           {text_column("result", "result"), [](const Row& row) {
              return row.violations == 0 ? "holds" : "fails";
            }}}));
}

Table worst_table(const std::vector<StatementResult>& all) {
  using Row = StatementResult;
  return table_of<Row>(
      {"worst_cases", "Counterexamples and worst cases",
       "Where a bound holds, the instance that uses most of it; where it "
       "fails, the counterexample that is shortest to write of those 20 % "
       "above it. Exact and measured value there (mean and 95 % t interval "
       "over draws); the numbers are cut to three digits where that costs less "
       "than 1 %. |z| is measured minus exact in standard errors, the largest "
       "over the worst cases of every n and repetition; so many standard "
       "normal scores pass the threshold once in 1000 runs."},
      all,
      with_names({{number_column("exact", "exact"), &Row::exact},
                  {number_column("measured", "measured"), &Row::measured},
                  {number_column("bound", "bound"), &Row::bound},
                  {number_column("largest", "largest |z|", "", 3),
                   [](const Row& row) { return row.scores.largest; }},
                  {number_column("threshold", "threshold", "", 3),
                   [](const Row& row) { return row.scores.threshold(); }},
                  {steps_column(), &Row::steps},
                  {text_column("instance", "instance"), &Row::instance}}));
}

Table words_table() {
  using Row = Statement;
  return table_of<Row>(
      {"statements", "What every bound says",
       "a is a sample with the scales M_i, D_i = (u_i - a_i)(a_i - l_i) its "
       "exact variances between neighbouring levels, TV their sum, x.x the "
       "elementwise square of the model, g' = (a^T x - b) a the full gradient "
       "of a sample, B the mean of ||g'||^2 and L of (a^T x - b)^2, sigma^2 "
       "the variance of g', A = max ||a||, R = ||x|| = M_x, M_a = max M_i, M = "
       "(M_i). N is the number of intervals over the whole range: 2 s with "
       "step 1/s per sign, s with step 2/s. r_row = 1 + min(n / s^2, sqrt(n) / "
       "s); r = 1 + sum p_i / s^2, p_i the fraction of s |a_i| / M_i. Ours: T "
       "is the bound of corrected Lemma 2 on TV, and w that bound for row "
       "scaling and norm 1: n / N^2, or 2 sqrt(n) / N - 1 where n > N^2 and N "
       "is even."},
      statements(),
      {{lemma_column(), &Row::lemma},
       {version_column(), &Row::version},
       {text_column("left", "left side"),
        [](const Row& row) { return quantity_formula(row.quantity); }},
       {text_column("bound", "bound"), &Row::words},
       {text_column("erratum", "known erratum"), [](const Row& row) {
          return *row.erratum == '\0' ? Value() : Value(row.erratum);
        }}});
}

Table formulas_table(const std::vector<FormulaCheck>& checks) {
  using Row = FormulaCheck;
  return table_of<Row>(
      {"formulas", "The closed forms against Monte Carlo",
       "Measured over exact value, mean and 95 % t interval over Gaussian "
       "instances (n = 8, both scalings of samples, both conventions of "
       "steps), and the largest |z| of their scores; so many standard normal "
       "scores pass the threshold once in 1000 runs. The first row is Lemma 6 "
       "(ii), Q is unbiased; its expectation may be near zero, so it has no "
       "ratio."},
      checks,
      {{text_column("quantity", "quantity"),
        [](const Row& row) { return quantity_formula(row.quantity); }},
       {integer_column("count", "instances"),
        [](const Row& row) { return row.scores.count; }},
       {number_column("ratio", "measured / exact"),
        [](const Row& row) {
          return row.quantity == Quantity::kProjection ? Value()
                                                       : Value(row.ratio);
        }},
       {number_column("largest", "largest |z|", "", 3),
        [](const Row& row) { return row.scores.largest; }},
       {number_column("threshold", "threshold", "", 3),
        [](const Row& row) { return row.scores.threshold(); }},
       {number_column("of_more", "largest |z| against a tenth more", "", 3),
        [](const Row& row) {
          return row.scores.count == 0 ? Value() : Value(row.of_more);
        }}});
}

Table curve_table(const std::vector<CurvePoint>& curve) {
  using Row = CurvePoint;
  return table_of<Row>(
      {"variance", "Variance of quantization against bits and features",
       "E ||Q(v) - v||^2 / ||v||^2 of Gaussian vectors, row scaling: measured "
       "and exact (means and 95 % t intervals over repetitions, a vector "
       "each), Lemma 2's bound as printed and as corrected."},
      curve,
      {{features_column(), &Row::features},
       {steps_column(),
        [](const Row& row) {
          return std::string(level_convention_name(row.convention));
        }},
       {bits_column(), &Row::bits},
       {number_column("s", "s"), &Row::s},
       {number_column("measured", "measured"),
        [](const Row& row) { return interval(row.measured); }},
       {number_column("exact", "exact"),
        [](const Row& row) { return interval(row.exact); }},
       {number_column("corrected", "corrected bound"), &Row::corrected},
       {number_column("printed", "printed bound"), &Row::printed}});
}

// Null where no repetition has a value.
Value mean_of(const std::vector<double>& values) {
  const std::vector<double> measured = present(values);
  return measured.empty() ? Value() : Value(summarize(measured).mean());
}

Table end_to_end_table(const std::vector<EndToEndFactors>& all) {
  using Row = EndToEndFactors;
  return table_of<Row>(
      {"end_to_end", "End-to-end quantization with s >= sqrt(n)",
       "E ||g||^2 / (||g'||^2 + R^2 / s^2) with sample, model and gradient "
       "quantized (row scaling, step 1/s per sign, s the smallest power of two "
       "from sqrt(n) on) for Gaussian sample and model of norm 1 and a "
       "residual of 1: mean and 95 % t interval over repetitions, and what "
       "Corollary 2 allows."},
      all,
      {{features_column(), &Row::features},
       {number_column("s", "s"), [](const Row& row) { return mean_of(row.s); }},
       {number_column("factor", "measured factor"),
        [](const Row& row) { return interval(row.factor); }},
       {number_column("corrected", "corrected bound"),
        [](const Row& row) { return mean_of(row.corrected); }},
       {number_column("printed", "printed bound"),
        [](const Row& row) { return interval(row.printed); }}});
}

}  // namespace

std::vector<Table> make_tables(const Measurements& measured) {
  return {bounds_table(measured.statements),
          worst_table(measured.statements),
          words_table(),
          formulas_table(measured.formulas),
          curve_table(measured.curve),
          end_to_end_table(measured.end_to_end)};
}

}  // namespace zipml::variance_bounds
