#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/base/statistics.h"
#include "experiments/optimal_levels/analysis.h"

namespace zipml::optimal_levels {
namespace {

Series marks(std::string label, int color, const std::vector<double>& levels,
             double height) {
  Series series{
      .label = std::move(label), .color = color, .form = SeriesForm::kPoints};
  for (const double level : levels) series.add(level, height);
  return series;
}

Series outline(const std::vector<double>& bins) {
  Series series{.label = "share of values", .form = SeriesForm::kOutline};
  const double width = 1 / static_cast<double>(bins.size());
  for (std::size_t i = 0; i < bins.size(); ++i) {
    const double left = static_cast<double>(i) * width;
    series.add(left, bins[i]);
    series.add(left + width, bins[i]);
  }
  return series;
}

Figure levels_figure(const std::vector<FeatureSet>& sets, std::int64_t levels) {
  Figure figure{
      .id = "levels",
      .title = fmt::format("{} levels of a real feature (Fig 3)", levels),
      .caption =
          "Histogram (50 bins) of the most left-skewed feature after min-max, "
          "and above it the levels: exact, which crowd where the values are, "
          "and uniform. The paper's Fig 3 shows the same picture for a "
          "left-skewed feature that it does not name, with about 16 levels."};
  for (const FeatureSet& set : sets) {
    const Record* shown = set.shown(levels);
    if (shown == nullptr) continue;
    const std::vector<double> bins = shown->numbers("bins");
    const double top = *std::max_element(bins.begin(), bins.end());
    figure.panels.push_back(
        {.title = fmt::format("{}, feature {}", set.problem.title(),
                              shown->integer("feature")),
         .x = {.label = "value after min-max", .min = 0.0, .max = 1.0},
         .y = {.label = "share of values in a bin",
               .min = 0.0,
               .max = 1.4 * top},
         .series = {outline(bins),
                    marks("exact levels", 1, shown->numbers("exact_levels"),
                          1.12 * top),
                    marks("uniform levels", 2, shown->numbers("uniform_levels"),
                          1.28 * top)}});
  }
  return figure;
}

// The mean of a field over rows against another, x.
Series mean_line(std::string label, int color, const Rows& rows,
                 const std::string& x, const std::string& y) {
  Series series{.label = std::move(label), .color = color, .markers = true};
  std::vector<Value> places = distinct(rows, x);
  std::sort(places.begin(), places.end(), [](const Value& a, const Value& b) {
    return a.number() < b.number();
  });
  for (const Value& place : places) {
    RunningStatistics statistics;
    for (const Record& row : where(rows, x, place)) {
      statistics.add(row.number(y));
    }
    series.add(place.number(), statistics.mean());
  }
  return series;
}

Figure discretised_figure(const Rows& rows) {
  Figure figure{
      .id = "discretised",
      .title = "Levels on M candidates: gap and bound (Theorem 2)",
      .caption =
          "Mean variance MV of the best levels on the edges of M equal cells "
          "minus the "
          "optimum, mean over repetitions; dotted, the printed bound with the "
          "b and c of the very points. Points in [0, 1], so MV has no unit."};
  for (const char* shape : {"uniform", "normal", "log-normal"}) {
    const Rows of_shape = where(rows, "shape", shape);
    if (of_shape.empty()) continue;
    Panel panel{
        .title = shape,
        .x = {.label = "candidates M", .logarithmic = true},
        .y = {.label = "mean variance above optimum", .logarithmic = true}};
    int color = 0;
    for (const Rows& line : grouped(of_shape, {"intervals"})) {
      const std::string k =
          fmt::format("k = {}", line.front().integer("intervals"));
      panel.series.push_back(mean_line(k, color, line, "candidates", "gap"));
      Series bound =
          mean_line("bound, " + k, color, line, "candidates", "printed");
      bound.origin = Origin::kTheory;
      bound.markers = false;
      panel.series.push_back(std::move(bound));
      ++color;
    }
    figure.panels.push_back(std::move(panel));
  }
  return figure;
}

Figure approximation_figure(const Rows& constructed) {
  Figure figure{
      .id = "two_approximation",
      .title = "The dynamic program on ADAQUANT's levels against the optimum",
      .caption =
          "Mean variance over OPT_k, that of the best k intervals, on a family "
          "of instances with "
          "a pair of points at distance w around .005 / w^2 (distinct) points "
          "near 1/2 (table constructed). The paper says that the program stays "
          "below 2; ADAQUANT itself, with its 4k intervals, does (Theorem 9)."};
  const Rows rows = where(constructed, "distinct", true);
  if (rows.empty()) return figure;
  Series program =
      mean_line("dynamic program on ADAQUANT's levels, k intervals", 1, rows,
                "width", "ratio");
  Series greedy =
      mean_line("ADAQUANT, 4k intervals", 2, rows, "width", "greedy_ratio");
  Series two{.label = "twice the optimum", .origin = Origin::kTheory};
  for (const double width : program.x) two.add(width, 2);
  figure.panels.push_back(
      {.x = {.label = "w (points are in [0, 1])", .logarithmic = true},
       .y = {.label = "mean variance / OPT_k", .logarithmic = true},
       .series = {std::move(program), std::move(greedy), std::move(two)}});
  return figure;
}

struct TimedMethod {
  const char* label = "";
  const char* method = "";
  bool sorted = true;
};

constexpr TimedMethod kTimed[] = {
    {.label = "exact", .method = "exact"},
    {.label = "exact, any order", .method = "exact", .sorted = false},
    {.label = "near-linear, any order",
     .method = "near_linear",
     .sorted = false},
    {.label = "divide and conquer", .method = "divide_and_conquer"},
    {.label = "dynamic program", .method = "dynamic_program"},
    {.label = "discretised, M = 1000", .method = "discretised"},
    {.label = "ADAQUANT", .method = "greedy_merge"},
    {.label = "dynamic program on ADAQUANT's",
     .method = "greedy_then_dynamic_program"},
};

// Against one of levels and log2_points, where the other one is 16.
Panel time_panel(std::string title, Axis axis, const Rows& rows,
                 const std::string& across) {
  Panel panel{.title = std::move(title),
              .x = std::move(axis),
              .y = {.label = "time (ms)", .logarithmic = true}};
  int color = 0;
  for (const TimedMethod& timed : kTimed) {
    panel.series.push_back(mean_line(
        timed.label, color++,
        where(where(rows, "method", timed.method), "sorted", timed.sorted),
        across, "milliseconds"));
  }
  return panel;
}

Figure time_figure(const Rows& rows) {
  Figure figure{
      .id = "time",
      .title = "Time of the methods (measured on this machine)",
      .caption =
          "Median time on one core, log-normal points, sorted unless the label "
          "says any order. Depends on the machine; not part of any verdict. "
          "What other solvers took on another machine is in the table "
          "time_peers."};
  const Rows by_points = where(rows, "levels", 16);
  if (!by_points.empty()) {
    figure.panels.push_back(
        time_panel("16 levels", {.label = "log2 of the number of points"},
                   by_points, "log2_points"));
  }
  const Rows by_levels = where(rows, "log2_points", 16);
  if (!by_levels.empty()) {
    figure.panels.push_back(time_panel("2^16 points",
                                       {.label = "levels", .logarithmic = true},
                                       by_levels, "levels"));
  }
  return figure;
}

}  // namespace

std::vector<Figure> make_figures(const TaskRows& rows) {
  return {levels_figure(rows.sets, rows.figure_levels),
          discretised_figure(rows.discretised),
          approximation_figure(rows.constructed), time_figure(rows.timing)};
}

}  // namespace zipml::optimal_levels
