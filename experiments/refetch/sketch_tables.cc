// The tables of C17: sketches, and the bounds of Lemma 11 and Theorem 7.
#include <fmt/format.h>

#include <cmath>

#include "core/harness/findings/table_of.h"
#include "core/sgd/sketch.h"
#include "experiments/refetch/analysis.h"

namespace zipml::refetch {
namespace {

std::string ball_text(const SketchRuns& sketches) {
  if (!sketches.is_bounded()) return "free";
  return fmt::format("at most {:.3g} / sqrt(n + 1)", sketches.radius);
}

// The sketches of a dimension.
struct SketchRow {
  const SetRuns* set;
  const SketchRuns* sketches;
  int dimension;

  std::vector<double> values(const std::string& name) const {
    return sketches->values(dimension, name);
  }
};

ColumnOf<SketchRow> measured(Column column) {
  return {column, [name = column.name](const SketchRow& row) {
            return known(interval(row.values(name)));
          }};
}

// Without its interval.
ColumnOf<SketchRow> mean_of(Column column) {
  return {column, [name = column.name](const SketchRow& row) {
            const Estimate value = interval(row.values(name));
            return value.n > 0 ? known(value.mean) : Value();
          }};
}

Record gap_row(const SetRuns& set, const SketchRuns& sketches, double delta) {
  Record row{{"data", set.problem.title()}, {"ball", ball_text(sketches)}};
  for (const char* share : {"in_gap", "in_wide_gap"}) {
    row.set(share, interval(sketches.values(share)));
  }
  for (const char* name : {"radius", "isotropy", "printed", "corrected",
                           "printed_refetch", "corrected_refetch"}) {
    row.set(name, interval(sketches.values(name)).mean);
  }
  row.set("needed", static_cast<std::int64_t>(sketch_dimension(
                        2 * delta / row.number("radius"), delta)));
  return row;
}

// m copies of e_1: C = m, R = 1, n = 1.
Record copies_row(double delta) {
  constexpr double kCopies = 1000;
  const double square = std::pow(1 - delta, 2);
  return {{"data", "copies of e_1"},
          {"ball", "1"},
          {"radius", 1.0},
          {"isotropy", 1.0},
          {"in_gap", 1.0},
          {"printed", 1 / (kCopies * kCopies * square)},
          {"corrected", 1 / square},
          {"in_wide_gap", 1.0},
          {"printed_refetch", 1 / (kCopies * square)},
          {"corrected_refetch", 1 / std::pow(1 - 3 * delta, 2)},
          {"needed",
           static_cast<std::int64_t>(sketch_dimension(2 * delta, delta))}};
}

}  // namespace

Table sketch_table(const std::vector<SetRuns>& sets, double delta) {
  std::vector<SketchRow> rows;
  for (const SetRuns& set : sets) {
    for (const SketchRuns& sketches : set.sketches) {
      for (const int dimension : sketches.dimensions) {
        rows.push_back({&set, &sketches, dimension});
      }
    }
  }
  return table_of<SketchRow>(
      {"sketches",
       "Margins by random projections, at the model that 32-bit training ends "
       "with",
       fmt::format(
           "Root mean square error of the sketched margin c over training "
           "rows, beside the exact formula; share with |c| <= 2 delta (delta = "
           "{:.3g}), which are fetched again; the others on the wrong side, as "
           "a share of all rows, beside the bound on its chance (Theorem 5, "
           "mean over rows; 1 says nothing). Bits of one sketch beside those "
           "of the row itself. Means and 95 % intervals over repetitions (a "
           "new M each).",
           delta)},
      rows,
      {{data_column(),
        [](const auto& row) { return row.set->problem.title(); }},
       {text_column("ball", "||x||"),
        [](const auto& row) { return ball_text(*row.sketches); }},
       {integer_column("dimension", "r"),
        [](const auto& row) { return row.dimension; }},
       measured(number_column("error", "error of c", "", 3)),
       measured(number_column("predicted", "formula", "", 3)),
       measured(percent_column("share", "|c| <= 2 delta")),
       {percent_column("wrong", "wrong side"),
        [](const auto& row) {
          return known(interval(row.sketches->wrong(row.dimension)));
        }},
       mean_of(percent_column("failure_bound", "bound")),
       mean_of(number_column("message_bits", "one sketch", "bits", 5)),
       {number_column("row_bits", "the row at 32 bits", "bits", 5),
        [](const auto& row) { return row.set->row_bits; }}});
}

Table gap_table(const std::vector<SetRuns>& sets, double delta) {
  std::vector<Record> rows;
  for (const SetRuns& set : sets) {
    for (const SketchRuns& sketches : set.sketches) {
      if (sketches.results.empty()) continue;
      rows.push_back(gap_row(set, sketches, delta));
    }
  }
  rows.push_back(copies_row(delta));
  return table_of<Record>(
      {"gap", "Lemma 11 and Theorem 7, as printed and as corrected",
       fmt::format(
           "At the model that 32-bit training ends with, rows scaled to ||a|| "
           "<= 1: the radius R = ||x||; C of C-isotropy over the m rows; the "
           "share of rows with |m| <= delta = {:.3g} beside Lemma 11 over m, "
           "R / (m C (1 - delta)^2) as printed and C R^2 / (m (1 - delta)^2) "
           "as corrected; the share with |m| <= 3 delta, which |c| <= 2 delta "
           "means up to the failure probability, beside Theorem 7, R / (n C (1 "
           "- delta)^2) as printed (without its O(delta)) and C R^2 / (m (1 - "
           "3 delta)^2). Above 100 % a bound says nothing. The last column: r "
           "for a failure probability of delta (Theorem 6). Last row: m = 1000 "
           "copies of e_1 and x = e_1, for which every margin is 0.",
           delta)},
      rows,
      {field(data_column()), field(text_column("ball", "||x||")),
       field(number_column("radius", "R", "", 3)),
       field(number_column("isotropy", "C / m", "", 3)),
       field(percent_column("in_gap", "|m| <= delta")),
       field(percent_column("printed", "Lemma 11, printed")),
       field(percent_column("corrected", "corrected")),
       field(percent_column("in_wide_gap", "|m| <= 3 delta")),
       field(percent_column("printed_refetch", "Theorem 7, printed")),
       field(percent_column("corrected_refetch", "corrected")),
       field(integer_column("needed", "r for tau = delta"))});
}

}  // namespace zipml::refetch
