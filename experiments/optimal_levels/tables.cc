#include <algorithm>
#include <cmath>

#include "core/base/statistics.h"
#include "experiments/optimal_levels/analysis.h"
#include "experiments/optimal_levels/instances.h"

namespace zipml::optimal_levels {
namespace {

Column text(const char* name, const char* label) {
  return {name, label, "", ColumnFormat::kText};
}
Column count(const char* name, const char* label) {
  return {name, label, "", ColumnFormat::kInteger};
}
Column number(const char* name, const char* label, int digits = 3) {
  return {name, label, "", ColumnFormat::kNumber, digits};
}

Table brute_force_table(const std::vector<Record>& rows) {
  Table table{
      "brute_force",
      "Exact methods against brute force",
      "Small instances of every shape, half of them weighted, 2 to 6 levels: "
      "the least MV over every choice of levels among the points. An instance "
      "agrees when the method's levels, and the MV that it reports, differ "
      "from that by at most 1e-12 of it (rounding).",
      {text("method", "method"), count("instances", "instances"),
       count("agree", "agree"), number("worst", "largest relative difference")},
      {}};
  for (const Value& method : distinct(rows, "method")) {
    const std::vector<Record> own = where(rows, "method", method);
    table.rows.push_back({method, sum(own, "instances"), sum(own, "agree"),
                          largest(own, "worst")});
  }
  return table;
}

Table off_points_table(const std::vector<Record>& rows) {
  Table table{
      "off_points",
      "Lemma 3: levels off the points",
      "Searches over real levels, from random starts and from beside the "
      "optimum; the advantage is the largest (optimum at points - found) / "
      "optimum, which would be above rounding (1e-12) if the lemma were wrong. "
      "Moves: one level of a random set moved between two neighbouring points; "
      "the bend is the largest departure of MV from a straight line (the "
      "paper's A b + C), relative to its ends; the gain is the largest by "
      "which a place between the points beats both.",
      {text("shape", "shape"),
       count("searches", "searches"),
       {"reached", "reached the optimum", "", ColumnFormat::kPercent, 3},
       number("advantage", "advantage"),
       count("moves", "moves"),
       number("bend", "bend"),
       number("better", "gain between points")},
      {}};
  for (const Value& shape : distinct(rows, "shape")) {
    const std::vector<Record> own = where(rows, "shape", shape);
    const std::int64_t searches = sum(own, "searches");
    table.rows.push_back({shape, searches,
                          searches == 0
                              ? Value()
                              : Value(static_cast<double>(sum(own, "reached")) /
                                      static_cast<double>(searches)),
                          largest(own, "advantage"), sum(own, "moves"),
                          largest(own, "bend"), largest(own, "better")});
  }
  return table;
}

Table discretised_table(const std::vector<Record>& rows) {
  Table table{
      "discretised",
      "Theorem 2: levels on M candidates",
      "Gap: MV of the best levels on the edges of M equal cells minus the "
      "optimum. The printed bound is a^2 b k / (4 M^3) + a^2 b c^2 / (M k) "
      "with a = 1 and the b and c of the very points; the halved one has c^2 / "
      "2 (the sum behind it is 1 + 2 + ... + cM/k); the solver's certified gap "
      "is its own bound of second order. Columns: the largest gap over each "
      "(at most 1 if the bound holds), and the exponents of the gap in M and "
      "k with 95 % t intervals over repetitions and sizes. The paper: O(1/(M "
      "k)), exponents -1 and -1.",
      {text("shape", "shape"), count("cases", "cases"),
       number("printed", "gap / printed bound"),
       number("halved", "gap / halved bound"),
       number("certified", "gap / certified gap"),
       number("candidates", "exponent in M"),
       number("intervals", "exponent in k")},
      {}};
  for (const Value& shape : distinct(rows, "shape")) {
    const std::vector<Record> own = where(rows, "shape", shape);
    table.rows.push_back({shape, static_cast<std::int64_t>(own.size()),
                          largest(own, "gap", "printed"),
                          largest(own, "gap", "halved"),
                          largest(own, "gap", "certified"),
                          t_interval(gap_exponents(own, "candidates")),
                          t_interval(gap_exponents(own, "intervals"))});
  }
  return table;
}

Table greedy_table(const std::vector<Record>& rows) {
  Table table{
      "greedy",
      "Theorem 9: the greedy ADAQUANT against the best k intervals",
      "Largest over sizes, k and repetitions, delta = 0. ADAQUANT may use up "
      "to 2 (1 + gamma) k intervals, and its MV is at most (1 + 1/gamma) times "
      "that of the best k. With an odd number of intervals one more can be "
      "left, "
      "2 ceil((1 + gamma) k) + 1: every pair is then among those that stay "
      "split. The program picks k of its intervals: the paper "
      "says that this is a 2-approximation (table adversary).",
      {text("shape", "shape"), number("gamma", "gamma"),
       count("cases", "cases"), number("greedy_ratio", "MV / OPT_k"),
       number("bound", "bound on it"), number("used", "intervals / limit"),
       number("odd", "intervals / (2 ceil + 1)"),
       number("program_ratio", "MV of the program / OPT_k", 4)},
      {}};
  for (const Value& shape : distinct(rows, "shape")) {
    for (const Value& gamma : distinct(rows, "gamma")) {
      const auto own = where(where(rows, "shape", shape), "gamma", gamma);
      if (own.empty()) continue;
      table.rows.push_back(
          {shape, gamma, static_cast<std::int64_t>(own.size()),
           largest(own, "greedy_ratio"), own.front().at("bound"),
           largest(own, "used", "limit"), largest(own, "used", "odd_limit"),
           largest(own, "program_ratio")});
    }
  }
  return table;
}

Table work_table(const std::vector<Record>& rows) {
  Table table{
      "greedy_work",
      "Theorem 8: the work of ADAQUANT",
      "Pairs whose cost is looked at, largest over shapes, k, gamma and "
      "repetitions; selection of the pairs that stay split takes as many "
      "steps, and the sort N log N. The paper: O(N (log(N / gamma) + log log "
      "(1 / delta))).",
      {count("points", "N"), count("merges", "pairs looked at"),
       number("share", "over N log2 N"), count("rounds", "rounds")},
      {}};
  for (const Value& points : distinct(rows, "points")) {
    const std::vector<Record> own = where(rows, "points", points);
    const double n = points.number();
    const double merges = largest(own, "merges");
    table.rows.push_back({points, static_cast<std::int64_t>(merges),
                          merges / (n * std::log2(n)),
                          static_cast<std::int64_t>(largest(own, "rounds"))});
  }
  return table;
}

Table methods_table(const CellMaker& cells, const std::vector<Record>& rows) {
  Table table{
      "methods",
      "MV of every method over the optimum",
      "Mean over repetitions of MV / OPT at equal numbers of levels, except "
      "for greedy_merge, whose (up to) four times as many intervals are why it "
      "is below 1. Lloyd-Max levels are optimal for nearest rounding, not for "
      "this objective. '-': more levels than different points.",
      {text("method", "method")},
      {}};
  const Record& parameters = cells.settings().parameters;
  table.title +=
      " (N = " + std::to_string(parameters.integer("methods.points")) + ", " +
      std::to_string(parameters.integer("methods.levels")) + " levels)";
  const std::vector<Value> shapes = distinct(rows, "shape");
  for (const Value& shape : shapes) {
    table.columns.push_back(
        {shape.text(), shape.text(), "", ColumnFormat::kNumber, 4});
  }
  for (const Value& method : distinct(rows, "method")) {
    std::vector<Value> row = {method};
    for (const Value& shape : shapes) {
      RunningStatistics ratios;
      for (const Record& own :
           where(where(rows, "method", method), "shape", shape)) {
        ratios.add(own.number("ratio"));
      }
      row.push_back(ratios.count() == 0 ? Value() : Value(ratios.mean()));
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

Table adversary_table(const std::vector<Record>& rows) {
  Table table{
      "adversary",
      "Search for the worst of the program on the greedy's levels",
      "MV of the dynamic program on ADAQUANT's 4k intervals over that of the "
      "best k intervals; the paper says at most 2. Hill climbing over places "
      "and multiplicities of the points from drawn instances of every shape. "
      "ADAQUANT itself, with its 4k intervals, stays below 2 (Theorem 9).",
      {count("multiplicity", "most points at a place"), count("intervals", "k"),
       count("instances", "instances tried"),
       number("start_ratio", "worst drawn", 4),
       number("ratio", "worst found", 4),
       number("greedy_ratio", "worst of ADAQUANT"),
       text("shape", "found from")},
      {}};
  for (const Value& multiplicity : distinct(rows, "multiplicity")) {
    for (const Value& intervals : distinct(rows, "intervals")) {
      const auto own = where(where(rows, "multiplicity", multiplicity),
                             "intervals", intervals);
      const Record* worst = row_of_largest(own, "ratio");
      if (worst == nullptr) continue;
      table.rows.push_back({static_cast<std::int64_t>(multiplicity.number()),
                            intervals, sum(own, "instances"),
                            largest(own, "start_ratio"), worst->at("ratio"),
                            largest(own, "greedy_ratio"), worst->at("shape")});
    }
  }
  return table;
}

Table worst_instance_table(const std::vector<Record>& rows) {
  Table table{
      "worst_instance",
      "The worst instance that the search found",
      "Its points, how many lie at each, and whose levels they are: enough to "
      "check the ratio by hand.",
      {number("point", "point", 17), count("multiplicity", "points there"),
       text("exact", "exact"), text("program", "program on greedy's levels")},
      {}};
  const Record* worst = row_of_largest(rows, "ratio");
  if (worst == nullptr) return table;
  const std::vector<double> exact = worst->numbers("exact_levels");
  const std::vector<double> own = worst->numbers("own_levels");
  const std::vector<double> points = worst->numbers("points");
  const std::vector<double> weights = worst->numbers("weights");
  const auto mark = [](const std::vector<double>& levels, double point) {
    return std::find(levels.begin(), levels.end(), point) == levels.end()
               ? ""
               : "level";
  };
  for (std::size_t i = 0; i < points.size(); ++i) {
    table.rows.push_back({points[i], static_cast<std::int64_t>(weights[i]),
                          mark(exact, points[i]), mark(own, points[i])});
  }
  return table;
}

Table constructed_table(const std::vector<Record>& rows) {
  Table table{
      "constructed",
      "A family without a bound on the ratio",
      "Two intervals, one point each at 0, .1, .2, .3, .5 - w, .5 + w, .7, "
      ".8, .9 and 1, and m = .005 / w^2 points at .5. Merging the pair around "
      ".5 costs m w^2 = .005, less than any of the other four pairs, so the "
      "greedy (4k = 8 of 10 intervals) gives up .5; every level that is left "
      "costs the m points m w / 2 = .0025 / w. Distinct: the m points are "
      "spread "
      "over w / 10,000 about .5.",
      {number("width", "w"), text("distinct", "m points at .5"),
       count("multiplicity", "m"),
       number("ratio", "MV of the program / OPT_k", 4),
       number("greedy_ratio", "MV of ADAQUANT / OPT_k"),
       number("own_level", "inner level of the program", 6),
       number("exact_level", "inner level of the optimum", 6)},
      {}};
  for (const Record& row : rows) {
    table.rows.push_back(
        {row.at("width"), row.boolean("distinct") ? "distinct" : "together",
         static_cast<std::int64_t>(row.number("multiplicity")), row.at("ratio"),
         row.at("greedy_ratio"), row.at("own_level"), row.at("exact_level")});
  }
  return table;
}

Table feature_table(const CellMaker& cells, const Results& results) {
  Table table{
      "features",
      "Levels of real features",
      "Each feature after min-max to [0, 1]. Crowding: levels a unit of length "
      "between the quartiles over levels a unit of length of the whole range "
      "(1 for uniform levels; '-' where the quartiles coincide). Saved bits: "
      "log2(uniform MV / exact MV) / 2, as each bit quarters a uniform MV.",
      {text("data", "data"), count("feature", "feature"),
       number("skewness", "skewness"), count("distinct", "different values"),
       number("exact", "MV, exact levels"),
       number("uniform", "MV, uniform levels"), number("saved", "saved bits"),
       number("crowding", "crowding")},
      {}};
  table.title +=
      " (" +
      std::to_string(cells.settings().parameters.integer("figure.levels")) +
      " levels)";
  for (const ProblemSpec& data : cells.data()) {
    for (const Record& row : features_of(cells, results, data)) {
      const double exact = row.number("exact");
      table.rows.push_back(
          {data.title(), row.at("feature"), row.at("skewness"),
           row.at("distinct"), exact, row.at("uniform"),
           exact > 0 ? Value(std::log2(row.number("uniform") / exact) / 2)
                     : Value(),
           row.number("crowding") > 0 ? row.at("crowding") : Value()});
    }
  }
  return table;
}

}  // namespace

std::vector<Table> make_tables(const CellMaker& cells, const Measured& measured,
                               const Results& results) {
  return {brute_force_table(measured.at("brute_force")),
          off_points_table(measured.at("off_points")),
          discretised_table(measured.at("discretised")),
          greedy_table(measured.at("greedy")),
          work_table(measured.at("greedy")),
          methods_table(cells, measured.at("methods")),
          adversary_table(measured.at("adversary")),
          worst_instance_table(measured.at("adversary")),
          constructed_table(measured.at("constructed")),
          feature_table(cells, results)};
}

}  // namespace zipml::optimal_levels
