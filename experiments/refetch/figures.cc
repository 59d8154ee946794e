#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "experiments/paper/curves.h"
#include "experiments/refetch/analysis.h"

namespace zipml::refetch {
namespace {

// Fig 12 is about cod-rna; drawn beside its stand-in too, and named.
bool is_paper_panel(const Measured& m) { return m.problem.data == "cod-rna"; }

void add_point(Series& series, double x, const std::vector<double>& values,
               double scale) {
  const Estimate estimate = interval(values);
  if (estimate.n == 0 || !(estimate.mean > 0)) return;
  series.x.push_back(x);
  series.y.push_back(scale * estimate.mean);
  series.low.push_back(scale * estimate.low);
  series.high.push_back(scale * estimate.high);
}

Figure share_figure(const CellMaker& cells,
                    const std::vector<Measured>& measured) {
  Figure figure{"share",
                "Samples fetched again against bits",
                "Share of visits that l1-refetching fetched again, mean with "
                "95 % band. Dashed: the paper's, on cod-rna (Fig 12). Dotted: "
                "half of it for every bit, from the most bits.",
                {}};
  for (const Measured& m : measured) {
    Panel panel{
        m.problem.title(),
        {.label = "bits"},
        {.label = "samples fetched again (%)", .logarithmic = true, .max = 100},
        {}};
    Series ours{.label = "l1-refetching", .color = 0, .markers = true};
    Series paper{.label = "paper, cod-rna",
                 .origin = Origin::kPaper,
                 .color = 1,
                 .markers = true};
    Series halving{
        .label = "halved by each bit", .origin = Origin::kTheory, .color = 0};
    for (const int bits : cells.bits()) {
      add_point(ours, bits, m.l1(bits).share, 100);
      if (!std::isnan(paper_share(bits))) {
        paper.x.push_back(bits);
        paper.y.push_back(100 * paper_share(bits));
      }
    }
    if (!ours.y.empty()) {
      for (const double bits : ours.x) {
        const double share = ours.y.back() * std::exp2(ours.x.back() - bits);
        if (share > 100) continue;
        halving.x.push_back(bits);
        halving.y.push_back(share);
      }
    }
    panel.series = {std::move(ours), std::move(halving)};
    if (is_paper_panel(m)) panel.series.push_back(std::move(paper));
    figure.panels.push_back(std::move(panel));
  }
  return figure;
}

Figure curve_figure(const CellMaker& cells,
                    const std::vector<Measured>& measured,
                    const Results& results) {
  Figure figure{
      "curves",
      "Training curves with refetching",
      "Mean over repetitions with 95 % band. Square loss: the mean of (1 - b "
      "a^T x)^2 over training rows, what Fig 12 plots; on cod-rna itself the "
      "paper's is dashed, read by eye (its precisions overlap; its unit and "
      "its scaling are not stated).",
      {}};
  for (const Measured& m : measured) {
    for (const bool square : {false, true}) {
      Panel panel{
          m.problem.title(),
          {.label = "epoch", .logarithmic = m.epochs > 10},
          {.label = square ? "square loss" : "hinge loss", .logarithmic = true},
          {}};
      const auto add = [&](const CellOf& cell_of, std::string label,
                           int color) {
        Series series = mean_curve(results, cell_of, cells.repetitions(),
                                   square ? "square_loss" : "loss", 1);
        series.label = std::move(label);
        series.color = color;
        panel.series.push_back(std::move(series));
      };
      add(m.full.cell_of, "32-bit", 0);
      int color = 1;
      for (const int bits : cells.bits()) {
        add(m.l1(bits).cell_of, fmt::format("{}-bit refetch", bits), color++);
      }
      if (square && m.problem.set == "cod-rna") {
        const PaperCurve curve = paper_curve("12", "all precisions");
        panel.series.push_back({.label = "paper, cod-rna",
                                .origin = Origin::kPaper,
                                .color = 0,
                                .x = curve.epochs,
                                .y = curve.values});
      }
      figure.panels.push_back(std::move(panel));
    }
  }
  return figure;
}

Figure movement_figure(const CellMaker& cells,
                       const std::vector<Measured>& measured) {
  Figure figure{
      "data_movement",
      "Bits that cross the sample channel against bits of a sample",
      "Bits for one value at one visit, refetches and sketches included. "
      "Dashed: b + 32 * the paper's share. JL-refetching, under its own "
      "premise, is drawn at the bits of its samples, a mark for each sketch "
      "dimension r.",
      {}};
  for (const Measured& m : measured) {
    Panel panel{m.problem.title(),
                {.label = "bits of a sample value"},
                {.label = "bits moved for one value", .logarithmic = true},
                {}};
    Series full{.label = "32-bit", .origin = Origin::kTheory, .color = 0};
    Series plain{.label = "plain rounding", .color = 3, .markers = true};
    Series l1{.label = "l1-refetching", .color = 1, .markers = true};
    Series paper{.label = "paper, cod-rna",
                 .origin = Origin::kPaper,
                 .color = 1,
                 .markers = true};
    for (const int bits : cells.bits()) {
      full.x.push_back(bits);
      full.y.push_back(32);
      add_point(plain, bits, m.by_bits.at("nearest").at(bits).bits_per_value,
                1);
      add_point(l1, bits, m.l1(bits).bits_per_value, 1);
      if (!std::isnan(paper_share(bits))) {
        paper.x.push_back(bits);
        paper.y.push_back(bits + 32 * paper_share(bits));
      }
    }
    panel.series = {std::move(full), std::move(plain), std::move(l1)};
    if (is_paper_panel(m)) panel.series.push_back(std::move(paper));
    int color = 4;
    for (const auto& [dimension, runs] : m.jl) {
      Series point{.label = fmt::format("JL, r = {}", dimension),
                   .color = color++,
                   .markers = true};
      add_point(point, cells.most_bits(), runs.bits_per_value, 1);
      panel.series.push_back(std::move(point));
    }
    figure.panels.push_back(std::move(panel));
  }
  return figure;
}

Figure sketch_figure(const CellMaker& cells,
                     const std::vector<Measured>& measured) {
  Figure figure{
      "sketch_error",
      "Error of the sketched margin against the sketch's dimension",
      "Root mean square of c - m over training rows at the final "
      "32-bit model, mean over repetitions (intervals in the table); dotted: "
      "the exact formula, without the rounding of the sketches. "
      "delta is what the refetching rule needs it below.",
      {}};
  for (const Measured& m : measured) {
    Panel panel{m.problem.title(),
                {.label = "sketch dimension r", .logarithmic = true},
                {.label = "error of the margin", .logarithmic = true},
                {}};
    Series delta{.label = "delta", .origin = Origin::kTheory, .color = 3};
    for (const int dimension : cells.sketch_dimensions()) {
      delta.x.push_back(dimension);
      delta.y.push_back(cells.delta());
    }
    for (const Sketches& sketches : m.sketches) {
      const bool premise = sketches.ball == CellMaker::Ball::kPremise;
      Series ours{.label = premise ? "||x|| bounded" : "||x|| free",
                  .color = premise ? 0 : 1,
                  .markers = true};
      Series formula{.label = premise ? "bounded, formula" : "free, formula",
                     .origin = Origin::kTheory,
                     .color = premise ? 0 : 1};
      for (const int dimension : cells.sketch_dimensions()) {
        add_point(ours, dimension, sketches.values(dimension, "error"), 1);
        add_point(formula, dimension, sketches.values(dimension, "predicted"),
                  1);
      }
      // Over few repetitions the bands would hide all else; the table has them.
      for (Series* series : {&ours, &formula}) {
        series->low.clear();
        series->high.clear();
      }
      panel.series.push_back(std::move(ours));
      panel.series.push_back(std::move(formula));
    }
    panel.series.push_back(std::move(delta));
    figure.panels.push_back(std::move(panel));
  }
  return figure;
}

}  // namespace

std::vector<Figure> make_figures(const CellMaker& cells,
                                 const std::vector<Measured>& measured,
                                 const Results& results) {
  return {share_figure(cells, measured), curve_figure(cells, measured, results),
          movement_figure(cells, measured), sketch_figure(cells, measured)};
}

}  // namespace zipml::refetch
