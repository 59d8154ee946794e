#include "core/harness/findings/table_of.h"
#include "experiments/svm_bias/analysis.h"
#include "experiments/svm_bias/instance.h"

namespace zipml::svm_bias {
namespace {

// A row of Theorem 4's table.
struct SourceAtPoint {
  const SourceRuns* source;
  const PointRuns* at;
};

// The column of a value of run_theorem_4.
ColumnOf<SourceAtPoint> mean_of(std::string name, std::string label,
                                std::string unit = "") {
  Column column =
      number_column(std::move(name), std::move(label), std::move(unit), 3);
  return {column, [name = column.name](const SourceAtPoint& row) {
            return row.at->mean(name);
          }};
}

Table theorem_table(const std::vector<SourceRuns>& sources) {
  std::vector<SourceAtPoint> rows;
  for (const SourceRuns& source : sources) {
    for (const PointRuns& at : source.points) rows.push_back({&source, &at});
  }
  return table_of<SourceAtPoint>(
      {"theorem_4", "Gradient bias and variance against Theorem 4",
       "Means over repetitions. m rows, C their isotropy (Definition 3); N "
       "points with |1 - b a^T x| <= delta. Bias bound: epsilon + R / (m C (1 "
       "- delta)^2) as printed, epsilon + C R^2 / (m (1 - delta)^2) as "
       "corrected; the variance bounds differ alike, and the corrected one "
       "adds r(s) times the largest variance of the estimate of P. `MC / "
       "exact` is the estimator's measured variance over the exact one (at "
       "high degrees rare large estimates make most of it, and few visits miss "
       "them). A bound that is below what it bounds is refuted."},
      rows,
      {{data_column(),
        [](const auto& row) { return row.source->source.title(); }},
       {number_column("radius", "R", "", 3),
        [](const auto& row) { return row.at->point.radius; }},
       {number_column("gap", "delta", "", 3),
        [](const auto& row) { return row.at->point.gap; }},
       {integer_column("degree", "degree"),
        [](const auto& row) { return row.at->point.degree; }},
       {integer_column("rows", "m", "rows"),
        [](const auto& row) {
          return static_cast<std::int64_t>(row.at->mean("rows"));
        }},
       mean_of("isotropy", "C"),
       mean_of("epsilon", "epsilon"),
       mean_of("in_gap", "N", "points"),
       mean_of("bias", "bias"),
       mean_of("printed_bias", "printed bound"),
       mean_of("corrected_bias", "corrected bound"),
       mean_of("variance", "variance"),
       mean_of("printed_variance", "printed bound"),
       mean_of("corrected_variance", "corrected bound"),
       mean_of("measured_variance", "MC / exact")});
}

// X4 by hand: m copies of e_1, x = e_1.
Record counterexample(int rows, double delta) {
  Instance instance = copies(static_cast<std::size_t>(rows), delta);
  instance.model.setOnes();
  const double c = isotropy(instance.rows);
  const int count = count_in_gap(instance.arguments(), delta);
  const double printed = printed_count(c, 1, delta);
  const double corrected = corrected_count(c, 1, delta);
  return {{"rows", rows},
          {"gap", delta},
          {"isotropy", c},
          {"count", count},
          {"printed", printed},
          {"corrected", corrected},
          {"printed_ratio", count / printed},
          {"corrected_ratio", count / corrected}};
}

Table counterexample_table(double gap) {
  std::vector<Record> rows;
  for (const int count : {1, 10, 100, 1000}) {
    rows.push_back(counterexample(count, gap));
  }
  return table_of<Record>(
      {"counterexample", "The counterexample to Lemma 11 as printed",
       "m copies of e_1 with label +1 and x = e_1, R = 1: 1 - b a^T x = 0 for "
       "every point, so all m lie in the gap, while the printed bound R / (C "
       "(1 - delta)^2) falls as 1/m."},
      rows,
      {field(integer_column("rows", "m", "rows")),
       field(number_column("gap", "delta", "", 3)),
       field(number_column("isotropy", "C")),
       field(integer_column("count", "points in the gap", "points")),
       field(number_column("printed", "printed bound", "points", 3)),
       field(number_column("corrected", "corrected bound", "points")),
       field(number_column("printed_ratio", "count / printed", "", 3)),
       field(number_column("corrected_ratio", "count / corrected", "", 3))});
}

Table lemma_table(const std::vector<Record>& families) {
  return table_of<Record>(
      {"lemma_11", "How many points lie in the gap: Lemma 11",
       "Random instances of each family, up to 100 points and 8 features. A "
       "violation is a count above the bound; the largest count over the bound "
       "says how near it comes."},
      families,
      {field(text_column("family", "family")),
       field(integer_column("instances", "instances")),
       field(integer_column("printed_violations", "above the printed bound",
                            "instances")),
       field(number_column("printed_worst", "largest count / printed", "", 3)),
       field(integer_column("corrected_violations", "above the corrected bound",
                            "instances")),
       field(number_column("corrected_worst", "largest count / corrected"))});
}

}  // namespace

std::vector<Table> make_tables(const std::vector<SourceRuns>& sources,
                               const std::vector<Record>& families,
                               double gap) {
  return {lemma_table(families), counterexample_table(gap),
          theorem_table(sources)};
}

}  // namespace zipml::svm_bias
