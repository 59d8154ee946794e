#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "core/deep/weight_quantizer.h"
#include "experiments/deep/analysis.h"

namespace zipml::deep {
namespace {

int color_of(const DeepRuns& runs, const std::string& quantizer) {
  const auto found =
      std::find(runs.quantizers.begin(), runs.quantizers.end(), quantizer);
  return static_cast<int>(found - runs.quantizers.begin());
}

Series own_curve(const DeepRuns& runs, const std::string& quantizer,
                 const std::string& column) {
  Series curve =
      curve_of(*runs.find(quantizer), column, runs.setting.iterations);
  curve.label = weight_quantizer_label(quantizer);
  curve.color = color_of(runs, quantizer);
  return curve;
}

Panel curves_panel(const DeepRuns& runs, const std::string& title,
                   const std::string& y, const std::string& column) {
  Panel panel{.title = title, .x = {.label = "batches"}, .y = {.label = y}};
  for (const std::string& quantizer : runs.quantizers) {
    Series curve = own_curve(runs, quantizer, column);
    if (!curve.empty()) panel.series.push_back(std::move(curve));
  }
  return panel;
}

// The paper's curves are of CIFAR-10 and of batches of 100.
bool shows_paper(const DeepRuns& runs) {
  return runs.setting.is_of_papers_set() && !runs.setting.data.is_stand_in() &&
         runs.setting.batch_size == 100;
}

// The three curves that Fig 7b has, ours and the paper's.
Panel paper_panel_of(const DeepRuns& runs) {
  Panel panel{.title = "Loss of single batches (Fig 7b)",
              .x = {.label = "batches"},
              .y = {.label = "training loss"}};
  for (const PaperSeries& own : kFigure7b) {
    if (runs.find(own.quantizer) == nullptr) continue;
    Series ours = own_curve(runs, own.quantizer, "loss");
    if (ours.empty()) continue;
    Series paper{.label = fmt::format("paper, {}", own.series),
                 .origin = Origin::kPaper,
                 .color = ours.color,
                 .markers = true};
    const PaperCurve curve = paper_curve("7b", own.series);
    for (std::size_t i = 0; i < curve.epochs.size(); ++i) {
      const std::int64_t iteration = iteration_of_point(curve.epochs[i]);
      if (iteration > runs.setting.iterations) continue;
      paper.add(static_cast<double>(iteration), curve.values[i]);
    }
    panel.series.push_back(std::move(ours));
    if (shows_paper(runs)) panel.series.push_back(std::move(paper));
  }
  return panel;
}

Figure loss_figure(const DeepRuns& runs) {
  Figure figure{
      "training",
      fmt::format("Training on quantized weights, {}", runs.setting.data.name),
      std::string("Mean over starts with its 95 % interval. ") +
          (shows_paper(runs)
               ? "Dashed: the paper's points, read as lines of Caffe's log "
                 "every 100 batches (erratum X15). "
               : "") +
          "Test loss and accuracy are of the quantized network."};
  for (Panel& panel : std::vector<Panel>{
           paper_panel_of(runs),
           curves_panel(runs, "Training loss, mean since the point before",
                        "training loss", "mean_loss"),
           curves_panel(runs, "Test loss", "test loss", "test_loss"),
           curves_panel(runs, "Test accuracy", "test accuracy",
                        "test_accuracy")}) {
    if (!panel.series.empty()) figure.panels.push_back(std::move(panel));
  }
  return figure;
}

// The outline of a layer's weights, and the levels that quantizers give them,
// each quantizer in a line of its own above.
Panel layer_panel(const Record& values, const std::string& layer) {
  Panel panel{.title = layer,
              .x = {.label = "weight"},
              .y = {.label = "weights", .min = 0.0}};
  const double largest = values.number("largest." + layer);
  const std::vector<double> counts = values.numbers("histogram." + layer);
  Series outline{.label = "weights", .form = SeriesForm::kOutline};
  const double width = 2 * largest / kHistogramBins;
  double most = 0;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const double from = -largest + static_cast<double>(i) * width;
    outline.add(from, counts[i]);
    outline.add(from + width, counts[i]);
    most = std::max(most, counts[i]);
  }
  panel.series.push_back(std::move(outline));
  int line = 0;
  for (const std::string& quantizer : kMeasured) {
    ++line;
    Series levels{.label = weight_quantizer_label(quantizer),
                  .color = line,
                  .markers = true,
                  .form = SeriesForm::kPoints};
    for (const double level :
         values.numbers(fmt::format("levels.{}.{}", quantizer, layer))) {
      levels.add(level, most * (1 + 0.08 * line));
    }
    panel.series.push_back(std::move(levels));
  }
  return panel;
}

Figure levels_figure(const DeepRuns& runs) {
  Figure figure{
      "levels", "Levels over the weights of a trained network",
      "Histogram of the weights of each layer at the end of the first "
      "full-precision run, and the levels that each quantizer gives them, one "
      "line of marks a quantizer (as the paper's Fig 3)."};
  const Runs* full = runs.find(kFull);
  if (full == nullptr) return figure;
  for (std::size_t i = 0; i < full->size(); ++i) {
    if ((*full)[i].status != Status::kOk) continue;
    const Record& values = (*full)[i].values;
    for (const std::string& layer : values.texts("layers")) {
      figure.panels.push_back(layer_panel(values, layer));
    }
    break;
  }
  return figure;
}

}  // namespace

std::vector<Figure> make_figures(const DeepRuns& runs) {
  return {loss_figure(runs), levels_figure(runs)};
}

}  // namespace zipml::deep
