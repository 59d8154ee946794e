#include "experiments/svm_bias/analysis.h"
#include "experiments/svm_bias/instance.h"

namespace zipml::svm_bias {
namespace {

Table theorem_table(const std::vector<SourceResult>& measured) {
  Table table{
      "theorem_4",
      "Gradient bias and variance against Theorem 4",
      "Means over repetitions. m rows, C their isotropy (Definition 3); N "
      "points with |1 - b a^T x| <= delta. Bias bound: epsilon + R / (m C (1 - "
      "delta)^2) as printed, epsilon + C R^2 / (m (1 - delta)^2) as corrected; "
      "the variance bounds differ alike, and the corrected one adds r(s) times "
      "the largest variance of the estimate of P. `MC / exact` is the "
      "estimator's "
      "measured variance over the exact one (at high degrees rare large "
      "estimates make most of it, and few visits miss them). A bound that is "
      "below what it bounds is refuted.",
      {{"data", "data", "", ColumnFormat::kText},
       {"radius", "R", "", ColumnFormat::kNumber, 3},
       {"gap", "delta", "", ColumnFormat::kNumber, 3},
       {"degree", "degree", "", ColumnFormat::kInteger},
       {"rows", "m", "rows", ColumnFormat::kInteger},
       {"isotropy", "C", "", ColumnFormat::kNumber, 3},
       {"epsilon", "epsilon", "", ColumnFormat::kNumber, 3},
       {"in_gap", "N", "points", ColumnFormat::kNumber, 3},
       {"bias", "bias", "", ColumnFormat::kNumber, 3},
       {"printed_bias", "printed bound", "", ColumnFormat::kNumber, 3},
       {"corrected_bias", "corrected bound", "", ColumnFormat::kNumber, 3},
       {"variance", "variance", "", ColumnFormat::kNumber, 3},
       {"printed_variance", "printed bound", "", ColumnFormat::kNumber, 3},
       {"corrected_variance", "corrected bound", "", ColumnFormat::kNumber, 3},
       {"measured_variance", "MC / exact", "", ColumnFormat::kNumber, 3}},
      {}};
  for (const SourceResult& result : measured) {
    for (const PointResult& own : result.points) {
      if (own.empty()) continue;
      std::vector<Value> row = {result.source.title(), own.point.radius,
                                own.point.gap, own.point.degree,
                                own.values.front().at("rows")};
      for (std::size_t i = row.size(); i < table.columns.size(); ++i) {
        row.push_back(own.mean(table.columns[i].name));
      }
      table.rows.push_back(std::move(row));
    }
  }
  return table;
}

// X4 by hand: m copies of e_1, x = e_1.
std::vector<Value> counterexample_row(int rows, double delta) {
  Instance instance = copies(static_cast<std::size_t>(rows), delta);
  instance.model.setOnes();
  const double c = isotropy(instance.rows);
  const int count = count_in_gap(instance.arguments(), delta);
  const double printed = printed_count(c, 1, delta);
  const double corrected = corrected_count(c, 1, delta);
  return {rows,
          delta,
          c,
          count,
          printed,
          corrected,
          count / printed,
          count / corrected};
}

Table counterexample_table(const CellMaker& cells) {
  Table table{
      "counterexample",
      "The counterexample to Lemma 11 as printed",
      "m copies of e_1 with label +1 and x = e_1, R = 1: 1 - b a^T x = 0 for "
      "every point, so all m lie in the gap, while the printed bound R / (C (1 "
      "- delta)^2) falls as 1/m.",
      {{"rows", "m", "rows", ColumnFormat::kInteger},
       {"gap", "delta", "", ColumnFormat::kNumber, 3},
       {"isotropy", "C", "", ColumnFormat::kNumber, 4},
       {"count", "points in the gap", "points", ColumnFormat::kInteger},
       {"printed", "printed bound", "points", ColumnFormat::kNumber, 3},
       {"corrected", "corrected bound", "points", ColumnFormat::kNumber, 4},
       {"printed_ratio", "count / printed", "", ColumnFormat::kNumber, 3},
       {"corrected_ratio", "count / corrected", "", ColumnFormat::kNumber, 3}},
      {}};
  for (const int rows : {1, 10, 100, 1000}) {
    table.rows.push_back(counterexample_row(rows, cells.gaps().front()));
  }
  return table;
}

Table lemma_table(const Results& results, const CellMaker& cells) {
  Table table{
      "lemma_11",
      "How many points lie in the gap: Lemma 11",
      "Random instances of each family, up to 100 points and 8 features. A "
      "violation is a count above the bound; the largest count over the bound "
      "says how near it comes.",
      {{"family", "family", "", ColumnFormat::kText},
       {"instances", "instances", "", ColumnFormat::kInteger},
       {"printed_violations", "above the printed bound", "instances",
        ColumnFormat::kInteger},
       {"printed_worst", "largest count / printed", "", ColumnFormat::kNumber,
        3},
       {"corrected_violations", "above the corrected bound", "instances",
        ColumnFormat::kInteger},
       {"corrected_worst", "largest count / corrected", "",
        ColumnFormat::kNumber, 4}},
      {}};
  for (const std::string& family : family_names()) {
    const CellResult& result = results.of(cells.lemma_11(family));
    if (result.status != Status::kOk) continue;
    const Record& values = result.values;
    table.rows.push_back(
        {family, values.at("instances"), values.at("printed_violations"),
         values.at("printed_worst"), values.at("corrected_violations"),
         values.at("corrected_worst")});
  }
  return table;
}

}  // namespace

std::vector<Table> make_tables(const CellMaker& cells,
                               const std::vector<SourceResult>& measured,
                               const Results& results) {
  return {lemma_table(results, cells), counterexample_table(cells),
          theorem_table(measured)};
}

}  // namespace zipml::svm_bias
