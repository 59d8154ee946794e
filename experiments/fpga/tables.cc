// What the cycle model predicts: nothing here depends on the machine.
#include <fmt/format.h>

#include <cmath>

#include "core/fpga/design_table.h"
#include "core/harness/findings/table_of.h"
#include "experiments/fpga/analysis.h"

namespace zipml::fpga {
namespace {

// A row of the table of epochs.
struct Prediction {
  DataSize set = {};
  OnSet key = {};
};

Table epochs_table(const StudyRuns& study) {
  std::vector<Prediction> rows;
  for (const DataSize& set : study.scope.sets) {
    for (const Design& design : study.scope.designs) {
      rows.push_back({set, {design.name, set.name}});
    }
  }
  const auto value = [&](Column column, const char* name,
                         double scale = 1) -> ColumnOf<Prediction> {
    return {std::move(column), [&study, name, scale](const Prediction& row) {
              return known(scale * study.epoch(row.key, name));
            }};
  };
  const auto gain = [&](Column column,
                        const char* name) -> ColumnOf<Prediction> {
    return {std::move(column), [&study, name](const Prediction& row) {
              return known(study.gain(row.key, name));
            }};
  };
  const auto bound_by = [&](const Prediction& row) -> Value {
    const double seconds = study.epoch(row.key, "seconds");
    if (std::isnan(seconds)) return {};
    const double compute = study.epoch(row.key, "compute_seconds");
    return seconds > 1.01 * compute ? "link" : "compute";
  };
  return table_of<Prediction>(
      {"epochs", "Time of an epoch and speed-up over 32 bits",
       "Simulated, on each design's own clock and link (or the study's). "
       "Compute bound: the same epoch with a link of one line a cycle. Link: "
       "bytes read over bandwidth alone. Speed-ups are over the 32-bit "
       "pipeline on the same clock and link; \"bound by\" is the link when it "
       "makes the epoch more than 1 % longer. Lines of a bit-serial design are "
       "those of a group of 8 samples, and its last mini-batch is padded. "
       "Features as in Table 1, without intercept; '-': the rows do not fit "
       "the hardware."},
      rows,
      {{text_column("set", "data set"),
        [](const Prediction& row) { return row.set.name; }},
       {integer_column("samples", "samples"),
        [](const Prediction& row) { return row.set.workload.samples; }},
       {integer_column("features", "features"),
        [](const Prediction& row) { return row.set.workload.features; }},
       {text_column("design", "design"),
        [](const Prediction& row) { return row.key.design; }},
       value(integer_column("lines", "lines a row"), "lines_per_row"),
       value(number_column("bytes", "read an epoch", "MB"), "bytes_read", 1e-6),
       value(number_column("epoch", "epoch", "ms"), "seconds", 1e3),
       value(number_column("compute", "compute bound", "ms"), "compute_seconds",
             1e3),
       value(number_column("link", "link alone", "ms"), "link_seconds", 1e3),
       {text_column("bound", "bound by"), bound_by},
       gain(number_column("speed_up", "speed-up", "", 3), "seconds"),
       gain(number_column("compute_speed_up", "speed-up, compute bound", "", 3),
            "compute_seconds"),
       gain(
           number_column("bytes_saved", "bytes of 32 bits over its own", "", 3),
           "bytes_read"),
       value(integer_column("stall", "stall", "cycles"), "stall_cycles")});
}

Table storage_table(const StudyRuns& study) {
  const DataSize& set = study.scope.storage_set;
  const auto stored = [&](int bits, Storage storage) -> OnSet {
    return {quantized_design(bits, storage).name, set.name};
  };
  std::vector<ColumnOf<int>> columns = {
      {integer_column("bits", "bits a draw"), [](int bits) { return bits; }}};
  struct Form {
    Storage storage;
    std::string name, label;
  };
  for (const Form& form :
       {Form{Storage::kCopies, "copies", "in full"},
        Form{Storage::kBaseAndDraws, "base", "base and draws"}}) {
    const auto add = [&](Column column, const char* value, double scale) {
      columns.push_back(
          {std::move(column), [&study, stored, form, value, scale](int bits) {
             return known(scale *
                          study.epoch(stored(bits, form.storage), value));
           }});
    };
    add(integer_column(form.name + "_values", "values a line, " + form.label),
        "values_per_line", 1);
    add(integer_column(form.name + "_lines", "lines a row, " + form.label),
        "lines_per_row", 1);
    add(number_column(form.name, "epoch, " + form.label, "ms"), "seconds", 1e3);
    columns.push_back({number_column(form.name + "_speed_up",
                                     "speed-up, " + form.label, "", 3),
                       [&study, stored, form](int bits) {
                         return known(
                             study.gain(stored(bits, form.storage), "seconds"));
                       }});
  }
  columns.push_back(
      {number_column("gain", "gain", "", 3), [&](int bits) {
         return known(
             study.epoch(stored(bits, Storage::kCopies), "seconds") /
             study.epoch(stored(bits, Storage::kBaseAndDraws), "seconds"));
       }});
  return table_of<int>(
      {"storage", "What the paper's own encoding would have given its hardware",
       fmt::format(
           "{} samples of {} features ({}). The RTL stores both draws in full "
           "(2b bits a value); section 2.2 of the paper needs a base level and "
           "one bit a draw (b + 1 bits). Speed-ups are over 32 bits on the "
           "same link. A line then holds more values, and the pipeline needs "
           "as many multipliers. 1, 2, 4 and 8 bits in full are the RTL's; the "
           "rest follows its rules.",
           set.workload.samples, set.workload.features, set.name)},
      study.scope.storage_bits, columns);
}

}  // namespace

std::vector<Table> make_tables(const StudyRuns& study) {
  return {epochs_table(study), storage_table(study)};
}

}  // namespace zipml::fpga
