#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/base/statistics.h"
#include "experiments/optimal_levels/analysis.h"
#include "experiments/optimal_levels/peers.h"

namespace zipml::optimal_levels {
namespace {

constexpr double kGap = std::numeric_limits<double>::quiet_NaN();

// A row of marks without a line between them.
Series marks(const std::vector<double>& levels, double height) {
  Series series;
  series.markers = true;
  for (const double level : levels) {
    series.x.insert(series.x.end(), {level, level});
    series.y.insert(series.y.end(), {height, kGap});
  }
  return series;
}

// Dotted, as lines without marks are.
Series outline(const std::vector<double>& bins) {
  Series series{.label = "share of values"};
  const double width = 1 / static_cast<double>(bins.size());
  for (std::size_t i = 0; i < bins.size(); ++i) {
    const double left = static_cast<double>(i) * width;
    series.x.insert(series.x.end(), {left, left + width});
    series.y.insert(series.y.end(), {bins[i], bins[i]});
  }
  series.origin = Origin::kTheory;
  return series;
}

Figure levels_figure(const CellMaker& cells, const Results& results) {
  const auto count = cells.settings().parameters.integer("figure.levels");
  Figure figure{
      "levels",
      fmt::format("{} levels of a real feature (Fig 3)", count),
      "Histogram (50 bins) of the most left-skewed feature after min-max, and "
      "above it the levels: exact, which crowd where the values are, and "
      "uniform. The paper's Fig 3 shows the same picture for a left-skewed "
      "feature that it does not name, with about 16 levels.",
      {}};
  for (const ProblemSpec& data : cells.data()) {
    const std::vector<Record> features = features_of(cells, results, data);
    const Record* shown = shown_feature(features, count);
    if (shown == nullptr) continue;
    const std::vector<double> bins = shown->numbers("bins");
    const double top = *std::max_element(bins.begin(), bins.end());
    Panel panel{
        fmt::format("{}, feature {}", data.title(), shown->integer("feature")),
        {.label = "value after min-max", .min = 0.0, .max = 1.0},
        {.label = "share of values in a bin", .min = 0.0, .max = 1.4 * top},
        {outline(bins)}};
    Series exact = marks(shown->numbers("exact_levels"), 1.12 * top);
    exact.label = "exact levels";
    exact.color = 1;
    Series uniform = marks(shown->numbers("uniform_levels"), 1.28 * top);
    uniform.label = "uniform levels";
    uniform.color = 2;
    panel.series.push_back(std::move(exact));
    panel.series.push_back(std::move(uniform));
    figure.panels.push_back(std::move(panel));
  }
  return figure;
}

// The mean of y over rows against x.
Series mean_line(const std::vector<Record>& rows, const std::string& x,
                 const std::string& y) {
  Series series;
  series.markers = true;
  std::vector<Value> places = distinct(rows, x);
  std::sort(places.begin(), places.end(), [](const Value& a, const Value& b) {
    return a.number() < b.number();
  });
  for (const Value& place : places) {
    RunningStatistics statistics;
    for (const Record& row : where(rows, x, place)) {
      statistics.add(row.number(y));
    }
    series.x.push_back(place.number());
    series.y.push_back(statistics.mean());
  }
  return series;
}

Figure discretised_figure(const std::vector<Record>& rows) {
  Figure figure{
      "discretised",
      "Levels on M candidates: gap and bound (Theorem 2)",
      "MV of the best levels on the edges of M equal cells minus the optimum, "
      "mean over repetitions; dotted, the printed bound with the b and c of "
      "the very points. Points in [0, 1], so MV has no unit.",
      {}};
  for (const char* shape : {"uniform", "normal", "log-normal"}) {
    const auto own = where(rows, "shape", shape);
    if (own.empty()) continue;
    Panel panel{shape,
                {.label = "candidates M", .logarithmic = true},
                {.label = "MV above the optimum", .logarithmic = true},
                {}};
    int color = 0;
    for (const Value& intervals : distinct(own, "intervals")) {
      const auto line = where(own, "intervals", intervals);
      Series gap = mean_line(line, "candidates", "gap");
      gap.label = fmt::format("k = {}", intervals.integer());
      gap.color = color;
      Series bound = mean_line(line, "candidates", "printed");
      bound.label = fmt::format("bound, k = {}", intervals.integer());
      bound.origin = Origin::kTheory;
      bound.markers = false;
      bound.color = color++;
      panel.series.push_back(std::move(gap));
      panel.series.push_back(std::move(bound));
    }
    figure.panels.push_back(std::move(panel));
  }
  return figure;
}

Figure approximation_figure(const Measured& measured) {
  Figure figure{
      "two_approximation",
      "The program on the greedy's levels against OPT_k",
      "MV over that of the best k intervals on a family of instances with a "
      "pair of points at distance w around .005 / w^2 (distinct) points near "
      "1/2 (table constructed). "
      "The paper says that the program stays below 2; ADAQUANT itself, with "
      "its 4k intervals, does (Theorem 9).",
      {}};
  const std::vector<Record> rows =
      where(measured.at("constructed"), "distinct", true);
  if (rows.empty()) return figure;
  Panel panel{"",
              {.label = "w (points are in [0, 1])", .logarithmic = true},
              {.label = "MV / OPT_k", .logarithmic = true},
              {}};
  Series program = mean_line(rows, "width", "ratio");
  program.label = "program on greedy's levels, k intervals";
  program.color = 1;
  Series greedy = mean_line(rows, "width", "greedy_ratio");
  greedy.label = "ADAQUANT, 4k intervals";
  greedy.color = 2;
  Series two{.label = "2", .origin = Origin::kTheory};
  two.x = program.x;
  two.y.assign(two.x.size(), 2);
  panel.series = {std::move(program), std::move(greedy), std::move(two)};
  figure.panels.push_back(std::move(panel));
  return figure;
}

struct TimedMethod {
  const char* method;
  bool sorted;
  const char* label;
};

constexpr TimedMethod kTimed[] = {
    {"exact", true, "exact"},
    {"exact", false, "exact, any order"},
    {"near_linear", false, "near_linear, any order"},
    {"divide_and_conquer", true, "divide and conquer"},
    {"dynamic_program", true, "dynamic program"},
    {"discretised", true, "discretised, M = 1000"},
    {"greedy_merge", true, "ADAQUANT"},
    {"greedy_then_dynamic_program", true, "program on greedy's"},
};

Panel time_panel(const std::vector<Record>& rows, const std::string& across,
                 const std::string& label, const std::string& title) {
  Panel panel{title,
              {.label = label, .logarithmic = across == "levels"},
              {.label = "CPU time (ms)", .logarithmic = true},
              {}};
  int color = 0;
  for (const TimedMethod& timed : kTimed) {
    const auto own =
        where(where(rows, "method", timed.method), "sorted", timed.sorted);
    Series series = mean_line(own, across, "milliseconds");
    series.label = timed.label;
    series.color = color++;
    panel.series.push_back(std::move(series));
  }
  return panel;
}

// What another solver takes, where it was measured.
Series peer(const char* label, int color, double PeerTime::*milliseconds,
            const std::function<bool(const PeerTime&)>& is_shown,
            int PeerTime::*x) {
  Series series{.label = label, .origin = Origin::kPaper, .color = color};
  for (const PeerTime& time : kPeerTimes) {
    if (!is_shown(time)) continue;
    series.x.push_back(time.*x);
    series.y.push_back(time.*milliseconds);
  }
  return series;
}

Figure time_figure(const std::vector<Record>& rows) {
  Figure figure{
      "time",
      "Time of the methods (measured on this machine)",
      "Median CPU time on one core, log-normal points, sorted unless the label "
      "says any order. Dashed: exact forms of other solvers, as measured on "
      "another machine (table time_peers). Depends on the machine; not part of "
      "any verdict.",
      {}};
  const auto add = [&](Panel panel, int PeerTime::*x,
                       const std::function<bool(const PeerTime&)>& is_shown) {
    panel.series.push_back(peer("QUIVER (elsewhere)", 1,
                                &PeerTime::quiver_milliseconds, is_shown, x));
    panel.series.push_back(
        peer("IPAQ (elsewhere)", 3, &PeerTime::ipaq_milliseconds, is_shown, x));
    figure.panels.push_back(std::move(panel));
  };
  const auto by_points = where(rows, "levels", 16);
  if (!by_points.empty()) {
    add(time_panel(by_points, "log2_points", "log2 of the number of points",
                   "16 levels"),
        &PeerTime::log2_points,
        [](const PeerTime& time) { return time.levels == 16; });
  }
  const auto by_levels = where(rows, "log2_points", 16);
  if (!by_levels.empty()) {
    add(time_panel(by_levels, "levels", "levels", "2^16 points"),
        &PeerTime::levels,
        [](const PeerTime& time) { return time.log2_points == 16; });
  }
  return figure;
}

}  // namespace

std::vector<Figure> make_figures(const CellMaker& cells,
                                 const Measured& measured,
                                 const Results& results) {
  return {levels_figure(cells, results),
          discretised_figure(measured.at("discretised")),
          approximation_figure(measured), time_figure(measured.at("timing"))};
}

}  // namespace zipml::optimal_levels
