#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "experiments/optimal_vs_uniform/analysis.h"

namespace zipml::optimal_vs_uniform {
namespace {

constexpr int kFullColor = 0, kUniformColor = 1, kOptimalColor = 2,
              kManyColor = 3;

// Panels of loss curves, and how a curve gets into one.
class LossPanels {
 public:
  LossPanels(const CellMaker& cells, const Results& results)
      : cells_(cells), results_(results) {}

  void add_full(Panel& panel, const ProblemSpec& problem) const {
    add(panel, "32-bit", kFullColor,
        [&](int repetition) { return cells_.full(problem, repetition); });
  }
  void add_low(Panel& panel, const ProblemSpec& problem, Placement placement,
               int bits, std::string label, int color) const {
    add(panel, std::move(label), color, [&](int repetition) {
      return cells_.training(problem, placement, bits, repetition);
    });
  }

 private:
  void add(Panel& panel, std::string label, int color,
           const CellOf& cell_of) const {
    Series series =
        mean_curve(results_, cell_of, cells_.repetitions(), "loss", 1);
    series.label = std::move(label);
    series.color = color;
    panel.series.push_back(std::move(series));
  }

  const CellMaker& cells_;
  const Results& results_;
};

Panel empty_panel(std::string title) {
  return {std::move(title),
          {.label = "epoch", .logarithmic = true},
          {.label = "half-MSE"},
          {}};
}

// The paper's first epochs set the range: ours may start off the panel.
void fit_to_paper(Panel& panel, const std::vector<PaperCurve>& paper,
                  double lowest) {
  double top = -std::numeric_limits<double>::infinity();
  double bottom = lowest;
  for (const PaperCurve& curve : paper) {
    top = std::max(top, curve.values.front());
    bottom = std::min(bottom, curve.values.back());
  }
  panel.y.min = bottom - 0.1 * (top - bottom);
  panel.y.max = top + 0.25 * (top - bottom);
}

// Without curves of the paper: the first epoch may start off the panel.
void fit_from_epoch_2(Panel& panel) {
  double top = -std::numeric_limits<double>::infinity();
  double bottom = std::numeric_limits<double>::infinity();
  for (const Series& series : panel.series) {
    for (std::size_t i = 1; i < series.y.size(); ++i) {
      if (!std::isfinite(series.y[i])) continue;
      top = std::max(top, series.y[i]);
      bottom = std::min(bottom, series.y[i]);
    }
  }
  if (!(bottom <= top)) return;
  // Differences of a few in a thousand are none to look at.
  top = std::max(top, 1.05 * bottom);
  panel.y.min = bottom - 0.1 * (top - bottom);
  panel.y.max = top + 0.1 * (top - bottom);
}

Figure figure_10(const CellMaker& cells, const Results& results,
                 const std::vector<PanelResult>& panels) {
  Figure figure{"figure_10",
                "Uniform against optimal levels (Fig 10)",
                "Half-MSE against epochs, mean over repetitions with 95 % "
                "band; dashed: the paper's curves of Fig 10, which has none "
                "for 32 bits.",
                {}};
  const LossPanels curves(cells, results);
  for (const PanelResult& result : panels) {
    const ProblemSpec& problem = result.problem;
    Panel panel =
        empty_panel(fmt::format("{}, {} bits", problem.title(), result.bits));
    curves.add_full(panel, problem);
    curves.add_low(panel, problem, Placement::kUniform, result.bits, "uniform",
                   kUniformColor);
    curves.add_low(panel, problem, Placement::kOptimal, result.bits, "optimal",
                   kOptimalColor);
    if (const auto paper = paper_curves(problem)) {
      panel.series.push_back(
          paper_series(paper->uniform, "paper: uniform", kUniformColor));
      panel.series.push_back(
          paper_series(paper->optimal, "paper: optimal", kOptimalColor));
      fit_to_paper(panel, {paper->uniform, paper->optimal}, result.optimum);
    } else {
      fit_from_epoch_2(panel);
    }
    figure.panels.push_back(std::move(panel));
  }
  return figure;
}

Figure figure_7a(const CellMaker& cells, const Results& results,
                 const std::vector<PanelResult>& panels) {
  const int few = cells.optimal_bits(), many = cells.uniform_bits();
  Figure figure{
      "figure_7a",
      fmt::format("Optimal {}-bit against uniform {}-bit levels (Fig 7a)", few,
                  many),
      fmt::format("Half-MSE against epochs, mean over repetitions with 95 % "
                  "band; dashed: the paper's curves, on {}.",
                  kFigure7aData),
      {}};
  bool has_paper = false;
  const LossPanels curves(cells, results);
  for (const ProblemSpec& problem : cells.of_figure_7a()) {
    Panel panel = empty_panel(problem.title());
    curves.add_full(panel, problem);
    curves.add_low(panel, problem, Placement::kUniform, few,
                   fmt::format("uniform {}-bit", few), kUniformColor);
    curves.add_low(panel, problem, Placement::kUniform, many,
                   fmt::format("uniform {}-bit", many), kManyColor);
    curves.add_low(panel, problem, Placement::kOptimal, few,
                   fmt::format("optimal {}-bit", few), kOptimalColor);
    const auto result = std::find_if(
        panels.begin(), panels.end(),
        [&](const auto& own) { return own.problem.data == problem.data; });
    const bool papers_own = problem.data == kFigure7aData &&
                            problem.stand_in_for.empty() && few == 3 &&
                            many == 5;
    if (papers_own) {
      const PaperFigure7a paper = paper_figure_7a();
      panel.series.push_back(
          paper_series(paper.full, "paper: 32-bit", kFullColor));
      panel.series.push_back(paper_series(
          paper.few_uniform, "paper: uniform 3-bit", kUniformColor));
      panel.series.push_back(paper_series(
          paper.a, "paper: optimal 3-bit or uniform 5-bit", kManyColor));
      panel.series.push_back(paper_series(
          paper.b, "paper: uniform 5-bit or optimal 3-bit", kOptimalColor));
      fit_to_paper(panel, {paper.full, paper.few_uniform}, result->optimum);
      has_paper = true;
    } else {
      fit_from_epoch_2(panel);
    }
    figure.panels.push_back(std::move(panel));
  }
  if (!has_paper) {
    figure.caption = fmt::format(
        "Half-MSE against epochs, mean over repetitions with 95 % "
        "band. The paper's figure is on {}, which is not here: "
        "these are other sets, without curves of the paper.",
        kFigure7aData);
  }
  return figure;
}

Figure sweep_figure(const std::vector<SweepResult>& sweep) {
  Figure figure{
      "bits_sweep",
      "Loss above 32 bits against bits",
      "Final half-MSE relative to 32-bit training, mean with 95 % band. The "
      "dotted line is the 1 % within which a smooth curve ends. Values at or "
      "below zero are not shown.",
      {}};
  for (const SweepResult& set : sweep) {
    Panel panel{set.problem.title(),
                {.label = "bits"},
                {.label = "final loss / 32-bit loss - 1", .logarithmic = true},
                {}};
    const auto add = [&](const char* label, int color,
                         std::vector<double> SweepResult::Level::*values) {
      Series series{.label = label, .color = color, .markers = true};
      for (const SweepResult::Level& level : set.levels) {
        const Estimate excess = interval(level.*values);
        if (!(excess.mean > 0) || !std::isfinite(excess.mean)) continue;
        series.x.push_back(level.bits);
        series.y.push_back(excess.mean);
        series.low.push_back(excess.low);
        series.high.push_back(excess.high);
      }
      panel.series.push_back(std::move(series));
    };
    add("uniform", kUniformColor, &SweepResult::Level::uniform_excess);
    add("optimal", kOptimalColor, &SweepResult::Level::optimal_excess);
    const double first = set.levels.front().bits;
    const double last = set.levels.back().bits;
    panel.series.push_back({.label = "1 %",
                            .origin = Origin::kTheory,
                            .color = kManyColor,
                            .x = {first, last},
                            .y = {kClose, kClose}});
    figure.panels.push_back(std::move(panel));
  }
  return figure;
}

Figure variance_figure(const CellMaker& cells, const Results& results) {
  Figure figure{
      "variance",
      "Rounding variance that optimal levels save",
      fmt::format("Exact rounding variance of uniform levels over [min, max], "
                  "over that of optimal ones, summed over features; {} "
                  "normalization. At 1 bit the two are the same.",
                  cells.own_normalization()),
      {{"",
        {.label = "bits"},
        {.label = "variance, uniform / optimal", .logarithmic = true},
        {}}}};
  int color = 0;
  for (const ProblemSpec& problem : cells.problems()) {
    Series series{.label = problem.title(), .color = color++, .markers = true};
    for (const int bits : cells.variance_bits(problem)) {
      const CellResult& result =
          results.of(cells.variance(problem, cells.own_normalization(), bits));
      if (result.status != Status::kOk) continue;
      const double gain =
          result.values.number("min_max") / result.values.number("optimal");
      if (!std::isfinite(gain)) continue;
      series.x.push_back(bits);
      series.y.push_back(gain);
    }
    figure.panels[0].series.push_back(std::move(series));
  }
  return figure;
}

}  // namespace

std::vector<Figure> make_figures(const CellMaker& cells, const Results& results,
                                 const std::vector<PanelResult>& panels,
                                 const std::vector<SweepResult>& sweep) {
  std::vector<Figure> figures = {figure_10(cells, results, panels),
                                 variance_figure(cells, results)};
  const auto add = [&](Figure figure) {
    if (!figure.panels.empty()) figures.push_back(std::move(figure));
  };
  add(figure_7a(cells, results, panels));
  add(sweep_figure(sweep));
  return figures;
}

}  // namespace zipml::optimal_vs_uniform
