#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/fpga/design_table.h"
#include "experiments/fpga/analysis.h"
#include "experiments/fpga/figure_5.h"

namespace zipml::fpga {
namespace {

// One colour a curve of a figure, in the order of its legend.
constexpr int kOneThread = 4;
constexpr int kHogwild = 5;

// Below, there are only bands.
constexpr double kLowestRelativeLoss = 0.85;

Figure loss_figure(const Measured& measured) {
  const CellMaker& cells = measured.cells();
  Figure figure{
      "loss_against_time",
      "Loss against time",
      fmt::format(
          "Half-MSE of the authors' synthetic data after each epoch, over the "
          "final 32-bit one of the same repetition: mean with 95 % band. FPGA: "
          "the hardware's fixed-point arithmetic and stale "
          "model, with the cycle model's time. CPU: measured on this machine, "
          "one thread and Hogwild! on {} threads. All with the same step, "
          "tuned for the 32-bit FPGA. Hollow: where the paper's curves of Fig "
          "5a end (64 epochs), over its final 32-bit loss.",
          cells.threads()),
      {}};
  for (const DataSize& set : cells.trained_sets()) {
    Panel panel{
        fmt::format("{} x {}", set.workload.samples, set.workload.features),
        {.label = "time (s)", .logarithmic = true},
        {.label = "half-MSE / final 32-bit half-MSE",
         .logarithmic = true,
         .min = kLowestRelativeLoss},
        {}};
    const auto add = [&](const CellOf& cell_of, double seconds,
                         const std::string& label, int color) {
      Series series = mean_curve(measured.results(), cell_of, "loss",
                                 measured.loss_scales(set));
      if (!std::isfinite(seconds)) series = {};
      for (double& epoch : series.x) epoch *= seconds;
      series.label = label;
      series.color = color;
      panel.series.push_back(std::move(series));
    };
    int color = 0;
    const DataSize timed = CellMaker::with_intercept(set);
    for (const Design& design : cells.trained_designs()) {
      add(measured.training(set, design, Pipeline::kHardware),
          measured.epoch(design, timed, "seconds"), "FPGA " + design.name,
          color);
      if (set.name == "synthetic-100") {
        for (const Figure5Point& point : kFigure5Points) {
          if (set.name != point.set || design.name != point.design) continue;
          panel.series.push_back(
              {.label = "paper: FPGA " + design.name + ", end",
               .origin = Origin::kPaper,
               .color = color,
               .markers = true,
               .x = {kFigure5Epochs * point.seconds},
               .y = {point.final_loss / kFigure5FinalLoss}});
        }
      }
      ++color;
    }
    const auto cpu = [&](int threads) {
      return interval(measured.cpu_seconds(set, threads)).mean;
    };
    add(measured.cpu(set, 1), cpu(1), "CPU, 1 thread", kOneThread);
    if (cells.threads() > 1) {
      add(measured.cpu(set, cells.threads()), cpu(cells.threads()),
          fmt::format("CPU, Hogwild! {} threads", cells.threads()), kHogwild);
    }
    figure.panels.push_back(std::move(panel));
  }
  return figure;
}

Series speed_up_curve(const Measured& measured, const Design& design,
                      const char* seconds) {
  Series series;
  const CellResult* own = measured.ok(measured.cells().dimensions(design));
  const CellResult* base =
      measured.ok(measured.cells().dimensions(CellMaker::baseline_of(design)));
  if (own == nullptr || base == nullptr) return series;
  const std::size_t rows = std::min(own->rows.size(), base->rows.size());
  for (std::size_t i = 0; i < rows; ++i) {
    series.x.push_back(own->rows[i].number("features"));
    series.y.push_back(base->rows[i].number(seconds) /
                       own->rows[i].number(seconds));
  }
  return series;
}

Figure dimension_figure(const Measured& measured) {
  Figure figure{
      "speed_up_against_dimension",
      "Speed-up of an epoch over 32 bits against the number of features",
      "Simulated, over the 32-bit pipeline on the same clock. A row takes a "
      "whole number of 512-bit lines: hence the steps, and hence no gain for "
      "short rows. Left: on the designs' own link. Right: a link that always "
      "keeps up.",
      {}};
  for (const auto& [title, seconds] :
       {std::pair{"own link", "seconds"},
        {"link always keeps up", "compute_seconds"}}) {
    Panel panel{
        title, {.label = "features"}, {.label = "speed-up", .min = 0.0}, {}};
    int color = 0;
    for (const Design& design : measured.cells().designs()) {
      if (design.name == "float") continue;
      Series series = speed_up_curve(measured, design, seconds);
      series.label = design.name;
      series.color = color++;
      panel.series.push_back(std::move(series));
    }
    figure.panels.push_back(std::move(panel));
  }
  return figure;
}

// The designs' points with these seconds, and the bounds.
Panel roofline_panel(const Measured& measured, const std::string& title,
                     const char* seconds) {
  const CellMaker& cells = measured.cells();
  const DataSize& set = cells.storage_set();
  const double values = static_cast<double>(set.workload.samples) *
                        static_cast<double>(set.workload.features);
  Panel panel{title,
              {.label = "values per byte read", .logarithmic = true},
              {.label = "values per second", .logarithmic = true},
              {}};
  double low = 0.2, high = 5;
  int color = 0;
  for (const Design& design : cells.designs()) {
    Series series{.label = design.name, .color = color++, .markers = true};
    const double x = measured.epoch(design, set, "values_per_byte");
    const double y = values / measured.epoch(design, set, seconds);
    if (std::isfinite(x) && std::isfinite(y)) {
      series.x = {x};
      series.y = {y};
      low = std::min(low, x / 1.5);
      high = std::max(high, 1.5 * x);
    }
    panel.series.push_back(std::move(series));
  }
  const Design base = cells.built_in("float");
  const double line_rate =
      static_cast<double>(base.line_bits) / 8 * base.clock_hz;
  color = 0;
  for (const auto& [label, bandwidth] :
       {std::pair{"one line a cycle", line_rate},
        {"link", base.link_bytes_per_second},
        {"half a line a cycle", line_rate / 2}}) {
    panel.series.push_back(
        {.label = fmt::format("{} ({:.3g} GB/s)", label, bandwidth * 1e-9),
         .origin = Origin::kTheory,
         .color = color++,
         .x = {low, high},
         .y = {low * bandwidth, high * bandwidth}});
  }
  return panel;
}

Figure roofline_figure(const Measured& measured) {
  const DataSize& set = measured.cells().storage_set();
  return {
      "roofline",
      fmt::format("Roofline: {} ({} x {})", set.name, set.workload.samples,
                  set.workload.features),
      "A point is a design: how many values a byte of memory holds, and "
      "how many it processes a second in a simulated epoch. Left: on the "
      "designs' own link. Right: a link that always keeps up. Dotted: the "
      "link of the 32-bit design, and pipelines of one and of half a "
      "64-byte line a cycle. Points on a line are bound by it; designs that "
      "hold "
      "as many values in a byte coincide.",
      {roofline_panel(measured, "own link", "seconds"),
       roofline_panel(measured, "link always keeps up", "compute_seconds")}};
}

Series search_curve(const Measured& measured, const Cell& search) {
  Series series;
  const CellResult& result = measured.results().of(search);
  for (const Record& row : result.rows) {
    if (row.integer("overflows") > 0) continue;
    series.x.push_back(std::exp2(-row.number("shift")));
    series.y.push_back(row.number("final_loss"));
  }
  return series;
}

Figure staleness_figure(const Measured& measured) {
  const CellMaker& cells = measured.cells();
  Figure figure{
      "staleness",
      "The cost of a stale model",
      "Hardware: the pipeline's model misses the last few updates; sequential: "
      "the same arithmetic without that. First: half-MSE against epochs with "
      "the step tuned for the 32-bit hardware, over that hardware's final one, "
      "mean with 95 % band. Second: half-MSE after the search's epochs against "
      "the step; steps that overflow the fixed-point model are left out.",
      {}};
  for (const DataSize& set : cells.trained_sets()) {
    const std::string size =
        fmt::format("{} x {}", set.workload.samples, set.workload.features);
    Panel epochs{size,
                 {.label = "epoch", .logarithmic = true},
                 {.label = "half-MSE / final 32-bit one",
                  .logarithmic = true,
                  .min = kLowestRelativeLoss},
                 {}};
    Panel steps{size + ", by step",
                {.label = "step size", .logarithmic = true},
                {.label = "half-MSE", .logarithmic = true},
                {}};
    int color = 0;
    for (const Design& design : cells.trained_designs()) {
      for (const Pipeline pipeline :
           {Pipeline::kHardware, Pipeline::kSequential}) {
        const std::string label =
            design.name +
            (pipeline == Pipeline::kHardware ? ", hardware" : ", sequential");
        Series curve = mean_curve(measured.results(),
                                  measured.training(set, design, pipeline),
                                  "loss", measured.loss_scales(set));
        Series search =
            search_curve(measured, cells.step_search(set, design, pipeline));
        for (Series* series : {&curve, &search}) {
          series->label = label;
          series->color = color;
        }
        ++color;
        epochs.series.push_back(std::move(curve));
        steps.series.push_back(std::move(search));
      }
    }
    // Steps that nearly diverge would flatten the rest.
    double best = std::numeric_limits<double>::infinity();
    for (const Series& series : steps.series) {
      for (const double loss : series.y) best = std::min(best, loss);
    }
    if (std::isfinite(best)) steps.y.max = 6 * best;
    figure.panels.push_back(std::move(epochs));
    figure.panels.push_back(std::move(steps));
  }
  return figure;
}

}  // namespace

std::vector<Figure> make_figures(const Measured& measured) {
  return {loss_figure(measured), dimension_figure(measured),
          roofline_figure(measured), staleness_figure(measured)};
}

}  // namespace zipml::fpga
