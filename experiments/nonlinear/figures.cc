#include <fmt/format.h>

#include "experiments/nonlinear/analysis.h"
#include "experiments/paper/curves.h"

namespace zipml::nonlinear {
namespace {

// The paper's panel: 9a is the SVM, 9b logistic regression, both on gisette.
// Empty for other sets and for a stand-in.
std::string paper_figure(const Figure9Panel& panel) {
  if (panel.problem.set != "gisette") return "";
  return panel.loss == "hinge" ? "9a" : "9b";
}

// The top of the panels against bits, over the 32-bit objective: what is as
// bad as that is in the table.
constexpr double kTop = 2;

struct Curve {
  const char* method;
  const char* paper;  // its series there
};

constexpr Curve kCurves[] = {
    {"32-bit", "32-bit"},
    {kPolynomial, "Chebyshev 8-bit"},
    {"nearest", "deterministic 8-bit"},
    {"naive", "unlabelled (probably naive stochastic 8-bit)"},
};

Panel loss_panel(const CellMaker& cells, const Measured& m,
                 const Results& results) {
  const int bits = cells.figure_bits();
  Panel panel{m.title(),
              {.label = "epoch", .logarithmic = true},
              {.label = "mean loss + ridge term", .logarithmic = true},
              {}};
  int color = 0;
  for (const Curve& curve : kCurves) {
    Series series = mean_curve(
        results,
        [&](int repetition) {
          return cells.training(m.panel, curve.method, bits, repetition);
        },
        cells.repetitions(), "loss", 1);
    series.label = method_label(curve.method);
    series.color = color;
    panel.series.push_back(std::move(series));
    const std::string figure = paper_figure(m.panel);
    if (!figure.empty() && bits == 8) {
      const PaperCurve paper = paper_curve(figure, curve.paper);
      panel.series.push_back({.label = "paper: " + method_label(curve.method),
                              .origin = Origin::kPaper,
                              .color = color,
                              .x = paper.epochs,
                              .y = paper.values});
    }
    ++color;
  }
  return panel;
}

Panel bits_panel(const CellMaker& cells, const Measured& m) {
  Panel panel{m.title(),
              {.label = "total bits a value"},
              {.label = "final loss + ridge term"},
              {}};
  const std::vector<int>& bits = cells.bits();
  const Estimate full = interval(m.full.loss);
  if (full.n > 0) {
    panel.y.max = kTop * full.mean;
    panel.series.push_back({.label = "32-bit",
                            .color = 0,
                            .x = {static_cast<double>(bits.front()),
                                  static_cast<double>(bits.back())},
                            .y = {full.mean, full.mean}});
  }
  int color = 1;
  for (const std::string& method : kMethods) {
    Series series{
        .label = method_label(method), .color = color++, .markers = true};
    for (const int b : bits) {
      const Estimate loss = interval(m.ways.at(method).at(b).loss);
      // A run that diverged has no place on the axis.
      if (!(loss.mean > 0) || std::isinf(loss.mean)) continue;
      series.x.push_back(b);
      series.y.push_back(loss.mean);
      series.low.push_back(loss.low);
      series.high.push_back(loss.high);
    }
    panel.series.push_back(std::move(series));
  }
  return panel;
}

}  // namespace

std::vector<Figure> make_figures(const CellMaker& cells,
                                 const std::vector<Measured>& measured,
                                 const Results& results) {
  Figure losses{"figure_9",
                "SVM and logistic regression in low precision (Fig 9)",
                fmt::format("Objective against epochs at {} bits a value, mean "
                            "over repetitions with 95 % band; dashed, on the "
                            "real gisette only: the paper's curves.",
                            cells.figure_bits()),
                {}};
  Figure bits{"bits",
              "The negative result at every number of bits",
              "Final objective against the total bits of a value, mean over "
              "repetitions with 95 % band, up to twice the 32-bit one: what is "
              "above, or missing because a run diverged, is in the table.",
              {}};
  for (const Measured& m : measured) {
    losses.panels.push_back(loss_panel(cells, m, results));
    bits.panels.push_back(bits_panel(cells, m));
  }
  return {std::move(losses), std::move(bits)};
}

}  // namespace zipml::nonlinear
