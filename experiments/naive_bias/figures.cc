#include <fmt/format.h>

#include <algorithm>

#include "experiments/naive_bias/analysis.h"
#include "experiments/paper/curves.h"

namespace zipml::naive_bias {
namespace {

// One colour a method, in every figure.
int color_of(const std::string& method) {
  if (method == "32-bit") return 0;
  if (method == "double_sampling") return 1;
  return method == "naive" ? 2 : 3;
}

// The paper's name of the inset's series.
std::string paper_series(const std::string& method) {
  if (method == "nearest") return "deterministic rounding";
  if (method == "naive") return "naive stochastic";
  return method == "double_sampling" ? "double sampling" : "32-bit";
}

std::vector<std::string> all_methods() {
  std::vector<std::string> methods = {"32-bit"};
  methods.insert(methods.end(), kMethods.begin(), kMethods.end());
  return methods;
}

Figure loss_figure(const CellMaker& cells,
                   const std::vector<Measured>& measured,
                   const Results& results, int bits) {
  Figure figure{
      "loss",
      fmt::format("Loss against epochs, {}-bit samples", bits),
      "Half-MSE relative to the final 32-bit loss: mean over repetitions with "
      "95 % band. Dashed, on synthetic data: the paper's inset figure of "
      "section 2.2, relative to its own 32-bit loss (its data and bits are not "
      "named).",
      {}};
  for (const Measured& m : measured) {
    Panel panel{m.problem.title(),
                {.label = "epoch", .logarithmic = true},
                {.label = "half-MSE / final 32-bit half-MSE"},
                {}};
    const double full = summarize(present(m.full_loss)).mean();
    for (const std::string& method : all_methods()) {
      Series series = mean_curve(
          results,
          [&](int repetition) {
            return cells.training(m.problem, method, bits, repetition);
          },
          cells.repetitions(), "loss", 1 / full);
      series.label = method_label(method);
      series.color = color_of(method);
      panel.series.push_back(std::move(series));
    }
    if (m.problem.set.starts_with("synthetic")) {
      const double paper_full = paper_curve("2.2", "32-bit").values.back();
      for (const std::string& method : all_methods()) {
        PaperCurve curve = paper_curve("2.2", paper_series(method));
        for (double& value : curve.values) value /= paper_full;
        panel.series.push_back({.label = "paper: " + method_label(method),
                                .origin = Origin::kPaper,
                                .color = color_of(method),
                                .x = curve.epochs,
                                .y = curve.values});
      }
    }
    // The last epochs set the range: the first ones may start off the panel.
    double gap = 0.02;
    for (const Series& series : panel.series) {
      if (!series.y.empty()) gap = std::max(gap, series.y.back() - 1);
    }
    panel.y.min = 1 - 0.3 * gap;
    panel.y.max = 1 + 3 * gap;
    figure.panels.push_back(std::move(panel));
  }
  return figure;
}

Figure excess_figure(const CellMaker& cells,
                     const std::vector<Measured>& measured) {
  Figure figure{"excess_against_bits",
                "Excess loss over 32-bit training against bits",
                "Final half-MSE minus that of the 32-bit run of the same "
                "repetition, mean with 95 % band; dotted: the exact excess of "
                "ridge regression (S + Dbar)^-1 c, to which the naive "
                "estimator goes. Values at or below zero are not shown.",
                {}};
  for (const Measured& m : measured) {
    Panel panel{m.problem.title(),
                {.label = "bits"},
                {.label = "excess half-MSE", .logarithmic = true},
                {}};
    for (const std::string& method : kMethods) {
      Series series{.label = method_label(method),
                    .color = color_of(method),
                    .markers = true};
      for (const int bits : cells.bits()) {
        const Estimate excess = m.above_full(method, bits);
        if (!(excess.mean > 0)) continue;
        series.x.push_back(bits);
        series.y.push_back(excess.mean);
        series.low.push_back(excess.low);
        series.high.push_back(excess.high);
      }
      panel.series.push_back(std::move(series));
    }
    Series ridge{.label = "ridge oracle",
                 .origin = Origin::kTheory,
                 .color = color_of("naive")};
    for (const auto& [bits, excess] : m.ridge_excess) {
      ridge.x.push_back(bits);
      ridge.y.push_back(excess);
    }
    panel.series.push_back(std::move(ridge));
    figure.panels.push_back(std::move(panel));
  }
  return figure;
}

}  // namespace

std::vector<Figure> make_figures(const CellMaker& cells,
                                 const std::vector<Measured>& measured,
                                 const Results& results, int figure_bits) {
  return {loss_figure(cells, measured, results, figure_bits),
          excess_figure(cells, measured)};
}

}  // namespace zipml::naive_bias
