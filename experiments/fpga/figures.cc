#include <fmt/format.h>

#include <algorithm>
#include <cmath>
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

// Designs at one place of the roofline.
struct RoofPoint {
  std::string names = {};
  double intensity = 0;  // values per byte
  double achieved = 0;   // values per second
  double peak = 0;
};

bool is_near(double a, double b) { return std::abs(a / b - 1) < 0.02; }

std::vector<RoofPoint> roof_points(const StudyRuns& study) {
  const DataSize& set = study.scope.storage_set;
  std::vector<RoofPoint> points;
  for (const Design& design : study.scope.designs) {
    const OnSet key{design.name, set.name};
    const RoofPoint own = {design.name, study.epoch(key, "values_per_byte"),
                           study.epoch(key, "achieved"),
                           study.epoch(key, "peak")};
    if (!std::isfinite(own.intensity) || !std::isfinite(own.achieved)) continue;
    const auto same =
        std::find_if(points.begin(), points.end(), [&](const RoofPoint& other) {
          return is_near(own.intensity, other.intensity) &&
                 is_near(own.achieved, other.achieved) &&
                 is_near(own.peak, other.peak);
        });
    if (same == points.end()) {
      points.push_back(own);
    } else {
      same->names += " and " + own.names;
    }
  }
  return points;
}

// Points below their roof: the slope of the link, and from there to the right
// each design's own ceiling.
Panel roofline_panel(const StudyRuns& study) {
  Panel panel{.x = {.label = "values per byte read", .logarithmic = true},
              .y = {.label = "values per second", .logarithmic = true}};
  const double link = study.scope.full().link_bytes_per_second;
  const std::vector<RoofPoint> points = roof_points(study);
  if (points.empty()) return panel;
  double left = points.front().intensity, right = left;
  for (const RoofPoint& point : points) {
    left = std::min(left, point.intensity / 1.5);
    right = std::max({right, 1.5 * point.intensity, 1.5 * point.peak / link});
  }
  Series slope{.label = fmt::format("link, {:.3g} GB/s", link * 1e-9),
               .origin = Origin::kTheory};
  double highest = 0;
  int color = 0;
  for (const RoofPoint& point : points) {
    Series achieved{
        .label = point.names, .color = color, .form = SeriesForm::kPoints};
    achieved.add(point.intensity, point.achieved);
    panel.series.push_back(std::move(achieved));
    highest = std::max(highest, point.peak / link);
    std::string sharing = point.names;
    bool is_first = true;
    for (const RoofPoint& other : points) {
      if (&other == &point || !is_near(other.peak, point.peak)) continue;
      is_first = is_first && &point < &other;
      sharing += " and " + other.names;
    }
    if (is_first) {
      Series ceiling{.label = "ceiling of " + sharing,
                     .origin = Origin::kTheory,
                     .color = color};
      ceiling.add(point.peak / link, point.peak);
      ceiling.add(right, point.peak);
      panel.series.push_back(std::move(ceiling));
    }
    ++color;
  }
  slope.color = color;
  slope.add(left, left * link);
  slope.add(highest, highest * link);
  panel.series.push_back(std::move(slope));
  return panel;
}

Figure roofline_figure(const StudyRuns& study) {
  const DataSize& set = study.scope.storage_set;
  return {.id = "roofline",
          .title = fmt::format("Roofline: {} ({})", set.name, size_text(set)),
          .caption =
              "A point is a design: how many values a byte of memory holds, "
              "and how many it processes a second in a simulated epoch. "
              "Dotted, the roof: what the link of the 32-bit design brings, "
              "and to the right of it the ceiling of each design's pipeline, "
              "values a cycle times its clock. A point on the slope is bound "
              "by the link; how far its ceiling is above it is what a faster "
              "link could give.",
          .panels = {roofline_panel(study)}};
}

Series search_curve(const Runs& search, std::string label, int color) {
  Series series{.label = std::move(label), .color = color};
  for (const Record& row : search.front().rows) {
    series.add(std::exp2(-row.number("shift")),
               row.integer("overflows") > 0
                   ? std::numeric_limits<double>::infinity()
                   : row.number("final_loss"));
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
          "after the search's epochs against the step, up to six times the "
          "best."};
  for (const DataSize& set : study.scope.trained_sets) {
    Panel epochs{.title = size_text(set),
                 .x = {.label = "epoch", .logarithmic = true},
                 .y = {.label = "half-MSE / final 32-bit one",
                       .logarithmic = true,
                       .min = kLowestRelativeLoss}};
    Panel steps{.title = size_text(set) + ", by step",
                .x = {.label = "step size", .logarithmic = true},
                .y = {.label = "half-MSE",
                      .logarithmic = true,
                      .infinite = "the fixed-point model overflows"}};
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
