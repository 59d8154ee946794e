#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/base/statistics.h"
#include "core/harness/findings/table_of.h"
#include "experiments/optimal_levels/analysis.h"

namespace zipml::optimal_levels {
namespace {

// Columns of tables whose row stands for rows that agree in some fields: of
// the columns' own names, or of a field over another.
ColumnOf<Rows> shared(Column column) {
  return {column, [name = column.name](const Rows& rows) {
            return rows.front().at(name);
          }};
}

ColumnOf<Rows> total(Column column) {
  return {column,
          [name = column.name](const Rows& rows) { return sum(rows, name); }};
}

ColumnOf<Rows> most(Column column) {
  return {column, [name = column.name](const Rows& rows) {
            return largest(rows, name);
          }};
}

ColumnOf<Rows> most_of(Column column, const std::string& name,
                       const std::string& over) {
  return {std::move(column),
          [name, over](const Rows& rows) { return largest(rows, name, over); }};
}

ColumnOf<Rows> cases() {
  return {integer_column("cases", "cases"), [](const Rows& rows) {
            return static_cast<std::int64_t>(rows.size());
          }};
}

// A whole number that is kept as a double.
ColumnOf<Record> whole_field(Column column) {
  return {column, [name = column.name](const Record& row) {
            return static_cast<std::int64_t>(row.number(name));
          }};
}

Column shape_column() { return text_column("shape", "shape"); }

Table brute_force_table(const Rows& rows) {
  return table_of<Rows>(
      {"brute_force", "Exact methods against brute force",
       "Small instances of every shape, half of them weighted, 2 to 6 levels: "
       "the least MV over every choice of levels among the points. An instance "
       "agrees when the method's levels, and the MV that it reports, differ "
       "from that by at most 1e-12 of it (rounding)."},
      grouped(rows, {"method"}),
      {shared(text_column("method", "method")),
       total(integer_column("instances", "instances")),
       total(integer_column("agree", "agree")),
       most(number_column("worst", "largest relative difference", "", 3))});
}

Table off_points_table(const Rows& rows) {
  return table_of<Rows>(
      {"off_points", "Lemma 3: levels off the points",
       "Searches over real levels, from random starts and from beside the "
       "optimum; the advantage is the largest (optimum at points - found) / "
       "optimum, which would be above rounding (1e-12) if the lemma were "
       "wrong. Moves: one level of a random set moved between two neighbouring "
       "points; the bend is the largest departure of MV from a straight line "
       "(the paper's A b + C), relative to its ends; the gain is the largest "
       "by which a place between the points beats both."},
      grouped(rows, {"shape"}),
      {shared(shape_column()),
       total(integer_column("searches", "searches")),
       {percent_column("reached", "reached the optimum"),
        [](const Rows& of_shape) {
          return known(static_cast<double>(sum(of_shape, "reached")) /
                       static_cast<double>(sum(of_shape, "searches")));
        }},
       most(number_column("advantage", "advantage", "", 3)),
       total(integer_column("moves", "moves")),
       most(number_column("bend", "bend", "", 3)),
       most(number_column("better", "gain between points", "", 3))});
}

ColumnOf<Rows> gap_exponent(const std::string& x, const std::string& label) {
  return {number_column(x, label, "", 3),
          [x](const Rows& rows) { return t_interval(gap_exponents(rows, x)); }};
}

Table discretised_table(const Rows& rows) {
  return table_of<Rows>(
      {"discretised", "Theorem 2: levels on M candidates",
       "Gap: MV of the best levels on the edges of M equal cells minus the "
       "optimum. The printed bound is a^2 b k / (4 M^3) + a^2 b c^2 / (M k) "
       "with a = 1 and the b and c of the very points; the halved one has c^2 "
       "/ 2 (the sum behind it is 1 + 2 + ... + cM/k); the solver's certified "
       "gap is its own bound of second order. Columns: the largest gap over "
       "each (at most 1 if the bound holds), and the exponents of the gap in M "
       "and k with 95 % t intervals over repetitions and sizes. The paper: "
       "O(1/(M k)), exponents -1 and -1."},
      grouped(rows, {"shape"}),
      {shared(shape_column()), cases(),
       most_of(number_column("printed", "gap / printed bound", "", 3), "gap",
               "printed"),
       most_of(number_column("halved", "gap / halved bound", "", 3), "gap",
               "halved"),
       most_of(number_column("certified", "gap / certified gap", "", 3), "gap",
               "certified"),
       gap_exponent("candidates", "exponent in M"),
       gap_exponent("intervals", "exponent in k")});
}

Table greedy_table(const Rows& rows) {
  return table_of<Rows>(
      {"greedy", "Theorem 9: the greedy ADAQUANT against the best k intervals",
       "Largest over sizes, k and repetitions, delta = 0. ADAQUANT may use up "
       "to 2 (1 + gamma) k intervals, and its MV is at most (1 + 1/gamma) "
       "times that of the best k. With an odd number of intervals one more can "
       "be left, 2 ceil((1 + gamma) k) + 1: every pair is then among those "
       "that stay split. The program picks k of its intervals: the paper says "
       "that this is a 2-approximation (table adversary)."},
      grouped(rows, {"shape", "gamma"}),
      {shared(shape_column()), shared(number_column("gamma", "gamma", "", 3)),
       cases(), most(number_column("greedy_ratio", "MV / OPT_k", "", 3)),
       shared(number_column("bound", "bound on it", "", 3)),
       most_of(number_column("used", "intervals / limit", "", 3), "used",
               "limit"),
       most_of(number_column("odd", "intervals / (2 ceil + 1)", "", 3), "used",
               "odd_limit"),
       most(number_column("program_ratio", "MV of the program / OPT_k"))});
}

ColumnOf<Rows> largest_count(Column column) {
  return {column, [name = column.name](const Rows& rows) {
            return static_cast<std::int64_t>(largest(rows, name));
          }};
}

Table work_table(const Rows& rows) {
  return table_of<Rows>(
      {"greedy_work", "Theorem 8: the work of ADAQUANT",
       "Pairs whose cost is looked at, and comparisons of costs that select "
       "those that stay split: largest over shapes, k, gamma and repetitions, "
       "counted and not timed. Points come sorted; a sort before takes N log "
       "N. The paper: O(N (log(N / gamma) + log log (1 / delta)))."},
      grouped(rows, {"points"}),
      {shared(integer_column("points", "N")),
       largest_count(integer_column("merges", "pairs looked at")),
       largest_count(integer_column("comparisons", "comparisons")),
       {number_column("share", "both over N log2 N", "", 3),
        [](const Rows& of_size) {
          double most = 0;
          for (const Record& row : of_size) {
            most = std::max(most, work_over_n_log_n(row));
          }
          return most;
        }},
       largest_count(integer_column("rounds", "rounds"))});
}

Table methods_table(const TaskRows& rows) {
  std::vector<ColumnOf<Rows>> columns = {
      shared(text_column("method", "method"))};
  for (const std::string& shape : rows.shapes) {
    columns.push_back(
        {number_column(shape, shape), [shape](const Rows& of_method) {
           RunningStatistics ratios;
           for (const Record& row : where(of_method, "shape", shape)) {
             ratios.add(row.number("ratio"));
           }
           return ratios.count() == 0 ? Value() : Value(ratios.mean());
         }});
  }
  return table_of<Rows>(
      {"methods",
       fmt::format("MV of every method over the optimum (N = {}, {} levels)",
                   rows.methods_points, rows.methods_levels),
       "Mean over repetitions of MV / OPT at equal numbers of levels, except "
       "for greedy_merge, whose (up to) four times as many intervals are why "
       "it is below 1. Lloyd-Max levels are optimal for nearest rounding, not "
       "for this objective. '-': more levels than different points."},
      grouped(rows.methods, {"method"}), columns);
}

Table adversary_table(const Rows& rows) {
  return table_of<Rows>(
      {"adversary",
       "Search for the worst of the program on the greedy's levels",
       "MV of the dynamic program on ADAQUANT's 4k intervals over that of the "
       "best k intervals; the paper says at most 2. Hill climbing over places "
       "and multiplicities of the points from drawn instances of every shape. "
       "ADAQUANT itself, with its 4k intervals, stays below 2 (Theorem 9)."},
      grouped(rows, {"multiplicity", "intervals"}),
      {{integer_column("multiplicity", "most points at a place"),
        [](const Rows& of_both) {
          return static_cast<std::int64_t>(
              of_both.front().number("multiplicity"));
        }},
       shared(integer_column("intervals", "k")),
       total(integer_column("instances", "instances tried")),
       most(number_column("start_ratio", "worst drawn")),
       most(number_column("ratio", "worst found")),
       most(number_column("greedy_ratio", "worst of ADAQUANT", "", 3)),
       {text_column("shape", "found from"), [](const Rows& of_both) {
          return row_of_largest(of_both, "ratio")->at("shape");
        }}});
}

// Points that share a place, and whose levels stand there.
struct Place {
  double point = 0;
  double weight = 0;
  bool exact = false, program = false;
};

std::vector<Place> places_of(const Record& instance) {
  const std::vector<double> points = instance.numbers("points");
  const std::vector<double> weights = instance.numbers("weights");
  const auto is_level = [&](const char* levels, double point) {
    const std::vector<double> all = instance.numbers(levels);
    return std::find(all.begin(), all.end(), point) != all.end();
  };
  std::vector<Place> places;
  for (std::size_t i = 0; i < points.size(); ++i) {
    places.push_back({.point = points[i],
                      .weight = weights[i],
                      .exact = is_level("exact_levels", points[i]),
                      .program = is_level("own_levels", points[i])});
  }
  return places;
}

ColumnOf<Place> mark(Column column, bool Place::*is_level) {
  return {std::move(column), [is_level](const Place& place) {
            return place.*is_level ? "level" : "";
          }};
}

Table worst_instance_table(const Rows& rows) {
  const Record* worst = row_of_largest(rows, "ratio");
  return table_of<Place>(
      {"worst_instance", "The worst instance that the search found",
       "Its points, how many lie at each, and whose levels they are: enough to "
       "check the ratio by hand."},
      worst == nullptr ? std::vector<Place>() : places_of(*worst),
      {{number_column("point", "point", "", 17), &Place::point},
       {integer_column("multiplicity", "points there"),
        [](const Place& place) {
          return static_cast<std::int64_t>(place.weight);
        }},
       mark(text_column("exact", "exact"), &Place::exact),
       mark(text_column("program", "program on greedy's levels"),
            &Place::program)});
}

Table constructed_table(const Rows& rows) {
  return table_of<Record>(
      {"constructed", "A family without a bound on the ratio",
       "Two intervals, one point each at 0, .1, .2, .3, .5 - w, .5 + w, .7, "
       ".8, .9 and 1, and m = .005 / w^2 points at .5. Merging the pair around "
       ".5 costs m w^2 = .005, less than any of the other four pairs, so the "
       "greedy (4k = 8 of 10 intervals) gives up .5; every level that is left "
       "costs the m points m w / 2 = .0025 / w. Distinct: the m points are "
       "spread over w / 10,000 about .5."},
      rows,
      {field(number_column("width", "w", "", 3)),
       {text_column("distinct", "m points at .5"),
        [](const Record& row) {
          return row.boolean("distinct") ? "distinct" : "together";
        }},
       whole_field(integer_column("multiplicity", "m")),
       field(number_column("ratio", "MV of the program / OPT_k")),
       field(number_column("greedy_ratio", "MV of ADAQUANT / OPT_k", "", 3)),
       field(number_column("own_level", "inner level of the program", "", 6)),
       field(
           number_column("exact_level", "inner level of the optimum", "", 6))});
}

Table feature_table(const TaskRows& rows) {
  Rows features;
  for (const FeatureSet& set : rows.sets) {
    for (Record row : set.features) {
      row.set("data", set.problem.title());
      features.push_back(std::move(row));
    }
  }
  return table_of<Record>(
      {"features",
       fmt::format("Levels of real features ({} levels)", rows.figure_levels),
       "Each feature after min-max to [0, 1]. Crowding: levels a unit of "
       "length between the quartiles over levels a unit of length of the whole "
       "range (1 for uniform levels; '-' where the quartiles coincide). Saved "
       "bits: log2(uniform MV / exact MV) / 2, as each bit quarters a uniform "
       "MV."},
      features,
      {field(data_column()),
       field(integer_column("feature", "feature")),
       field(number_column("skewness", "skewness", "", 3)),
       field(integer_column("distinct", "different values")),
       field(number_column("exact", "MV, exact levels", "", 3)),
       field(number_column("uniform", "MV, uniform levels", "", 3)),
       {number_column("saved", "saved bits", "", 3),
        [](const Record& row) {
          const double exact = row.number("exact");
          return exact > 0 ? Value(std::log2(row.number("uniform") / exact) / 2)
                           : Value();
        }},
       field(number_column("crowding", "crowding", "", 3))});
}

}  // namespace

std::vector<Table> make_tables(const TaskRows& rows) {
  return {brute_force_table(rows.brute_force),
          off_points_table(rows.off_points),
          discretised_table(rows.discretised),
          greedy_table(rows.greedy),
          work_table(rows.greedy),
          methods_table(rows),
          adversary_table(rows.adversary),
          worst_instance_table(rows.adversary),
          constructed_table(rows.constructed),
          feature_table(rows)};
}

}  // namespace zipml::optimal_levels
