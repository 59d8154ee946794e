#include <fmt/format.h>

#include "core/sgd/sketch.h"
#include "experiments/refetch/analysis.h"
#include "experiments/refetch/columns.h"

namespace zipml::refetch {
namespace {

std::string ball_text(const CellMaker& cells, CellMaker::Ball ball) {
  if (ball == CellMaker::Ball::kNone) return "free";
  return fmt::format("at most {:.3g} / sqrt(n + 1)",
                     cells.settings().parameters.number("sketch.radius"));
}

}  // namespace

Table sketch_table(const CellMaker& cells,
                   const std::vector<Measured>& measured) {
  Table table{
      "sketches",
      "Margins by random projections, at the model that 32-bit training ends "
      "with",
      fmt::format(
          "Root mean square error of the sketched margin c over training "
          "rows, beside the exact formula; share with |c| <= 2 delta (delta = "
          "{:.3g}), which are fetched again; the others on the wrong side, as "
          "a share of all rows, beside the bound on its chance (Theorem 5, "
          "mean over rows; 1 says nothing). Bits of one sketch beside those of "
          "the row itself. Means and 95 % intervals over repetitions (a new M "
          "each).",
          cells.delta()),
      {kData, text("ball", "||x||"), integer("dimension", "r"),
       number("error", "error of c"), number("predicted", "formula"),
       percent("share", "|c| <= 2 delta"), percent("wrong", "wrong side"),
       percent("failure_bound", "bound"),
       number("message_bits", "one sketch", "bits", 5),
       number("row_bits", "the row at 32 bits", "bits", 5)},
      {}};
  for (const Measured& m : measured) {
    for (const Sketches& sketches : m.sketches) {
      for (const int dimension : cells.sketch_dimensions()) {
        const auto value = [&](const char* name) {
          return sketches.values(dimension, name);
        };
        const std::vector<double> bits = value("message_bits");
        const std::vector<double> bound = value("failure_bound");
        table.rows.push_back(
            {m.problem.title(), ball_text(cells, sketches.ball), dimension,
             mean_or_null(value("error")), mean_or_null(value("predicted")),
             mean_or_null(value("share")),
             mean_or_null(sketches.wrong(dimension)),
             bound.empty() ? Value() : Value(summarize(bound).mean()),
             bits.empty() ? Value() : Value(bits.front()), m.row_bits});
      }
    }
  }
  return table;
}

Table gap_table(const CellMaker& cells, const std::vector<Measured>& measured) {
  const double delta = cells.delta();
  Table table{
      "gap",
      "Lemma 11 and Theorem 7, as printed and as corrected",
      fmt::format(
          "At the model that 32-bit training ends with, rows scaled to ||a|| "
          "<= 1: the radius R = ||x||; C of C-isotropy over the m rows; the "
          "share of rows with |m| <= delta = {:.3g} beside Lemma 11 over m, "
          "R / (m C (1 - delta)^2) as printed and C R^2 / (m (1 - delta)^2) as "
          "corrected; the share with |m| <= 3 delta, which |c| <= 2 delta "
          "means up to the failure probability, beside Theorem 7, R / (n C (1 "
          "- delta)^2) as printed (without its O(delta)) and C R^2 / (m (1 - 3 "
          "delta)^2). Above 100 % a bound says nothing. The last column: r for "
          "a failure probability of delta (Theorem 6). Last row: m = 1000 "
          "copies of e_1 and x = e_1, for which every margin is 0.",
          delta),
      {kData, text("ball", "||x||"), number("radius", "R"),
       number("isotropy", "C / m"), percent("in_gap", "|m| <= delta"),
       percent("printed", "Lemma 11, printed"),
       percent("corrected", "corrected"),
       percent("in_wide_gap", "|m| <= 3 delta"),
       percent("printed_refetch", "Theorem 7, printed"),
       percent("corrected_refetch", "corrected"),
       integer("needed", "r for tau = delta")},
      {}};
  for (const Measured& m : measured) {
    for (const Sketches& sketches : m.sketches) {
      if (sketches.cells.empty()) continue;
      std::vector<Value> row = {m.problem.title(),
                                ball_text(cells, sketches.ball)};
      for (std::size_t i = 2; i + 1 < table.columns.size(); ++i) {
        const std::string& name = table.columns[i].name;
        const Estimate value = interval(sketches.values(name));
        const bool is_share = name.starts_with("in_");
        row.push_back(is_share ? Value(value) : Value(value.mean));
      }
      const double radius = summarize(sketches.values("radius")).mean();
      row.push_back(static_cast<std::int64_t>(
          sketch_dimension(2 * delta / radius, delta)));
      table.rows.push_back(std::move(row));
    }
  }
  // C = m, R = 1, n = 1.
  constexpr double kCopies = 1000;
  const double square = std::pow(1 - delta, 2);
  table.rows.push_back(
      {"copies of e_1", "1", 1.0, 1.0, 1.0, 1 / (kCopies * kCopies * square),
       1 / square, 1.0, 1 / (kCopies * square), 1 / std::pow(1 - 3 * delta, 2),
       static_cast<std::int64_t>(sketch_dimension(2 * delta, delta))});
  return table;
}

}  // namespace zipml::refetch
