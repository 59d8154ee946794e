#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "experiments/end_to_end/analysis.h"
#include "experiments/linear/precision_mode.h"

namespace zipml::end_to_end {
namespace {

constexpr int kFullColor = 0, kSampleColor = 1, kEndColor = 2;

const char* loss_label(const ProblemSpec& problem) {
  return problem.task == Task::kClassification ? "LS-SVM loss" : "half-MSE";
}

// 32 bits, samples only and end to end at the paper's bits.
Panel curve_panel(const CellMaker& cells, const Results& results,
                  const ProblemSpec& problem, int bits) {
  Panel panel{fmt::format("{}, {} bits", problem.title(), bits),
              {.label = "epoch", .logarithmic = true},
              {.label = loss_label(problem)},
              {}};
  double bottom = HUGE_VAL, top = -HUGE_VAL;
  double level = std::nan("");  // where 32 bits end
  const auto add = [&](const char* mode, int own_bits, int color) {
    Series series = mean_curve(
        results,
        [&](int repetition) {
          return cells.training(problem, mode, own_bits, repetition);
        },
        cells.repetitions(), "loss", 1);
    series.label = precision_mode_label(mode);
    series.color = color;
    if (std::isnan(level) && !series.y.empty()) level = series.y.back();
    for (std::size_t i = 0; i < series.y.size(); ++i) {
      bottom = std::min(bottom, series.y[i]);
      // The first epochs and runs that explode would flatten the rest.
      if (series.x[i] >= 3 && series.y[i] < 4 * level) {
        top = std::max(top, series.y[i]);
      }
    }
    panel.series.push_back(std::move(series));
  };
  add("none", 0, kFullColor);
  if (own_panel("8", problem) != nullptr) add("sample", bits, kSampleColor);
  add("end_to_end", bits, kEndColor);
  for (const char* figure : {"8", "11"}) {
    const PaperPanel* paper = own_panel(figure, problem);
    if (paper == nullptr) continue;
    const PaperCurve full = full_curve(*paper);
    const PaperCurve low = low_curve(*paper, "double sampling");
    panel.series.push_back(paper_series(full, "paper: 32-bit", kFullColor));
    panel.series.push_back(
        paper_series(low, "paper: low precision", kSampleColor));
    // The paper's first epochs set the range: ours may start off the panel.
    top = std::max(full.values[0], low.values[0]);
    bottom = std::min({bottom, full.values.back(), low.values.back()});
  }
  if (std::isfinite(bottom) && top > bottom) {
    panel.y.min = bottom - 0.1 * (top - bottom);
    panel.y.max = top + 0.25 * (top - bottom);
  }
  return panel;
}

Panel sweep_panel(const CellMaker& cells, const SetResult& set) {
  Panel panel{set.problem.title(),
              {.label = "bits"},
              {.label = "final loss / 32-bit loss - 1", .logarithmic = true},
              {}};
  int color = 1;
  for (const std::string& mode : cells.modes()) {
    Series series{
        .label = precision_mode_label(mode), .color = color++, .markers = true};
    for (const int bits : cells.bits()) {
      const Estimate excess = set.difference(mode, bits);
      // Nothing below a hundredth of a per cent matters here.
      if (!(excess.mean > 1e-5) || !std::isfinite(excess.mean)) continue;
      series.x.push_back(bits);
      series.y.push_back(excess.mean);
      series.low.push_back(excess.low);
      series.high.push_back(excess.high);
    }
    panel.series.push_back(std::move(series));
  }
  panel.series.push_back({.label = "1 %",
                          .origin = Origin::kTheory,
                          .color = 0,
                          .x = {static_cast<double>(cells.bits().front()),
                                static_cast<double>(cells.bits().back())},
                          .y = {kClose, kClose}});
  return panel;
}

}  // namespace

std::vector<Figure> make_figures(const CellMaker& cells, const Results& results,
                                 const std::vector<SetResult>& sets) {
  Figure curves{"figure_8_11",
                "End to end at the paper's bits (Figs 4, 8, 11)",
                "Loss against epochs, mean over repetitions with 95 % band, "
                "samples only (where the paper's Fig 8 could mean that) and "
                "end to end; dashed: the paper's curves.",
                {}};
  Figure sweep{"bits_sweep",
               "Loss above 32 bits against the bits of each channel",
               "Final loss relative to 32-bit training, mean with 95 % band; "
               "dotted: the 1 % within which a number of bits can count as "
               "enough. Points below 0.001 %, and runs that diverged, are not "
               "shown.",
               {}};
  for (const SetResult& set : sets) {
    if (const int bits = cells.paper_bits(set.problem); bits > 0) {
      curves.panels.push_back(curve_panel(cells, results, set.problem, bits));
    }
    sweep.panels.push_back(sweep_panel(cells, set));
  }
  std::vector<Figure> figures = {std::move(sweep)};
  if (!curves.panels.empty()) figures.push_back(std::move(curves));
  return figures;
}

}  // namespace zipml::end_to_end
