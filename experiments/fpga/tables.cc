// What the cycle model predicts: nothing here depends on the machine.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/fpga/design_table.h"
#include "experiments/fpga/analysis.h"
#include "experiments/fpga/columns.h"

namespace zipml::fpga {
namespace {

Table epochs_table(const Measured& measured) {
  Table table{
      "epochs",
      "Time of an epoch and speed-up over 32 bits",
      "Simulated, on each design's own clock and link (or the study's). "
      "Compute bound: the same epoch with a link of one line a cycle. Link: "
      "bytes read over bandwidth alone. Speed-ups are over the 32-bit pipeline "
      "on the same clock and link; \"bound by\" is the link when it makes the "
      "epoch more than 1 % longer. Lines of a bit-serial design are those of "
      "a group of 8 samples, and its last mini-batch is padded. Features as in "
      "Table 1, without "
      "intercept; '-': the rows do not fit the hardware.",
      {set_column(), integer("samples", "samples"),
       integer("features", "features"), design_column(),
       integer("lines", "lines a row"), number("bytes", "read an epoch", "MB"),
       number("epoch", "epoch", "ms"), number("compute", "compute bound", "ms"),
       number("link", "link alone", "ms"), text("bound", "bound by"),
       number("speed_up", "speed-up", "", 3),
       number("compute_speed_up", "speed-up, compute bound", "", 3),
       number("bytes_saved", "bytes of 32 bits over its own", "", 3),
       integer("stall", "stall", "cycles")},
      {}};
  for (const DataSize& set : measured.cells().sets()) {
    for (const Design& design : measured.cells().designs()) {
      const auto value = [&](const char* name, double scale = 1) {
        return or_null(scale * measured.epoch(design, set, name));
      };
      const double seconds = measured.epoch(design, set, "seconds");
      const double compute = measured.epoch(design, set, "compute_seconds");
      table.rows.push_back(
          {set.name, set.workload.samples, set.workload.features, design.name,
           value("lines_per_row"), value("bytes_read", 1e-6),
           value("seconds", 1e3), value("compute_seconds", 1e3),
           value("link_seconds", 1e3),
           std::isnan(seconds)        ? Value()
           : seconds > 1.01 * compute ? Value("link")
                                      : Value("compute"),
           or_null(measured.gain(design, set, "seconds")),
           or_null(measured.gain(design, set, "compute_seconds")),
           or_null(measured.gain(design, set, "bytes_read")),
           value("stall_cycles")});
    }
  }
  return table;
}

Table storage_table(const Measured& measured) {
  const DataSize& set = measured.cells().storage_set();
  Table table{
      "storage",
      "What the paper's own encoding would have given its hardware",
      fmt::format(
          "{} samples of {} features ({}). The RTL stores both draws in full "
          "(2b bits a value); section 2.2 of the paper needs a base level and "
          "one bit a draw (b + 1 bits). Speed-ups are over 32 bits on the same "
          "link. A line then holds more values, and the pipeline needs as many "
          "multipliers. 1, 2, 4 and 8 bits in full are the RTL's; the rest "
          "follows its rules.",
          set.workload.samples, set.workload.features, set.name),
      {integer("bits", "bits a draw"),
       integer("copies_values", "values a line, in full"),
       integer("copies_lines", "lines a row, in full"),
       number("copies", "epoch, in full", "ms"),
       number("copies_speed_up", "speed-up, in full", "", 3),
       integer("base_values", "values a line, base and draws"),
       integer("base_lines", "lines a row, base and draws"),
       number("base", "epoch, base and draws", "ms"),
       number("base_speed_up", "speed-up, base and draws", "", 3),
       number("gain", "gain", "", 3)},
      {}};
  for (const int bits : measured.cells().storage_bits()) {
    std::vector<Value> row = {bits};
    double seconds[2] = {};
    for (const Storage storage : {Storage::kCopies, Storage::kBaseAndDraws}) {
      const Design design =
          measured.cells().on_platform(quantized_design(bits, storage));
      const auto value = [&](const char* name) {
        return measured.epoch(design, set, name);
      };
      seconds[storage == Storage::kCopies ? 0 : 1] = value("seconds");
      row.insert(row.end(), {or_null(value("values_per_line")),
                             or_null(value("lines_per_row")),
                             or_null(1e3 * value("seconds")),
                             or_null(measured.gain(design, set, "seconds"))});
    }
    row.push_back(or_null(seconds[0] / seconds[1]));
    table.rows.push_back(std::move(row));
  }
  return table;
}

}  // namespace

std::vector<Table> make_tables(const Measured& measured) {
  return {epochs_table(measured), storage_table(measured)};
}

}  // namespace zipml::fpga
