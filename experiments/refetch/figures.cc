#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>

#include "core/base/statistics.h"
#include "core/sgd/method.h"
#include "experiments/linear/panels.h"
#include "experiments/paper/curves.h"
#include "experiments/refetch/analysis.h"

namespace zipml::refetch {
namespace {

int full_color() { return method_color("32-bit"); }
int l1_color() { return method_color("l1_refetch"); }

// Fig 12 is about cod-rna; drawn beside its stand-in too, and named.
bool is_paper_panel(const SetRuns& set) {
  return set.problem.data == "cod-rna";
}

void add_mean(Series& series, double x, const std::vector<double>& values,
              double scale = 1) {
  const Estimate y = interval(values);
  series.add(x, {scale * y.mean, scale * y.low, scale * y.high, y.n});
}

// A value of the paper's share at every number of bits that it has.
template <typename ValueOf>
Series paper_points(const SetRuns& set, const ValueOf& value_of) {
  Series paper{.label = "paper, cod-rna",
               .origin = Origin::kPaper,
               .color = l1_color(),
               .markers = true};
  for (const auto& [bits, training] : set.l1) {
    const double share = paper_share(bits);
    if (!std::isnan(share)) paper.add(bits, value_of(bits, share));
  }
  return paper;
}

// Half the share for every bit, from the most bits of ours.
Series halving_line(const Series& ours) {
  if (ours.empty()) return {};
  Series halving{.label = "halved by each bit",
                 .origin = Origin::kTheory,
                 .color = l1_color()};
  for (const double bits : ours.x) {
    const double share = ours.y.back() * std::exp2(ours.x.back() - bits);
    if (share <= 100) halving.add(bits, share);
  }
  return halving;
}

std::string refetch_label(int bits) {
  return fmt::format("{}-bit refetch", bits);
}

Figure share_figure(const std::vector<SetRuns>& sets) {
  Figure figure{"share", "Samples fetched again against bits",
                "Share of visits that l1-refetching fetched again, mean with "
                "95 % band. Dashed: the paper's, on cod-rna (Fig 12). Dotted: "
                "half of it for every bit, from the most bits."};
  for (const SetRuns& set : sets) {
    Panel panel{.title = set.problem.title(),
                .x = {.label = "bits"},
                .y = {.label = "samples fetched again (%)",
                      .logarithmic = true,
                      .max = 100}};
    Series ours{.label = "l1-refetching", .color = l1_color(), .markers = true};
    for (const auto& [bits, training] : set.l1) {
      add_mean(ours, bits, training.share, 100);
    }
    panel.series = {ours, halving_line(ours)};
    if (is_paper_panel(set)) {
      panel.series.push_back(
          paper_points(set, [](int, double share) { return 100 * share; }));
    }
    figure.panels.push_back(std::move(panel));
  }
  return figure;
}

Panel curve_panel(const SetRuns& set) {
  Panel panel = loss_panel(set.problem.title(), "square loss");
  panel.x.logarithmic = set.epochs > 10;
  panel.y.logarithmic = true;
  add_curve(panel, set.full.runs.mean_curve("square_loss"), "32-bit",
            full_color());
  int color = 1;
  for (const auto& [bits, training] : set.l1) {
    // One band, of 32 bits: all but coincide.
    add_curve(panel, without_band(training.runs.mean_curve("square_loss")),
              refetch_label(bits), color++);
  }
  if (set.problem.set == "cod-rna") {
    const PaperCurve curve = paper_curve("12", "all precisions");
    panel.series.push_back({.label = "paper, cod-rna",
                            .origin = Origin::kPaper,
                            .color = full_color(),
                            .x = curve.epochs,
                            .y = curve.values});
  }
  return panel;
}

// What refetching changes of the loss of 32 bits after each epoch, in per cent,
// mean over the repetitions, which are paired.
Series change_curve(const Runs& runs, const Runs& full, const char* loss) {
  const auto low_curves = runs.curves(loss);
  const auto full_curves = full.curves(loss);
  std::size_t epochs = std::numeric_limits<std::size_t>::max();
  for (const auto* curves : {&low_curves, &full_curves}) {
    for (const auto& curve : *curves) {
      if (!curve.empty()) epochs = std::min(epochs, curve.size());
    }
  }
  const std::size_t pairs = std::min(low_curves.size(), full_curves.size());
  Series series;
  for (std::size_t epoch = 1; pairs > 0 && epoch < epochs; ++epoch) {
    std::vector<double> changes;
    for (std::size_t i = 0; i < pairs; ++i) {
      if (low_curves[i].empty() || full_curves[i].empty()) continue;
      changes.push_back(100 *
                        (low_curves[i][epoch] / full_curves[i][epoch] - 1));
    }
    if (changes.empty()) return {};
    series.add(static_cast<double>(epoch), summarize(changes).mean());
  }
  return series;
}

Panel change_panel(const SetRuns& set) {
  Panel panel = loss_panel(set.problem.title(), "change of the hinge loss (%)");
  panel.x.logarithmic = set.epochs > 10;
  int color = 1;
  for (const auto& [bits, training] : set.l1) {
    add_curve(panel, change_curve(training.runs, set.full.runs, "loss"),
              refetch_label(bits), color++);
  }
  return panel;
}

Figure curve_figure(const std::vector<SetRuns>& sets) {
  Figure figure{
      "curves", "Training curves with refetching",
      "Square loss: the mean of (1 - b a^T x)^2 over training rows, what Fig "
      "12 plots, mean over repetitions, with the 95 % band of 32 bits; on "
      "cod-rna itself the paper's is dashed, read by eye (its precisions "
      "overlap; its unit and its scaling are not stated). Beside it: by how "
      "many per cent the hinge loss of the same repetition differs from that "
      "of 32 bits, mean over repetitions (final values with intervals in the "
      "table)."};
  for (const SetRuns& set : sets) {
    figure.panels.push_back(curve_panel(set));
    figure.panels.push_back(change_panel(set));
  }
  return figure;
}

Figure movement_figure(const std::vector<SetRuns>& sets) {
  Figure figure{
      "data_movement",
      "Bits that cross the sample channel against bits of a sample",
      "Bits for one value at one visit, refetches and sketches included. "
      "Dashed: b + 32 * the paper's share. JL-refetching, under its own "
      "premise, is drawn at the bits of its samples, a mark for each sketch "
      "dimension r."};
  for (const SetRuns& set : sets) {
    Panel panel{
        .title = set.problem.title(),
        .x = {.label = "bits of a sample value"},
        .y = {.label = "bits moved for one value", .logarithmic = true}};
    Series full{
        .label = "32-bit", .origin = Origin::kTheory, .color = full_color()};
    Series plain{.label = "plain rounding",
                 .color = method_color("nearest"),
                 .markers = true};
    Series l1{.label = "l1-refetching", .color = l1_color(), .markers = true};
    for (const auto& [bits, training] : set.l1) {
      full.add(bits, 32);
      add_mean(plain, bits, set.plain.at("nearest").at(bits).bits_per_value);
      add_mean(l1, bits, training.bits_per_value);
    }
    panel.series = {std::move(full), std::move(plain), std::move(l1)};
    if (is_paper_panel(set)) {
      panel.series.push_back(paper_points(
          set, [](int bits, double share) { return bits + 32 * share; }));
    }
    // Not those of the other series.
    static constexpr int kSketchColors[] = {1, 2, 4, 5, 7};
    std::size_t next = 0;
    for (const auto& [dimension, training] : set.jl) {
      Series point{.label = fmt::format("JL, r = {}", dimension),
                   .color = kSketchColors[next++ % std::size(kSketchColors)],
                   .markers = true};
      add_mean(point, set.most_bits(), training.bits_per_value);
      panel.series.push_back(std::move(point));
    }
    figure.panels.push_back(std::move(panel));
  }
  return figure;
}

Panel sketch_panel(const SetRuns& set, double delta) {
  Panel panel{.title = set.problem.title(),
              .x = {.label = "sketch dimension r", .logarithmic = true},
              .y = {.label = "error of the margin", .logarithmic = true}};
  for (const SketchRuns& sketches : set.sketches) {
    const bool bounded = sketches.is_bounded();
    const int color = bounded ? 0 : 1;
    Series ours{.label = bounded ? "||x|| bounded" : "||x|| free",
                .color = color,
                .markers = true};
    Series formula{.label = bounded ? "bounded, formula" : "free, formula",
                   .origin = Origin::kTheory,
                   .color = color};
    for (const int dimension : sketches.dimensions) {
      add_mean(ours, dimension, sketches.values(dimension, "error"));
      add_mean(formula, dimension, sketches.values(dimension, "predicted"));
    }
    // Over few repetitions the bands would hide all else.
    panel.series.push_back(without_band(std::move(ours)));
    panel.series.push_back(without_band(std::move(formula)));
  }
  Series line{.label = "delta", .origin = Origin::kTheory, .color = 3};
  for (const int dimension : set.sketches.front().dimensions) {
    line.add(dimension, delta);
  }
  panel.series.push_back(std::move(line));
  return panel;
}

Figure sketch_figure(const std::vector<SetRuns>& sets, double delta) {
  Figure figure{
      "sketch_error",
      "Error of the sketched margin against the sketch's dimension",
      "Root mean square of c - m over training rows at the final 32-bit model, "
      "mean over repetitions (intervals in the table); dotted: the exact "
      "formula, without the rounding of the sketches. delta is what the "
      "refetching rule needs it below."};
  for (const SetRuns& set : sets) {
    figure.panels.push_back(sketch_panel(set, delta));
  }
  return figure;
}

}  // namespace

std::vector<Figure> make_figures(const std::vector<SetRuns>& sets,
                                 double delta) {
  return {share_figure(sets), curve_figure(sets), movement_figure(sets),
          sketch_figure(sets, delta)};
}

}  // namespace zipml::refetch
