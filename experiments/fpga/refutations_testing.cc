#include <cstdint>
#include <memory>

#include "core/fpga/measured.h"
#include "experiments/fpga/figure_5.h"
#include "experiments/fpga/tasks.h"
#include "experiments/refutation_testing.h"
#include "experiments/small_studies_testing.h"

namespace zipml {
namespace fpga {
namespace {

// What the model and the plots of Figure 5 say of each other decides what else
// they are evidence for, so that "6 to 7 times" has results of its own.
enum class About { kMost, kSixToSeven };

constexpr double kFigure5Link = 7.03e9;  // the parameter's default

CellResult made_up_counts(Truth truth) {
  CellResult result;
  for (const MeasuredCount& count : measured_counts()) {
    const bool first = result.rows.empty();
    result.rows.push_back(
        {{"simulated", count.cycles + (truth == Truth::kFails ? 100 : 0)},
         {"closed_form", count.cycles},
         {"validity", first ? "lower bound" : "exact"}});
  }
  return result;
}

// Seconds of the model where the figure has a point.
double figure_5_seconds(const Figure5Point& point, Truth truth, About about) {
  const bool is_q2 = std::string(point.design) == "q2";
  if (about == About::kMost) {
    return point.seconds * (is_q2 && truth == Truth::kFails ? 2 : 1);
  }
  // Refuted on one set; on the other 7.70 times as plotted, or as near to 7.5
  // as reading the plot allows.
  if (std::string(point.set) == "synthetic-100") return 2 * point.seconds;
  if (truth == Truth::kFails) return point.seconds;
  return point.seconds * (is_q2 ? 1.014 : 0.986);
}

// 32 bits take 7 s, what is tried takes 1 or 3.5; one bit is bound by what it
// computes and the others by the link, or the other way round.
Record epoch_values(const Cell& cell, Truth truth, About about) {
  const bool fails = truth == Truth::kFails;
  const std::string& design = cell.parameters.text("name");
  double seconds = fails ? 3.5 : 1;
  if (design == "float") seconds = 7;
  if (design == "q4") seconds = fails ? 3.5 : 1.6;
  if (cell.parameters.number("link_bytes_per_second") == kFigure5Link) {
    for (const Figure5Point& point : kFigure5Points) {
      const bool own_line = cell.parameters.text("label_place") != "last_line";
      if (design != point.design || own_line) continue;
      const bool gisette = std::string(point.set) == "gisette";
      if (gisette != (cell.parameters.integer("features") == 5000)) continue;
      seconds = figure_5_seconds(point, truth, about);
    }
  }
  for (const NotebookTime& time : notebook_times()) {
    if (design != time.design ||
        cell.parameters.integer("rows") != time.workload.samples ||
        cell.parameters.integer("features") != time.workload.features) {
      continue;
    }
    seconds = (time.seconds - time.first_call_seconds) / time.epochs *
              (fails ? 2 : 1);
  }
  const bool slow_link = (design == "q1split") == fails;
  return {{"cycles", 100},
          {"stall_cycles", 0},
          {"closed_form", 100},
          {"validity", "exact"},
          {"lines_per_row", 1},
          {"values_per_line", 16},
          {"seconds", seconds},
          {"compute_seconds", slow_link ? seconds / 2 : seconds},
          {"link_seconds", seconds},
          {"bytes_read", design == "float" ? 8.0
                         : fails           ? 2.0
                                           : 1.0},
          {"values_per_byte", 1.0},
          {"peak", 1.0},
          {"attainable", 1.0},
          {"achieved", 1.0}};
}

// The loss falls to its last value at one epoch.
CellResult made_up_training(const Cell& cell, Truth truth) {
  const bool low = cell.parameters.text("name") != "float";
  const bool odd = cell.repetition % 2 == 1;
  int reached = 4;
  double last = 1;
  if (low && truth == Truth::kFails) last = 2;
  if (low && truth == Truth::kNoise) {
    reached = odd ? 8 : 1;
    last = odd ? 0.2 : 1;
  }
  CellResult result;
  for (int epoch = 0; epoch <= 10; ++epoch) {
    result.rows.push_back(
        {{"epoch", epoch}, {"loss", epoch < reached ? 100.0 : last}});
  }
  result.values = {{"shift", 6}, {"final_loss", last}, {"overflows", 0}};
  return result;
}

CellResult made_up_timing(const Cell& cell, Truth truth) {
  double seconds = truth == Truth::kFails ? 0.005 : 20;
  if (truth == Truth::kNoise) seconds = cell.repetition % 2 == 1 ? 40 : 1;
  CellResult result;
  result.rows.push_back({{"epoch", 0}, {"seconds", 0.0}, {"loss", 1.0}});
  result.values = {{"seconds_per_epoch", seconds}, {"final_loss", 1.0}};
  return result;
}

CellResult made_up(const Cell& cell, Truth truth, About about) {
  if (truth == Truth::kNothing) return no_result();
  if (cell.task == kCountsTask) return made_up_counts(truth);
  if (cell.task == kEpochTask) {
    return {.values = epoch_values(cell, truth, about)};
  }
  if (cell.task == kTrainTask) return made_up_training(cell, truth);
  if (cell.task == kCpuTask) return made_up_timing(cell, truth);
  if (cell.task == kSearchTask) {
    return {.values = {{"shift", 6}, {"loss", 1.0}, {"largest", 5}}};
  }
  return no_result();
}

}  // namespace
}  // namespace fpga

std::vector<Refutation> fpga_refutations() {
  const auto studies = std::make_shared<const SmallStudies>();
  const auto verdicts_about = [=](fpga::About about) {
    return [=](Truth truth) {
      const Experiment& experiment = studies->experiment("fpga");
      Settings settings = studies->settings(experiment);
      settings.parameters.set("cpu.sets", Value::List{"gisette"});
      settings.parameters.set("cpu.threads", 16);
      settings.machine_threads = 16;
      settings.repetitions = 6;
      return studies
          ->analyse(experiment, settings,
                    [=](const Cell& cell) {
                      return fpga::made_up(cell, truth, about);
                    })
          .verdicts;
    };
  };
  std::vector<Refutation> rows;
  for (const char* kind :
       {"hardware_counts", "notebook_times", "figure_5_times", "extra_bit",
        "up_to_6_5", "bandwidth", "compute_bound", "link_bound"}) {
    rows.push_back({.experiment = "fpga",
                    .kind = kind,
                    .verdicts = verdicts_about(fpga::About::kMost),
                    .exact = true});
  }
  rows.push_back({.experiment = "fpga",
                  .kind = "six_to_seven",
                  .verdicts = verdicts_about(fpga::About::kSixToSeven),
                  .exact = true});
  for (const char* kind : {"equal_loss", "same_loss", "over_hogwild"}) {
    rows.push_back({.experiment = "fpga",
                    .kind = kind,
                    .verdicts = verdicts_about(fpga::About::kMost)});
  }
  return rows;
}

}  // namespace zipml
