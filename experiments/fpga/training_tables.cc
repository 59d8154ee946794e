// The tables of training: time to a loss, staleness, and this machine.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/fpga/design_table.h"
#include "core/fpga/staleness.h"
#include "experiments/fpga/analysis.h"
#include "experiments/fpga/columns.h"
#include "experiments/fpga/figure_5.h"

namespace zipml::fpga {
namespace {

Table equal_loss_table(const Measured& measured) {
  Table table{
      "equal_loss",
      "Time to the same loss: 32 bits over low precision",
      "The first whole epoch after which the half-MSE is at most the level, "
      "times the model's seconds of an epoch. Levels are those of Fig 5a, "
      "relative to the final 32-bit loss (the paper's 0.001272, ours of the "
      "same repetition). 95 % t intervals over repetitions, each another data "
      "set with other draws; those in which low precision never gets there "
      "are left out of its epochs, and their ratio is 0.",
      {set_column(), design_column(),
       number("level", "loss / final 32-bit loss", "", 3),
       number("epochs_float", "32 bits", "epochs", 3),
       number("epochs_low", "low precision", "epochs", 3),
       text("reached", "runs that get there"),
       number("ratio", "time, 32 bits over low precision", "", 3),
       number("per_epoch", "the same of one epoch", "", 3),
       number("paper", "paper (Fig 5a)", "", 3)},
      {}};
  const CellMaker& cells = measured.cells();
  for (const DataSize& set : cells.trained_sets()) {
    const DataSize timed = CellMaker::with_intercept(set);
    const double full =
        measured.epoch(cells.trained_designs().front(), timed, "seconds");
    for (const Design& low : cells.trained_designs()) {
      if (low.name == cells.trained_designs().front().name) continue;
      for (const EqualLoss& equal : equal_losses(measured, set, low)) {
        table.rows.push_back(
            {set.name, low.name, equal.relative_level,
             interval(equal.epochs_float), interval(equal.epochs_low),
             fmt::format("{} of {}", present(equal.epochs_low).size(),
                         cells.repetitions()),
             equal.ratio, or_null(full / measured.epoch(low, timed, "seconds")),
             set.name == "synthetic-100" && low.name == "q2"
                 ? Value(equal.paper_ratio)
                 : Value()});
      }
    }
  }
  return table;
}

// The best of a search cell: its shift and loss.
Value best(const Measured& measured, const Cell& search, const char* value) {
  const CellResult* result = measured.ok(search);
  return result == nullptr ? Value() : result->values.at(value);
}

Table staleness_table(const Measured& measured) {
  Table table{
      "staleness",
      "What the stale model costs",
      "The pipeline never waits: a sample's dot product misses the updates of "
      "the samples just before it. Sequential: the same arithmetic without "
      "that (no hardware does it). Best step: 2^-shift of the smallest loss "
      "after the search's epochs; final loss: half-MSE after training with "
      "the step tuned for the 32-bit hardware, relative to the final loss of "
      "that hardware in the same repetition. Largest step: that of the steps "
      "tried at which no word of the fixed-point model overflowed.",
      {set_column(), design_column(), integer("missing", "updates missing"),
       integer("shift", "best shift, hardware"),
       integer("shift_sequential", "best shift, sequential"),
       integer("largest", "largest step, shift, hardware"),
       integer("largest_sequential", "largest step, shift, sequential"),
       number("best", "its loss, hardware", "half-MSE"),
       number("best_sequential", "its loss, sequential", "half-MSE"),
       number("final", "final loss, hardware", ""),
       number("final_sequential", "final loss, sequential", "")},
      {}};
  const CellMaker& cells = measured.cells();
  for (const DataSize& set : cells.trained_sets()) {
    const std::vector<double> full = measured.final_losses(
        set, cells.trained_designs().front(), Pipeline::kHardware);
    for (const Design& design : cells.trained_designs()) {
      const std::vector<std::int64_t> delays = staleness_delays(
          design, set.workload.features + 1, memory_of(design));
      const auto relative = [&](Pipeline pipeline) {
        return interval(pairwise(measured.final_losses(set, design, pipeline),
                                 full,
                                 [](double a, double b) { return a / b; }));
      };
      const Cell hardware = cells.step_search(set, design, Pipeline::kHardware);
      const Cell sequential =
          cells.step_search(set, design, Pipeline::kSequential);
      table.rows.push_back(
          {set.name, design.name,
           *std::max_element(delays.begin(), delays.end()) - 1,
           best(measured, hardware, "shift"),
           best(measured, sequential, "shift"),
           best(measured, hardware, "largest"),
           best(measured, sequential, "largest"),
           best(measured, hardware, "loss"), best(measured, sequential, "loss"),
           relative(Pipeline::kHardware), relative(Pipeline::kSequential)});
    }
  }
  return table;
}

Table cpu_table(const Measured& measured) {
  const CellMaker& cells = measured.cells();
  Table table{
      "cpu",
      "Measured on this machine: an epoch of SGD on the CPU",
      "Least squares in float32, one sample an update; the median epoch of "
      "each run, with a 95 % t interval over runs. One thread: the vector "
      "kernels. More: Hogwild!, lock-free, every thread on one model. The "
      "last columns divide by the FPGA model's epoch on the study's link. "
      "The paper's Hogwild! ran on 10 cores of another machine.",
      {set_column(), integer("threads", "threads"),
       number("seconds", "epoch", "ms"),
       number("rate", "samples read", "GB/s", 3),
       number("paper", "paper's Hogwild!, 10 cores", "ms", 3),
       number("over_float", "over FPGA, 32 bits", "", 3),
       number("over_q2", "over FPGA, 2 bits", "", 3)},
      {}};
  for (const DataSize& set : cells.cpu_sets()) {
    std::vector<int> counts = {1};
    if (cells.threads() > 1) counts.push_back(cells.threads());
    for (const int threads : counts) {
      const std::vector<double> seconds = measured.cpu_seconds(set, threads);
      const auto scaled = [&](auto&& f) {
        std::vector<double> values = present(seconds);
        for (double& value : values) value = f(value);
        return interval(values);
      };
      const auto over = [&](const char* design) {
        const double fpga =
            measured.epoch(cells.built_in(design), set, "seconds");
        return scaled([&](double s) { return s / fpga; });
      };
      Value paper;
      for (const Figure5Hogwild& hogwild : kFigure5Hogwild) {
        if (set.name == hogwild.set && threads > 1) {
          paper = 1e3 * hogwild.seconds;
        }
      }
      const double bytes = 4.0 * static_cast<double>(set.workload.samples) *
                           static_cast<double>(set.workload.features + 1);
      table.rows.push_back({set.name, threads,
                            scaled([](double s) { return 1e3 * s; }),
                            scaled([&](double s) { return 1e-9 * bytes / s; }),
                            paper, over("float"), over("q2")});
    }
  }
  return table;
}

}  // namespace

std::vector<Table> make_training_tables(const Measured& measured) {
  return {equal_loss_table(measured), staleness_table(measured),
          cpu_table(measured)};
}

}  // namespace zipml::fpga
