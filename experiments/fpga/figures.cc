#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <utility>

#include "experiments/fpga/analysis.h"
#include "experiments/fpga/figure_5.h"

namespace zipml::fpga {
namespace {

// One colour a curve of a figure, in the order of its legend.
constexpr int kOneThread = 4;
constexpr int kHogwild = 5;

// Below, there are only bands.
constexpr double kLowestRelativeLoss = 0.85;

std::string size_text(const DataSize& set) {
  return fmt::format("{} x {}", set.workload.samples, set.workload.features);
}

// The loss of runs on a set over the final 32-bit one, against epochs.
Series relative_loss(const StudyRuns& study, const DataSize& set,
                     const Runs& runs, std::string label, int color) {
  Series series = runs.mean_curve("loss", study.loss_scales(set));
  series.label = std::move(label);
  series.color = color;
  return series;
}

// With so many seconds an epoch; empty where they are not known.
Series against_time(Series series, double seconds) {
  if (!std::isfinite(seconds)) {
    return {.label = series.label, .color = series.color};
  }
  for (double& epoch : series.x) epoch *= seconds;
  return series;
}

Panel time_panel(const StudyRuns& study, const DataSize& set) {
  Panel panel{.title = size_text(set),
              .x = {.label = "time (s)", .logarithmic = true},
              .y = {.label = "half-MSE / final 32-bit half-MSE",
                    .logarithmic = true,
                    .min = kLowestRelativeLoss}};
  int color = 0;
  for (const Design& design : study.scope.trained_designs) {
    const OnSet key{design.name, set.name};
    panel.series.push_back(against_time(
        relative_loss(study, set,
                      study.runs.training.at(Pipeline::kHardware).at(key),
                      "FPGA " + design.name, color),
        study.trained_seconds(key)));
    const Figure5Point* paper = figure_5_point(set.name, design.name);
    if (set.name == "synthetic-100" && paper != nullptr) {
      Series end{.label = "paper: FPGA " + design.name + ", end",
                 .origin = Origin::kPaper,
                 .color = color,
                 .markers = true};
      end.add(kFigure5Epochs * paper->seconds,
              paper->final_loss / kFigure5FinalLoss);
      panel.series.push_back(std::move(end));
    }
    ++color;
  }
  const auto add_cpu = [&](int threads, std::string label, int cpu_color) {
    panel.series.push_back(against_time(
        relative_loss(study, set, study.runs.cpu.at(set.name).at(threads),
                      std::move(label), cpu_color),
        interval(study.cpu_seconds(set, threads)).mean));
  };
  add_cpu(1, "CPU, 1 thread", kOneThread);
  const int threads = study.scope.threads;
  if (threads > 1) {
    add_cpu(threads, fmt::format("CPU, Hogwild! {} threads", threads),
            kHogwild);
  }
  return panel;
}

Figure loss_figure(const StudyRuns& study) {
  Figure figure{
      .id = "loss_against_time",
      .title = "Loss against time",
      .caption = fmt::format(
          "Half-MSE of the authors' synthetic data after each epoch, over the "
          "final 32-bit one of the same repetition: mean with 95 % band. FPGA: "
          "the hardware's fixed-point arithmetic and stale model, with the "
          "cycle model's time. CPU: measured on this machine, one thread and "
          "Hogwild! on {} threads. All with the same step, tuned for the "
          "32-bit FPGA. Hollow: where the paper's curves of Fig 5a end (64 "
          "epochs), over its final 32-bit loss.",
          study.scope.threads)};
  for (const DataSize& set : study.scope.trained_sets) {
    figure.panels.push_back(time_panel(study, set));
  }
  return figure;
}

// How many times less `seconds` are than those of 32 bits.
Series speed_up_curve(const StudyRuns& study, const std::string& design,
                      int color, const char* seconds) {
  Series series{.label = design, .color = color};
  const CellResult* low = ok(study.runs.dimensions.at(design));
  const CellResult* full = ok(study.runs.baseline_dimensions.at(design));
  if (low == nullptr || full == nullptr) return series;
  const std::size_t rows = std::min(low->rows.size(), full->rows.size());
  for (std::size_t i = 0; i < rows; ++i) {
    series.add(low->rows[i].number("features"),
               full->rows[i].number(seconds) / low->rows[i].number(seconds));
  }
  return series;
}

Panel dimension_panel(const StudyRuns& study, std::string title,
                      const char* seconds) {
  Panel panel{.title = std::move(title),
              .x = {.label = "features"},
              .y = {.label = "speed-up", .min = 0.0}};
  int color = 0;
  for (const Design& design : study.scope.designs) {
    if (design.name == "float") continue;
    panel.series.push_back(
        speed_up_curve(study, design.name, color++, seconds));
  }
  return panel;
}

Figure dimension_figure(const StudyRuns& study) {
  return {
      .id = "speed_up_against_dimension",
      .title =
          "Speed-up of an epoch over 32 bits against the number of "
          "features",
      .caption =
          "Simulated, over the 32-bit pipeline on the same clock. A row takes "
          "a whole number of 512-bit lines: hence the steps, and hence no gain "
          "for short rows. Left: on the designs' own link. Right: a link that "
          "always keeps up.",
      .panels = {
          dimension_panel(study, "own link", "seconds"),
          dimension_panel(study, "link always keeps up", "compute_seconds")}};
}

// The designs' points with these seconds, and the bounds.
Panel roofline_panel(const StudyRuns& study, std::string title,
                     const char* seconds) {
  const DataSize& set = study.scope.storage_set;
  const double values = static_cast<double>(set.workload.samples) *
                        static_cast<double>(set.workload.features);
  Panel panel{.title = std::move(title),
              .x = {.label = "values per byte read", .logarithmic = true},
              .y = {.label = "values per second", .logarithmic = true}};
  double low = 0.2, high = 5;
  int color = 0;
  for (const Design& design : study.scope.designs) {
    Series series{.label = design.name, .color = color++, .markers = true};
    const OnSet key{design.name, set.name};
    const double x = study.epoch(key, "values_per_byte");
    const double y = values / study.epoch(key, seconds);
    if (std::isfinite(x) && std::isfinite(y)) {
      series.add(x, y);
      low = std::min(low, x / 1.5);
      high = std::max(high, 1.5 * x);
    }
    panel.series.push_back(std::move(series));
  }
  const Design& full = study.scope.full();
  const double line_rate =
      static_cast<double>(full.line_bits) / 8 * full.clock_hz;
  color = 0;
  for (const auto& [label, bandwidth] :
       {std::pair{"one line a cycle", line_rate},
        {"link", full.link_bytes_per_second},
        {"half a line a cycle", line_rate / 2}}) {
    Series bound{
        .label = fmt::format("{} ({:.3g} GB/s)", label, bandwidth * 1e-9),
        .origin = Origin::kTheory,
        .color = color++};
    for (const double x : {low, high}) bound.add(x, x * bandwidth);
    panel.series.push_back(std::move(bound));
  }
  return panel;
}

Figure roofline_figure(const StudyRuns& study) {
  const DataSize& set = study.scope.storage_set;
  return {.id = "roofline",
          .title = fmt::format("Roofline: {} ({})", set.name, size_text(set)),
          .caption =
              "A point is a design: how many values a byte of memory holds, "
              "and how many it processes a second in a simulated epoch. Left: "
              "on the designs' own link. Right: a link that always keeps up. "
              "Dotted: the link of the 32-bit design, and pipelines of one and "
              "of half a 64-byte line a cycle. Points on a line are bound by "
              "it; designs that hold as many values in a byte coincide.",
          .panels = {roofline_panel(study, "own link", "seconds"),
                     roofline_panel(study, "link always keeps up",
                                    "compute_seconds")}};
}

Series search_curve(const Runs& search, std::string label, int color) {
  Series series{.label = std::move(label), .color = color};
  for (const Record& row : search.front().rows) {
    if (row.integer("overflows") > 0) continue;
    series.add(std::exp2(-row.number("shift")), row.number("final_loss"));
  }
  return series;
}

Figure staleness_figure(const StudyRuns& study) {
  Figure figure{
      .id = "staleness",
      .title = "The cost of a stale model",
      .caption =
          "Hardware: the pipeline's model misses the last few updates; "
          "sequential: the same arithmetic without that. First: half-MSE "
          "against epochs with the step tuned for the 32-bit hardware, over "
          "that hardware's final one, mean with 95 % band. Second: half-MSE "
          "after the search's epochs against the step; steps that overflow the "
          "fixed-point model are left out."};
  for (const DataSize& set : study.scope.trained_sets) {
    Panel epochs{.title = size_text(set),
                 .x = {.label = "epoch", .logarithmic = true},
                 .y = {.label = "half-MSE / final 32-bit one",
                       .logarithmic = true,
                       .min = kLowestRelativeLoss}};
    Panel steps{.title = size_text(set) + ", by step",
                .x = {.label = "step size", .logarithmic = true},
                .y = {.label = "half-MSE", .logarithmic = true}};
    int color = 0;
    for (const Design& design : study.scope.trained_designs) {
      const OnSet key{design.name, set.name};
      for (const auto& [pipeline, name] :
           {std::pair{Pipeline::kHardware, ", hardware"},
            {Pipeline::kSequential, ", sequential"}}) {
        epochs.series.push_back(
            relative_loss(study, set, study.runs.training.at(pipeline).at(key),
                          design.name + name, color));
        steps.series.push_back(
            search_curve(study.runs.searches.at(pipeline).at(key),
                         design.name + name, color));
        ++color;
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

std::vector<Figure> make_figures(const StudyRuns& study) {
  return {loss_figure(study), dimension_figure(study), roofline_figure(study),
          staleness_figure(study)};
}

}  // namespace zipml::fpga
