#include "core/fpga/closed_form.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>

#include "core/base/error.h"

namespace zipml::fpga {
namespace {

// Beyond, counts would not fit 64 bits. `cycles` is about what an epoch takes.
void check_countable(const Design& design, double cycles) {
  if (cycles < 0x1p62) return;
  fail({.pointer = "design " + design.name,
        .message = fmt::format("an epoch of about {:.2g} cycles, fewer than "
                               "{:.2g} expected",
                               cycles, 0x1p62)});
}

ClosedForm streaming(const Design& design, const Workload& workload,
                     const Memory& memory) {
  const RowShape shape = row_shape(design, workload.features);
  const std::int64_t parts = design.splitter.parts;
  const bool splits = parts > 1;
  const std::int64_t usable = design.fifo.usable_lines;
  if (!splits && usable > 0 &&
      shape.lines > usable + design.fifo.count_latency) {
    return {.validity = Validity::kDeadlock,
            .cycles = 0,
            .lines_read = 0,
            .note = fmt::format("rows of {} lines do not fit the row FIFO of "
                                "{} lines: the hardware hangs",
                                shape.lines, usable)};
  }

  const LineRate rate(memory.lines_per_cycle);
  const double own_rate = 1.0 / static_cast<double>(parts);
  const bool limited = rate.value() < own_rate;
  check_countable(design, static_cast<double>(workload.samples) *
                              static_cast<double>(shape.lines) /
                              std::min(rate.value(), own_rate));
  const std::int64_t lines = workload.samples * shape.lines;
  const std::int64_t stream = limited ? rate.cycles(lines) : lines * parts;
  const std::int64_t split_latency =
      splits ? design.splitter.wake_latency + design.fifo.read_latency : 0;
  const std::int64_t drain = design.stages.reorder + split_latency +
                             new_model_latency(design) +
                             design.stages.handover - 2;
  ClosedForm form;
  form.lines_read = lines;
  form.cycles = stream + shape.model_lines + shape.write_lines + drain +
                memory.latency_cycles;
  if (limited) {
    form.validity = Validity::kRateLimited;
    form.note = "memory bound: up to 1 / rate cycles too many";
  }

  // Little's law: lines on their way from memory, and in the FIFO until the
  // row's scalar is known, must fit.
  const double on_the_way = static_cast<double>(memory.latency_cycles) *
                            std::min(rate.value(), own_rate);
  const std::int64_t held = splits ? design.stages.reorder + split_latency
                                   : shape.lines + new_model_latency(design);
  if (usable > 0 &&
      on_the_way + static_cast<double>(held) > static_cast<double>(usable)) {
    form.validity = Validity::kLowerBound;
    form.note = fmt::format(
        "rows of {} lines and a latency of {} cycles can fill the FIFO of {} "
        "lines: reads may stall",
        shape.lines, memory.latency_cycles, usable);
  }
  return form;
}

ClosedForm bit_serial(const Design& design, const Workload& workload,
                      const Memory& memory) {
  const RowShape shape = row_shape(design, workload.features);
  const BitSerial& serial = design.bit_serial;
  const std::int64_t groups = workload.batch / serial.samples_per_line;
  const std::int64_t batches = workload.samples / workload.batch;
  const LineRate rate(memory.lines_per_cycle);
  const std::int64_t label_lines =
      (workload.samples + serial.labels_per_line - 1) / serial.labels_per_line;
  const double all_groups = static_cast<double>(batches * groups);
  check_countable(design,
                  (all_groups * static_cast<double>(shape.lines) +
                   static_cast<double>(label_lines)) /
                          rate.value() +
                      all_groups * static_cast<double>(serial.group_gap) +
                      static_cast<double>(batches) *
                          static_cast<double>(serial.update_latency));
  const std::int64_t compute =
      batches * (groups * (shape.lines + serial.group_gap) + design.bits +
                 serial.update_latency) +
      (shape.model_lines - 1) * design.bits + shape.write_lines +
      design.stages.handover;
  ClosedForm form;
  form.lines_read = batches * groups * shape.lines + label_lines;
  const std::int64_t stream = rate.cycles(form.lines_read);
  form.cycles = std::max(compute, stream);
  if (stream > compute) {
    form.validity = Validity::kRateLimited;
    form.note = "memory bound: reads run ahead across epochs";
  } else if (design.bits == 1) {
    form.note = "the hardware aborts or hangs in several 1-bit runs";
  }
  return form;
}

}  // namespace

ClosedForm closed_form_epoch(const Design& design, const Workload& workload,
                             const Memory& memory) {
  check_design(design);
  check_workload(design, workload);
  return design.structure == Structure::kBitSerial
             ? bit_serial(design, workload, memory)
             : streaming(design, workload, memory);
}

std::int64_t run_cycles(const Design& design, std::int64_t epoch_cycles,
                        std::int64_t epochs, std::int64_t write_latency) {
  assert(epochs >= 1);
  return epochs * epoch_cycles + write_latency + design.done_cycles;
}

}  // namespace zipml::fpga
