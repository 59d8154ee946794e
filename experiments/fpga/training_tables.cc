// The tables of training: time to a loss, staleness, and this machine.
#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "core/fpga/staleness.h"
#include "core/harness/findings/table_of.h"
#include "experiments/fpga/analysis.h"
#include "experiments/fpga/figure_5.h"

namespace zipml::fpga {
namespace {

// Of every low-precision design.
std::vector<EqualLoss> all_equal_losses(const StudyRuns& study) {
  std::vector<EqualLoss> rows;
  for (const DataSize& set : study.scope.trained_sets) {
    for (const Design& low : study.scope.trained_designs) {
      if (low.name == study.scope.full().name) continue;
      for (EqualLoss& equal : equal_losses(study, set, low)) {
        rows.push_back(std::move(equal));
      }
    }
  }
  return rows;
}

Table equal_loss_table(const StudyRuns& study) {
  return table_of<EqualLoss>(
      {"equal_loss", "Time to the same loss: 32 bits over low precision",
       "The first whole epoch after which the half-MSE is at most the level, "
       "times the seconds of an epoch: the model's, or where Fig 5 refutes "
       "them (table figure_5) the plotted ones. Levels are those of Fig 5a, "
       "relative to the final 32-bit loss (the paper's 0.001272, ours of the "
       "same repetition). 95 % t intervals over repetitions, each another data "
       "set with other draws; those in which low precision never gets there "
       "are left out of its epochs, and their ratio is 0."},
      all_equal_losses(study),
      {{text_column("set", "data set"), &EqualLoss::set},
       {text_column("design", "design"), &EqualLoss::design},
       {number_column("level", "loss / final 32-bit loss", "", 3),
        &EqualLoss::relative_level},
       {number_column("epochs_float", "32 bits", "epochs", 3),
        &EqualLoss::epochs_full},
       {number_column("epochs_low", "low precision", "epochs", 3),
        &EqualLoss::epochs_low},
       {text_column("reached", "runs that get there"), &EqualLoss::reached},
       {number_column("ratio", "time, 32 bits over low precision", "", 3),
        &EqualLoss::ratio},
       {number_column("per_epoch", "the same of one epoch", "", 3),
        [](const EqualLoss& row) { return known(row.epoch_ratio); }},
       {text_column("seconds", "seconds of an epoch"),
        [](const EqualLoss& row) { return row.plotted ? "plotted" : "model"; }},
       {number_column("paper", "paper (Fig 5a)", "", 3),
        [](const EqualLoss& row) {
          return row.set == "synthetic-100" && row.design == "q2"
                     ? Value(row.paper_ratio)
                     : Value();
        }}});
}

struct StaleRow {
  std::string set = {}, design = {};
  std::int64_t missing = 0;  // updates

  OnSet key() const { return {design, set}; }
};

std::vector<StaleRow> stale_rows(const StudyRuns& study) {
  std::vector<StaleRow> rows;
  for (const DataSize& set : study.scope.trained_sets) {
    for (const Design& design : study.scope.trained_designs) {
      const std::vector<std::int64_t> delays = staleness_delays(
          design, set.workload.features + 1, memory_of(design));
      rows.push_back({set.name, design.name,
                      *std::max_element(delays.begin(), delays.end()) - 1});
    }
  }
  return rows;
}

Table staleness_table(const StudyRuns& study) {
  // A value of the step search.
  const auto searched = [&](Column column, Pipeline pipeline,
                            const char* name) -> ColumnOf<StaleRow> {
    return {std::move(column), [&study, pipeline, name](const StaleRow& row) {
              const CellResult* search =
                  ok(study.runs.searches.at(pipeline).at(row.key()));
              return search == nullptr ? Value() : search->values.at(name);
            }};
  };
  const auto final_loss = [&](Column column,
                              Pipeline pipeline) -> ColumnOf<StaleRow> {
    return {std::move(column), [&study, pipeline](const StaleRow& row) {
              return interval(pairwise(
                  study.final_losses(row.key(), pipeline),
                  study.final_losses({study.scope.full().name, row.set}),
                  std::divides<double>()));
            }};
  };
  constexpr Pipeline kStale = Pipeline::kHardware;
  constexpr Pipeline kInTurn = Pipeline::kSequential;
  return table_of<StaleRow>(
      {"staleness", "What the stale model costs",
       "The pipeline never waits: a sample's dot product misses the updates of "
       "the samples just before it. Sequential: the same arithmetic without "
       "that (no hardware does it). Best step: 2^-shift of the smallest loss "
       "after the search's epochs; final loss: half-MSE after training with "
       "the step tuned for the 32-bit hardware, relative to the final loss of "
       "that hardware in the same repetition. Largest step: that of the steps "
       "tried at which no word of the fixed-point model overflowed."},
      stale_rows(study),
      {{text_column("set", "data set"), &StaleRow::set},
       {text_column("design", "design"), &StaleRow::design},
       {integer_column("missing", "updates missing"), &StaleRow::missing},
       searched(integer_column("shift", "best shift, hardware"), kStale,
                "shift"),
       searched(integer_column("shift_sequential", "best shift, sequential"),
                kInTurn, "shift"),
       searched(integer_column("largest", "largest step, shift, hardware"),
                kStale, "largest"),
       searched(integer_column("largest_sequential",
                               "largest step, shift, sequential"),
                kInTurn, "largest"),
       searched(number_column("best", "its loss, hardware", "half-MSE"), kStale,
                "loss"),
       searched(
           number_column("best_sequential", "its loss, sequential", "half-MSE"),
           kInTurn, "loss"),
       final_loss(number_column("final", "final loss, hardware"), kStale),
       final_loss(number_column("final_sequential", "final loss, sequential"),
                  kInTurn)});
}

// A set's time on this machine.
struct TimeRow {
  DataSize set = {};
  int threads = 1;
};

std::vector<TimeRow> time_rows(const Scope& scope) {
  std::vector<TimeRow> rows;
  for (const DataSize& set : scope.cpu_sets) {
    rows.push_back({set, 1});
    if (scope.threads > 1) rows.push_back({set, scope.threads});
  }
  return rows;
}

Value paper_hogwild(const TimeRow& row) {
  for (const Figure5Hogwild& hogwild : kFigure5Hogwild) {
    if (row.set.name == hogwild.set && row.threads > 1) {
      return 1e3 * hogwild.seconds;
    }
  }
  return {};
}

Table cpu_table(const StudyRuns& study) {
  // The mean of a function of each repetition's seconds.
  const auto mean_of = [&](const TimeRow& row,
                           const std::function<double(double)>& f) {
    std::vector<double> values =
        present(study.cpu_seconds(row.set, row.threads));
    for (double& value : values) value = f(value);
    return interval(values);
  };
  const auto over_fpga = [&](Column column,
                             const char* design) -> ColumnOf<TimeRow> {
    return {
        std::move(column), [&study, mean_of, design](const TimeRow& row) {
          const double fpga = study.epoch({design, row.set.name}, "seconds");
          return mean_of(row, [fpga](double s) { return s / fpga; });
        }};
  };
  return table_of<TimeRow>(
      {"cpu", "Measured on this machine: an epoch of SGD on the CPU",
       "Least squares in float32, one sample an update; the median epoch of "
       "each run, with a 95 % t interval over runs. On several threads: "
       "Hogwild!, lock-free, every thread on one model, by the same vector "
       "kernels. The last columns divide by the FPGA model's epoch on the "
       "study's link. The paper's Hogwild! ran on 10 cores of another "
       "machine."},
      time_rows(study.scope),
      {{text_column("set", "data set"),
        [](const TimeRow& row) { return row.set.name; }},
       {integer_column("threads", "threads"), &TimeRow::threads},
       {number_column("seconds", "epoch", "ms"),
        [mean_of](const TimeRow& row) {
          return mean_of(row, [](double s) { return 1e3 * s; });
        }},
       {number_column("rate", "samples read", "GB/s", 3),
        [mean_of](const TimeRow& row) {
          const Workload& work = row.set.workload;
          const double bytes = 4.0 * static_cast<double>(work.samples) *
                               static_cast<double>(work.features + 1);
          return mean_of(row, [bytes](double s) { return 1e-9 * bytes / s; });
        }},
       {number_column("paper", "paper's Hogwild!, 10 cores", "ms", 3),
        paper_hogwild},
       over_fpga(number_column("over_float", "over FPGA, 32 bits", "", 3),
                 "float"),
       over_fpga(number_column("over_q2", "over FPGA, 2 bits", "", 3), "q2")});
}

}  // namespace

std::vector<Table> make_training_tables(const StudyRuns& study) {
  return {equal_loss_table(study), staleness_table(study), cpu_table(study)};
}

}  // namespace zipml::fpga
