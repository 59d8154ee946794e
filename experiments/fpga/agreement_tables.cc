// The cycle model beside what the authors' hardware and plots say.
#include <fmt/format.h>

#include "core/harness/findings/table_of.h"
#include "experiments/fpga/analysis.h"
#include "experiments/fpga/figure_5.h"

namespace zipml::fpga {
namespace {

// A measured count with the row of the model; nullptr without a result.
struct CountRow {
  MeasuredCount count = {};
  const Record* model = nullptr;
};

// The cycles of "simulated" or "closed_form", and how far they are off.
ColumnOf<CountRow> cycles_of(Column column, const char* model) {
  return {std::move(column), [model](const CountRow& row) {
            return row.model == nullptr ? Value() : row.model->at(model);
          }};
}
ColumnOf<CountRow> off(Column column, const char* model) {
  return {std::move(column), [model](const CountRow& row) {
            return row.model == nullptr
                       ? Value()
                       : row.model->integer(model) - row.count.cycles;
          }};
}

Table counts_table(const StudyRuns& study) {
  const CellResult* result = ok(study.runs.counts);
  std::vector<CountRow> rows;
  for (const MeasuredCount& count : measured_counts()) {
    rows.push_back(
        {count, result == nullptr ? nullptr : &result->rows[rows.size()]});
  }
  return table_of<CountRow>(
      {"counts",
       "Cycles of an epoch: the authors' RTL, the simulator, the closed form",
       "Measured: the public RTL simulated cycle by cycle, steady state. The "
       "closed form leaves out the start-up credit of a memory that is slower "
       "than one line a cycle (at most 2 cycles here)."},
      rows,
      {{text_column("design", "design"),
        [](const CountRow& row) { return row.count.design; }},
       {integer_column("samples", "samples"),
        [](const CountRow& row) { return row.count.workload.samples; }},
       {integer_column("features", "features"),
        [](const CountRow& row) { return row.count.workload.features; }},
       {integer_column("batch", "batch"),
        [](const CountRow& row) { return row.count.workload.batch; }},
       {number_column("rate", "memory", "lines/cycle"),
        [](const CountRow& row) { return row.count.memory.lines_per_cycle; }},
       {integer_column("latency", "latency", "cycles"),
        [](const CountRow& row) { return row.count.memory.latency_cycles; }},
       {integer_column("shell", "shell", "cycles"),
        [](const CountRow& row) { return row.count.shell_cycles; }},
       {integer_column("measured", "measured", "cycles"),
        [](const CountRow& row) { return row.count.cycles; }},
       cycles_of(integer_column("simulated", "simulated", "cycles"),
                 "simulated"),
       off(integer_column("difference", "simulated - measured", "cycles"),
           "simulated"),
       cycles_of(integer_column("closed_form", "closed form", "cycles"),
                 "closed_form"),
       off(integer_column("closed_form_difference", "closed form - measured",
                          "cycles"),
           "closed_form"),
       {text_column("validity", "the closed form is"), [](const CountRow& row) {
          return row.model == nullptr ? Value() : row.model->at("validity");
        }}});
}

Table figure_5_table(const StudyRuns& study) {
  // What `f` makes of a value of the point's epoch and of the plotted seconds.
  const auto of_epoch = [&](Column column, LabelPlace place, const char* value,
                            auto f) -> ColumnOf<Figure5Point> {
    return {std::move(column),
            [&study, place, value, f](const Figure5Point& point) {
              const Runs& epoch =
                  study.runs.figure_5.at(place).at({point.design, point.set});
              return known(f(value_of(epoch, value), point.seconds));
            }};
  };
  const auto itself = [](double value, double) { return value; };
  const auto difference = [](double model, double paper) {
    return model / paper - 1;
  };
  const auto bandwidth = [](double bytes, double seconds) {
    return bytes / seconds * 1e-9;
  };
  constexpr LabelPlace kRtl = LabelPlace::kLastLine;
  constexpr LabelPlace kOlder = LabelPlace::kOwnLine;
  return table_of<Figure5Point>(
      {"figure_5", "The paper's Figure 5 against the model",
       fmt::format(
           "Seconds of an epoch: read from the plots, and simulated at 200 MHz "
           "on a link of {} GB/s. Implied link: the bytes that the released "
           "packing reads over the plotted time. The last columns put the "
           "label in a line of its own, as an older packing may have done.",
           study.scope.figure_5_link_gbps)},
      {kFigure5Points.begin(), kFigure5Points.end()},
      {{text_column("set", "data set"), &Figure5Point::set},
       {text_column("design", "design"), &Figure5Point::design},
       {number_column("paper", "paper", "s", 3), &Figure5Point::seconds},
       of_epoch(number_column("model", "model", "s", 3), kRtl, "seconds",
                itself),
       of_epoch(percent_column("difference", "model / paper - 1", 2), kRtl,
                "seconds", difference),
       of_epoch(integer_column("lines", "lines a row"), kRtl, "lines_per_row",
                itself),
       of_epoch(number_column("implied", "implied link", "GB/s", 3), kRtl,
                "bytes_read", bandwidth),
       of_epoch(integer_column("own_lines", "lines a row, own label line"),
                kOlder, "lines_per_row", itself),
       of_epoch(number_column("own_model", "model, own label line", "s", 3),
                kOlder, "seconds", itself),
       of_epoch(percent_column("own_difference", "its model / paper - 1", 2),
                kOlder, "seconds", difference)});
}

Table notebooks_table(const StudyRuns& study) {
  // Left for the host, an epoch, in seconds.
  const auto host = [](const NotebookRun& run) {
    return (run.board - run.model) / run.time.epochs;
  };
  return table_of<NotebookRun>(
      {"notebooks",
       "PYNQ: the times in the authors' notebooks against the model",
       "Notebook: seconds on the board for all epochs, without the extra time "
       "of a first call where it is one. Model: the stream and the pipeline "
       "alone. What is left is the host's: resets, and a model copied word by "
       "word. The last columns compare the two runs of a set, so that the "
       "host's part drops out."},
      notebook_runs(study),
      {{text_column("set", "data set"),
        [](const NotebookRun& run) { return run.time.set; }},
       {text_column("design", "design"),
        [](const NotebookRun& run) { return run.time.design; }},
       {integer_column("epochs", "epochs"),
        [](const NotebookRun& run) { return run.time.epochs; }},
       {number_column("notebook", "notebook", "s"), &NotebookRun::board},
       {number_column("model", "model", "s"),
        [](const NotebookRun& run) { return known(run.model); }},
       {number_column("host", "left for the host, an epoch", "ms", 3),
        [host](const NotebookRun& run) { return known(host(run) * 1e3); }},
       {number_column("host_word", "the same, a word of the model", "us", 3),
        [host](const NotebookRun& run) {
          return known(host(run) * 1e6 /
                       static_cast<double>(run.time.workload.features));
        }},
       {number_column("notebook_gain", "32 bits minus this, notebook", "s", 3),
        [](const NotebookRun& run) { return known(run.board_saved); }},
       {number_column("model_gain", "32 bits minus this, model", "s", 3),
        [](const NotebookRun& run) { return known(run.model_saved); }}});
}

Table bit_serial_table(const StudyRuns& study) {
  const CellResult* result = ok(study.runs.bit_serial);
  return table_of<Record>(
      {"mlweaving", "MLWeaving: cycles against bits and mini-batch",
       "256 samples of 2,048 features, memory always ready. Cycles grow with "
       "the bits that are read; small mini-batches wait for the new model. The "
       "RTL measured 8830 cycles at 8 bits and batch 64, and is unreliable at "
       "1 bit."},
      result == nullptr ? std::vector<Record>() : result->rows,
      {field(integer_column("bits", "bits")),
       field(integer_column("batch", "batch", "samples")),
       field(integer_column("simulated", "simulated", "cycles")),
       field(integer_column("closed_form", "closed form", "cycles")),
       field(integer_column("lines", "lines read")),
       {number_column("waiting", "cycles over lines", "", 3),
        [](const Record& row) {
          return row.number("simulated") / row.number("lines");
        }}});
}

}  // namespace

std::vector<Table> make_agreement_tables(const StudyRuns& study) {
  return {figure_5_table(study), counts_table(study), notebooks_table(study),
          bit_serial_table(study)};
}

}  // namespace zipml::fpga
