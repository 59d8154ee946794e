#include <fmt/format.h>

#include <cmath>

#include "core/sgd/method.h"
#include "experiments/linear/panels.h"
#include "experiments/optimal_vs_uniform/analysis.h"

namespace zipml::optimal_vs_uniform {
namespace {

constexpr int kUniformColor = 1, kOptimalColor = 2, kManyColor = 3;

void add_runs(Panel& panel, const Runs& runs, std::string label, int color,
              const char* quantity = "loss") {
  add_curve(panel, runs.mean_curve(quantity), std::move(label), color);
}

void fit_to_paper(Panel& panel, const std::vector<PaperCurve>& paper,
                  double lowest) {
  RangeOfLosses range;
  for (const PaperCurve& curve : paper) range.include(curve);
  range.include_bottom(lowest);
  range.set(panel, 0.25);
}

// Without curves of the paper: the first epoch may start off the panel.
void fit_from_epoch_2(Panel& panel) {
  RangeOfLosses range;
  for (const Series& series : panel.series) {
    for (std::size_t i = 1; i < series.y.size(); ++i) {
      if (!std::isfinite(series.y[i])) continue;
      range.include_bottom(series.y[i]);
      range.include_top(series.y[i]);
    }
  }
  // Differences of a few in a thousand are none to look at.
  range.include_top(1.05 * range.bottom());
  range.set(panel);
}

Panel panel_of(const SetRuns& set) {
  Panel panel =
      loss_panel(fmt::format("{}, {} bits", set.problem.title(), set.bits));
  add_runs(panel, set.full, "32-bit", method_color("32-bit"));
  add_runs(panel, set.own_uniform(), "uniform", kUniformColor);
  add_runs(panel, set.own_optimal(), "optimal", kOptimalColor);
  if (const auto paper = figure_10_curves(set.problem)) {
    add_paper_curve(panel, paper->uniform, "uniform", kUniformColor);
    add_paper_curve(panel, paper->optimal, "optimal", kOptimalColor);
    fit_to_paper(panel, {paper->uniform, paper->optimal}, optimum_of(set.full));
  } else {
    fit_from_epoch_2(panel);
  }
  return panel;
}

Figure figure_10(const std::vector<SetRuns>& sets) {
  Figure figure{"figure_10", "Uniform against optimal levels (Fig 10)",
                "Half-MSE against epochs, mean over repetitions with 95 % "
                "band; dashed: the paper's curves of Fig 10, which has none "
                "for 32 bits."};
  for (const SetRuns& set : sets) figure.panels.push_back(panel_of(set));
  return figure;
}

void add_papers_own(Panel& panel, double optimum) {
  const PaperFigure7a paper = paper_figure_7a();
  add_paper_curve(panel, paper.full, "32-bit", method_color("32-bit"));
  add_paper_curve(panel, paper.few_uniform, "uniform 3-bit", kUniformColor);
  add_paper_curve(panel, paper.a, "optimal 3-bit or uniform 5-bit", kManyColor);
  add_paper_curve(panel, paper.b, "uniform 5-bit or optimal 3-bit",
                  kOptimalColor);
  fit_to_paper(panel, {paper.full, paper.few_uniform}, optimum);
}

Figure figure_7a_of(const Figure7a& measured) {
  const auto& [few, many, sets] = measured;
  Figure figure{
      "figure_7a",
      fmt::format("Optimal {}-bit against uniform {}-bit levels (Fig 7a)", few,
                  many),
      fmt::format(
          "Half-MSE above the exact optimum against epochs, mean over "
          "repetitions (intervals in the tables). The paper's figure is on {}, "
          "which is not here: "
          "these are other sets, without curves of the paper.",
          kFigure7aData)};
  for (const Figure7aSet& set : sets) {
    const bool papers_own = set.problem.data == kFigure7aData &&
                            set.problem.stand_in_for.empty() &&
                            measured.at_papers_bits();
    // Beside the paper's curves the loss as it is; else above the optimum,
    // where curves are told apart that all but coincide.
    Panel panel =
        loss_panel(set.problem.title(),
                   papers_own ? "half-MSE" : "half-MSE above optimum");
    panel.y.logarithmic = !papers_own;
    const char* quantity = papers_own ? "loss" : "excess";
    const auto add = [&](const Runs& runs, std::string label, int color) {
      add_runs(panel, runs, std::move(label), color, quantity);
      // On a logarithmic axis the bands would reach its bottom at most epochs.
      if (!papers_own) {
        panel.series.back() = without_band(std::move(panel.series.back()));
      }
    };
    add(set.full, "32-bit", method_color("32-bit"));
    add(set.few_uniform, fmt::format("uniform {}-bit", few), kUniformColor);
    add(set.many_uniform, fmt::format("uniform {}-bit", many), kManyColor);
    add(set.optimal, fmt::format("optimal {}-bit", few), kOptimalColor);
    if (papers_own) {
      add_papers_own(panel, optimum_of(set.full));
      figure.caption = fmt::format(
          "Half-MSE against epochs, mean over repetitions with 95 % band; "
          "dashed: the paper's curves, on {}.",
          kFigure7aData);
    }
    figure.panels.push_back(std::move(panel));
  }
  return figure;
}

Figure sweep_figure(const Measurements& measured) {
  Figure figure{
      "bits_sweep", "Final loss relative to 32 bits against bits",
      "Final half-MSE relative to 32-bit training, mean with 95 % band. The "
      "dotted line is the 1 % within which a smooth curve ends."};
  for (const SweptSet& set : measured.sweep) {
    Panel panel = above_32_bits_panel(set.problem.title());
    const auto add = [&](const SweptLevels& levels, const char* label,
                         int color) {
      std::map<int, Estimate> above;
      for (const auto& [bits, runs] : levels.runs) {
        above[bits] = interval(above_32_bits(runs, set.full));
      }
      add_above_32_bits(panel, label, color, above);
    };
    add(set.uniform, "uniform", kUniformColor);
    add(set.optimal, "optimal", kOptimalColor);
    add_one_percent_line(panel, measured.swept_bits.front(),
                         measured.swept_bits.back(), kManyColor);
    figure.panels.push_back(std::move(panel));
  }
  return figure;
}

Figure variance_figure(const Measurements& measured) {
  Panel panel{
      .x = {.label = "bits"},
      .y = {.label = "variance, uniform / optimal", .logarithmic = true}};
  int color = 0;
  for (const SetRuns& set : measured.sets) {
    Series series{
        .label = set.problem.title(), .color = color++, .markers = true};
    for (const SavedVariance& variance : set.variances) {
      if (variance.normalization == measured.normalization) {
        series.add(variance.bits, variance.gain());
      }
    }
    panel.series.push_back(std::move(series));
  }
  return {
      "variance",
      "Rounding variance that optimal levels save",
      fmt::format("Exact rounding variance of uniform levels over [min, max], "
                  "over that of optimal ones, summed over features; {} "
                  "normalization. At 1 bit the two are the same.",
                  measured.normalization),
      {std::move(panel)}};
}

}  // namespace

std::vector<Figure> make_figures(const Measurements& measured) {
  std::vector<Figure> figures = {figure_10(measured.sets),
                                 variance_figure(measured)};
  for (Figure& figure : std::vector<Figure>{figure_7a_of(measured.figure_7a),
                                            sweep_figure(measured)}) {
    if (!figure.panels.empty()) figures.push_back(std::move(figure));
  }
  return figures;
}

}  // namespace zipml::optimal_vs_uniform
