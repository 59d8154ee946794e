// The cycle model beside what the authors' hardware and plots say.
#include <fmt/format.h>

#include "core/fpga/design_table.h"
#include "experiments/fpga/analysis.h"
#include "experiments/fpga/columns.h"
#include "experiments/fpga/figure_5.h"

namespace zipml::fpga {
namespace {

Table counts_table(const Measured& measured) {
  Table table{
      "counts",
      "Cycles of an epoch: the authors' RTL, the simulator, the closed form",
      "Measured: the public RTL simulated cycle by cycle, steady state. "
      "The closed form leaves out the start-up "
      "credit of a memory that is slower than one line a cycle (at most 2 "
      "cycles here).",
      {design_column(), integer("samples", "samples"),
       integer("features", "features"), integer("batch", "batch"),
       number("rate", "memory", "lines/cycle", 4),
       integer("latency", "latency", "cycles"),
       integer("shell", "shell", "cycles"),
       integer("measured", "measured", "cycles"),
       integer("simulated", "simulated", "cycles"),
       integer("difference", "simulated - measured", "cycles"),
       integer("closed_form", "closed form", "cycles"),
       integer("closed_form_difference", "closed form - measured", "cycles"),
       text("validity", "the closed form is")},
      {}};
  const CellResult* result = measured.ok(measured.cells().counts());
  const std::vector<MeasuredCount>& counts = measured_counts();
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const MeasuredCount& count = counts[i];
    std::vector<Value> row = {count.design,
                              count.workload.samples,
                              count.workload.features,
                              count.workload.batch,
                              count.memory.lines_per_cycle,
                              count.memory.latency_cycles,
                              count.shell_cycles,
                              count.cycles};
    if (result == nullptr) {
      row.resize(table.columns.size());
    } else {
      for (const char* model : {"simulated", "closed_form"}) {
        const std::int64_t cycles = result->rows[i].integer(model);
        row.push_back(cycles);
        row.push_back(cycles - count.cycles);
      }
      row.push_back(result->rows[i].at("validity"));
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

Table figure_5_table(const Measured& measured) {
  Table table{
      "figure_5",
      "The paper's Figure 5 against the model",
      fmt::format(
          "Seconds of an epoch: read from the plots, and simulated at 200 MHz "
          "on a link of {} GB/s. Implied link: the bytes that the released "
          "packing reads over the plotted time. The last columns put the label "
          "in a line of its own, as an older packing may have done.",
          measured.cells().settings().parameters.number("figure_5.link_gbps")),
      {set_column(), design_column(), number("paper", "paper", "s", 3),
       number("model", "model", "s", 3),
       percent("difference", "model / paper - 1"),
       integer("lines", "lines a row"),
       number("implied", "implied link", "GB/s", 3),
       integer("own_lines", "lines a row, own label line"),
       number("own_model", "model, own label line", "s", 3),
       percent("own_difference", "its model / paper - 1")},
      {}};
  for (const Figure5Point& point : kFigure5Points) {
    const DataSize set = data_size(point.set).value();
    std::vector<Value> row = {point.set, point.design, point.seconds};
    for (const LabelPlace place : kLabelPlaces) {
      const Design design =
          measured.cells().figure_5_design(point.design, place);
      const double seconds = measured.epoch(design, set, "seconds");
      const double bytes = measured.epoch(design, set, "bytes_read");
      const Value lines = or_null(measured.epoch(design, set, "lines_per_row"));
      if (place == LabelPlace::kLastLine) {
        row.insert(row.end(),
                   {or_null(seconds), or_null(seconds / point.seconds - 1),
                    lines, or_null(bytes / point.seconds * 1e-9)});
      } else {
        row.insert(row.end(), {lines, or_null(seconds),
                               or_null(seconds / point.seconds - 1)});
      }
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

Table notebooks_table(const Measured& measured) {
  Table table{
      "notebooks",
      "PYNQ: the times in the authors' notebooks against the model",
      "Notebook: seconds on the board for all epochs, without the extra time "
      "of a first call where it is one. Model: the stream and the pipeline "
      "alone. What is left is the host's: resets, and a model copied word by "
      "word. "
      "The last columns compare the two runs of a set, so that the host's part "
      "drops out.",
      {set_column(), design_column(), integer("epochs", "epochs"),
       number("notebook", "notebook", "s"), number("model", "model", "s"),
       number("host", "left for the host, an epoch", "ms", 3),
       number("host_word", "the same, a word of the model", "us", 3),
       number("notebook_gain", "32 bits minus this, notebook", "s", 3),
       number("model_gain", "32 bits minus this, model", "s", 3)},
      {}};
  double full_notebook = 0;
  double full_model = 0;
  for (const NotebookTime& time : notebook_times()) {
    const double notebook = time.seconds - time.first_call_seconds;
    const double model =
        time.epochs * measured.epoch(find_design(time.design),
                                     {time.set, time.workload}, "seconds");
    const double host = (notebook - model) / time.epochs;
    const bool full = time.design == "pynq-float";
    if (full) {
      full_notebook = notebook;
      full_model = model;
    }
    table.rows.push_back(
        {time.set, time.design, time.epochs, notebook, or_null(model),
         or_null(host * 1e3),
         or_null(host * 1e6 / static_cast<double>(time.workload.features)),
         full ? Value() : Value(full_notebook - notebook),
         full ? Value() : or_null(full_model - model)});
  }
  return table;
}

Table bit_serial_table(const Measured& measured) {
  Table table{
      "mlweaving",
      "MLWeaving: cycles against bits and mini-batch",
      "256 samples of 2,048 features, memory always ready. Cycles grow with "
      "the bits that are read; small mini-batches wait for the new model. The "
      "RTL measured 8830 cycles at 8 bits and batch 64, and is unreliable at 1 "
      "bit.",
      {integer("bits", "bits"), integer("batch", "batch", "samples"),
       integer("simulated", "simulated", "cycles"),
       integer("closed_form", "closed form", "cycles"),
       integer("lines", "lines read"),
       number("waiting", "cycles over lines", "", 3)},
      {}};
  const CellResult* result = measured.ok(measured.cells().bit_serial());
  if (result == nullptr) return table;
  for (const Record& row : result->rows) {
    table.rows.push_back({row.at("bits"), row.at("batch"), row.at("simulated"),
                          row.at("closed_form"), row.at("lines"),
                          row.number("simulated") / row.number("lines")});
  }
  return table;
}

}  // namespace

std::vector<Table> make_agreement_tables(const Measured& measured) {
  return {figure_5_table(measured), counts_table(measured),
          notebooks_table(measured), bit_serial_table(measured)};
}

}  // namespace zipml::fpga
