#include <fmt/format.h>

#include <algorithm>

#include "experiments/double_sampling/analysis.h"

namespace zipml::double_sampling {
namespace {

constexpr int kFullColor = 0, kLowColor = 1;

Panel loss_panel(const CellMaker& cells, const Results& results,
                 const PanelResult& result) {
  Panel panel{fmt::format("{}, {} bits", result.problem.title(), result.bits),
              {.label = "epoch", .logarithmic = true},
              {.label = "half-MSE"},
              {}};
  const auto add = [&](int bits, const char* label, int color) {
    Series series = mean_curve(
        results,
        [&](int repetition) {
          return cells.training(result.problem, cells.default_variant(), bits,
                                repetition);
        },
        cells.repetitions(), "loss", 1);
    series.label = label;
    series.color = color;
    panel.series.push_back(std::move(series));
  };
  add(0, "32-bit", kFullColor);
  add(result.bits, "double sampling", kLowColor);
  const auto paper = paper_curves(result.problem);
  if (!paper) return panel;
  panel.series.push_back(
      paper_series(paper->full, "paper: 32-bit", kFullColor));
  panel.series.push_back(
      paper_series(paper->low, "paper: double sampling", kLowColor));
  // The paper's first epochs set the range: ours may start off the panel.
  const double top = std::max(paper->full.values[0], paper->low.values[0]);
  const double bottom = std::min(
      {paper->full.values.back(), paper->low.values.back(), result.optimum});
  panel.y.min = bottom - 0.1 * (top - bottom);
  panel.y.max = top + 0.25 * (top - bottom);
  return panel;
}

Figure sweep_figure(const CellMaker& cells, const SweepResult& sweep) {
  Figure figure{
      "bits_sweep",
      "Loss above 32 bits against bits",
      "Final half-MSE relative to 32-bit training, mean with 95 % band. The "
      "dotted line is the 1 % within which a number of bits counts as enough. "
      "Values at or below zero are not shown.",
      {{"",
        {.label = "bits"},
        {.label = "final loss / 32-bit loss - 1", .logarithmic = true},
        {}}}};
  const std::vector<int> bits = cells.swept_bits();
  int color = 0;
  for (const SweepResult::Set& set : sweep.sets) {
    Series series{
        .label = set.problem.title(), .color = color++, .markers = true};
    for (std::size_t k = 0; k < bits.size(); ++k) {
      const Estimate excess = interval(set.excess[k]);
      if (!(excess.mean > 0)) continue;
      series.x.push_back(bits[k]);
      series.y.push_back(excess.mean);
      series.low.push_back(excess.low);
      series.high.push_back(excess.high);
    }
    figure.panels[0].series.push_back(std::move(series));
  }
  figure.panels[0].series.push_back({.label = "1 %",
                                     .origin = Origin::kTheory,
                                     .color = color,
                                     .x = {static_cast<double>(bits.front()),
                                           static_cast<double>(bits.back())},
                                     .y = {0.01, 0.01}});
  return figure;
}

}  // namespace

std::vector<Figure> make_figures(const CellMaker& cells, const Results& results,
                                 const std::vector<PanelResult>& panels,
                                 const SweepResult& sweep) {
  Figure losses{"figure_8",
                "Double sampling against 32 bits (Fig 8)",
                "Half-MSE against epochs, mean over repetitions with 95 % "
                "band; dashed: the paper's curves of Fig 8.",
                {}};
  for (const PanelResult& panel : panels) {
    losses.panels.push_back(loss_panel(cells, results, panel));
  }
  return {std::move(losses), sweep_figure(cells, sweep)};
}

}  // namespace zipml::double_sampling
