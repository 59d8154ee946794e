#include "core/fpga/design.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <utility>

#include "core/base/error.h"

namespace zipml::fpga {
namespace {

std::int64_t ceil_div(std::int64_t a, std::int64_t b) {
  return (a + b - 1) / b;
}

// Collects the mistakes of one description.
class Mistakes {
 public:
  explicit Mistakes(const Design& design) : name_(design.name) {}

  void range(const std::string& field, double value, double low, double high) {
    if (value >= low && value <= high) return;
    add(field,
        std::isinf(high)
            ? fmt::format("{} found, at least {} expected", value, low)
            : fmt::format("{} found, {} to {} expected", value, low, high));
  }
  void positive(const std::string& field, double value) {
    if (value > 0 && std::isfinite(value)) return;
    add(field, fmt::format("{} found, a positive number expected", value));
  }
  void add(const std::string& field, const std::string& message) {
    const std::string owner = name_.empty() ? "design" : "design " + name_;
    found_.push_back({.pointer = owner + "." + field, .message = message});
  }
  void report() {
    if (!found_.empty()) throw UserError(std::move(found_));
  }

 private:
  std::string name_;
  std::vector<Diagnostic> found_;
};

std::int64_t values_in_line(const Design& design) {
  if (design.structure == Structure::kBitSerial) {
    return design.bit_serial.features_per_line;
  }
  if (design.values_per_line > 0) return design.values_per_line;
  return design.line_bits / stored_bits(design);
}

RowShape bit_serial_shape(const Design& design, std::int64_t features) {
  const std::int64_t width = design.bit_serial.features_per_line;
  const std::int64_t chunks = ceil_div(features, width);
  return {.stored_bits = design.bits,
          .values_per_line = width,
          .lines = chunks * design.bits,
          .model_lines = chunks,
          .values_per_model_line = width,
          .write_lines =
              ceil_div(chunks * width * design.model_bits, design.write_bits)};
}

void check_stages(const Stages& stages, Mistakes& mistakes) {
  const std::pair<const char*, int> latencies[] = {
      {"reorder", stages.reorder},
      {"line_fetch", stages.line_fetch},
      {"model_read", stages.model_read},
      {"model_to_float", stages.model_to_float},
      {"multiply", stages.multiply},
      {"product_to_fixed", stages.product_to_fixed},
      {"tree_input", stages.tree_input},
      {"accumulate", stages.accumulate},
      {"sum_to_float", stages.sum_to_float},
      {"scalar_wait", stages.scalar_wait},
      {"subtract", stages.subtract},
      {"step", stages.step},
      {"scale_row", stages.scale_row},
      {"gradient_to_fixed", stages.gradient_to_fixed},
      {"model_subtract", stages.model_subtract},
      {"handover", stages.handover}};
  for (const auto& [field, value] : latencies) {
    mistakes.range(std::string("stages.") + field, value, 0, 1000);
  }
  mistakes.range("stages.tree_levels", stages.tree_levels, -1, 1000);
}

}  // namespace

int stored_bits(const Design& design) {
  if (design.stored_bits > 0) return design.stored_bits;
  if (design.format == Format::kFloat) return 32;
  return design.storage == Storage::kCopies ? design.bits * design.draws
                                            : design.bits - 1 + design.draws;
}

RowShape row_shape(const Design& design, std::int64_t features) {
  if (design.structure == Structure::kBitSerial) {
    return bit_serial_shape(design, features);
  }
  const std::int64_t bits = stored_bits(design);
  const std::int64_t values = values_in_line(design);
  std::int64_t data_lines = 0;
  std::int64_t lines = 0;
  if (design.label_place == LabelPlace::kOwnLine) {
    data_lines = ceil_div(features, values);
    lines = data_lines + 1;
  } else {
    const std::int64_t beside_label = std::min<std::int64_t>(
        values, (design.line_bits - design.label_bits) / bits);
    lines = 1 + ceil_div(std::max<std::int64_t>(0, features - beside_label),
                         values);
    data_lines = lines;
  }
  const std::int64_t parts = design.splitter.parts;
  return {.stored_bits = bits,
          .values_per_line = values,
          .lines = lines,
          .model_lines = data_lines * parts,
          .values_per_model_line = ceil_div(values, parts),
          .write_lines = ceil_div(data_lines * values * design.model_bits,
                                  design.write_bits)};
}

int tree_depth(const Design& design) {
  if (design.stages.tree_levels >= 0) return design.stages.tree_levels;
  const std::int64_t inputs =
      ceil_div(values_in_line(design), design.splitter.parts);
  return static_cast<int>(
      std::bit_width(static_cast<std::uint64_t>(inputs - 1)));
}

int scalar_latency(const Design& design) {
  const Stages& s = design.stages;
  return s.line_fetch + s.model_to_float + s.multiply + s.product_to_fixed +
         s.tree_input + tree_depth(design) + s.accumulate + s.sum_to_float +
         s.scalar_wait + s.subtract + s.step;
}

int update_latency(const Design& design) {
  const Stages& s = design.stages;
  return s.scale_row + s.gradient_to_fixed + s.model_subtract;
}

int new_model_latency(const Design& design) {
  return scalar_latency(design) + update_latency(design);
}

void check_design(const Design& design) {
  constexpr double kAny = std::numeric_limits<double>::infinity();
  Mistakes mistakes(design);
  if (design.format == Format::kFixed) {
    // A bit-serial design reads as many planes as it likes.
    const bool serial = design.structure == Structure::kBitSerial;
    mistakes.range("bits", design.bits, 1, serial ? 32 : 16);
  }
  mistakes.range("draws", design.draws, 1, 16);
  mistakes.range("stored_bits", design.stored_bits, 0, 1024);
  mistakes.range("values_per_line", design.values_per_line, 0, kAny);
  mistakes.range("line_bits", design.line_bits, 8, 1 << 20);
  mistakes.range("label_bits", design.label_bits, 0, design.line_bits);
  mistakes.positive("clock_hz", design.clock_hz);
  mistakes.positive("link_bytes_per_second", design.link_bytes_per_second);
  mistakes.range("latency_cycles", static_cast<double>(design.latency_cycles),
                 0, 1e9);
  mistakes.range("shell_cycles", static_cast<double>(design.shell_cycles), 0,
                 1e9);
  check_stages(design.stages, mistakes);
  mistakes.range("fifo.usable_lines", design.fifo.usable_lines, 0, 1 << 24);
  mistakes.range("fifo.read_latency", design.fifo.read_latency, 0, 1000);
  mistakes.range("fifo.count_latency", design.fifo.count_latency, 0, 1000);
  mistakes.range("splitter.parts", design.splitter.parts, 1, 64);
  mistakes.range("splitter.write_latency", design.splitter.write_latency, 0,
                 design.splitter.wake_latency);
  mistakes.range("fraction_bits", design.fraction_bits, 0, 30);
  mistakes.range("model_bits", design.model_bits, 1, 64);
  mistakes.range("write_bits", design.write_bits, 1, 1 << 20);
  mistakes.range("step_shift_interval", design.step_shift_interval, 0, kAny);
  mistakes.range("max_features", static_cast<double>(design.max_features), 0,
                 kAny);
  const BitSerial& planes = design.bit_serial;
  mistakes.range("bit_serial.samples_per_line", planes.samples_per_line, 1,
                 kAny);
  mistakes.range("bit_serial.features_per_line", planes.features_per_line, 1,
                 kAny);
  mistakes.range("bit_serial.labels_per_line", planes.labels_per_line, 1, kAny);
  mistakes.range("bit_serial.group_gap", planes.group_gap, 0, kAny);
  mistakes.range("bit_serial.update_latency", planes.update_latency, 0, kAny);
  mistakes.range("bit_serial.buffer_lines", planes.buffer_lines, 1, 1 << 24);
  mistakes.report();

  if (design.format == Format::kFloat && design.step_path == StepPath::kShift) {
    mistakes.add("step_path", "a shift found, float samples need a float step");
  }
  // Only now are the fields sane enough to divide by.
  if (design.structure == Structure::kStreaming) {
    const std::int64_t values = values_in_line(design);
    if (values < 1 || values * stored_bits(design) > design.line_bits) {
      mistakes.add("values_per_line",
                   fmt::format("{} values of {} bits do not fill a line of {} "
                               "bits, 1 to {} values expected",
                               values, stored_bits(design), design.line_bits,
                               design.line_bits / stored_bits(design)));
    }
    if (design.stages.model_read > design.stages.line_fetch) {
      mistakes.add(
          "stages.model_read",
          fmt::format("{} found, at most line_fetch = {} expected",
                      design.stages.model_read, design.stages.line_fetch));
    }
  }
  mistakes.report();
}

void check_workload(const Design& design, const Workload& workload) {
  Mistakes mistakes(design);
  constexpr double kMost = 1e9;
  mistakes.range("samples", static_cast<double>(workload.samples), 1, kMost);
  mistakes.range("features", static_cast<double>(workload.features), 1,
                 design.max_features > 0
                     ? static_cast<double>(design.max_features)
                     : kMost);
  mistakes.range("batch", static_cast<double>(workload.batch), 1, kMost);
  mistakes.report();
  if (design.structure == Structure::kBitSerial) {
    const std::int64_t group = design.bit_serial.samples_per_line;
    if (workload.batch % group != 0) {
      mistakes.add("batch", fmt::format("{} found, a multiple of {} expected",
                                        workload.batch, group));
    } else if (workload.samples % workload.batch != 0) {
      mistakes.add("samples",
                   fmt::format("{} found, a multiple of the batch of {} "
                               "expected",
                               workload.samples, workload.batch));
    }
  }
  mistakes.report();
}

}  // namespace zipml::fpga
