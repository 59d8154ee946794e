#include "core/fpga/simulator.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <optional>

#include "core/base/error.h"
#include "core/fpga/bit_serial.h"
#include "core/fpga/request_rule.h"

namespace zipml::fpga {
namespace {

// The path of a line from the memory to the end of the epoch.
class StreamingPipeline {
 public:
  StreamingPipeline(const Design& design, const Workload& workload,
                    const Memory& memory, Trace* trace)
      : design_(design),
        shape_(row_shape(design, workload.features)),
        samples_(workload.samples),
        latency_(memory.latency_cycles),
        source_(LineRate(memory.lines_per_cycle)),
        rule_(design.fifo),
        to_scalar_(scalar_latency(design)),
        to_update_(update_latency(design)),
        trace_(trace) {
    if (trace_ == nullptr) return;
    trace_->model_lines = shape_.model_lines;
    trace_->read.clear();
    trace_->update.clear();
  }

  EpochCycles run() {
    for (std::int64_t sample = 0; sample < samples_; ++sample) {
      for (std::int64_t line = 0; line < shape_.lines; ++line) {
        const std::optional<std::int64_t> cycle =
            rule_.allowed(last_request_, requested_);
        if (!cycle) return deadlock();
        // The first request of the epoch is made in cycle 0.
        last_request_ = requested_ == 0 ? 0 : *cycle + 1;
        ++requested_;
        deliver(line, source_.serve(last_request_) + latency_ +
                          design_.stages.reorder);
      }
      update_model();
    }
    // The model is written back, one line a cycle, before the next read.
    return {
        .status = Status::kFinished,
        .cycles = last_update_ + shape_.write_lines + design_.stages.handover,
        .lines_read = requested_,
        .lines_written = shape_.write_lines,
        .stall_cycles = 0,
        .note = ""};
  }

 private:
  bool splits() const { return design_.splitter.parts > 1; }

  // A line comes out of the reorder buffer in cycle `cycle`.
  void deliver(std::int64_t line, std::int64_t cycle) {
    rule_.delivered(cycle);
    if (!splits()) {
      enter(line, cycle);
      return;
    }
    // An idle splitter wakes through the FIFO's registered empty flag. A busy
    // one reads again every `parts` cycles, and already sees a line that was
    // written in time.
    const Splitter& splitter = design_.splitter;
    const std::int64_t again = last_split_ + splitter.parts;
    const bool busy =
        last_split_ >= 0 && cycle + splitter.write_latency <= again;
    last_split_ = busy ? again : cycle + splitter.wake_latency;
    rule_.freed(last_split_ + 1);
    const std::int64_t first = last_split_ + design_.fifo.read_latency;
    for (std::int64_t part = 0; part < splitter.parts; ++part) {
      enter(line * splitter.parts + part, first + part);
    }
  }

  // A part of the row enters the pipeline and meets its model line.
  void enter(std::int64_t part, std::int64_t cycle) {
    last_entry_ = cycle;
    if (trace_ != nullptr && part < shape_.model_lines) {
      trace_->read.push_back(cycle + design_.stages.model_read);
    }
  }

  // All of a row has entered: its scalar meets the row again, and one new
  // model line is written each cycle. The unit is busy with one row at a time.
  void update_model() {
    const std::int64_t start = std::max(last_entry_ + to_scalar_, scaler_free_);
    scaler_free_ = start + shape_.model_lines;
    last_update_ = scaler_free_ - 1 + to_update_;
    if (!splits() && design_.fifo.usable_lines > 0) {
      const std::int64_t read = start - design_.fifo.read_latency;
      for (std::int64_t line = 0; line < shape_.lines; ++line) {
        // The read pointer moves in the cycle after the read command.
        rule_.freed(read + std::min(line, shape_.model_lines - 1) + 1);
      }
    }
    if (trace_ != nullptr) {
      for (std::int64_t line = 0; line < shape_.model_lines; ++line) {
        trace_->update.push_back(start + line + to_update_);
      }
    }
  }

  EpochCycles deadlock() const {
    return {
        .status = Status::kDeadlock,
        .cycles = 0,
        .lines_read = requested_,
        .lines_written = 0,
        .stall_cycles = 0,
        .note = fmt::format(
            "design {}: rows of {} lines do not fit the row FIFO of {}; "
            "the hardware hangs after {} reads",
            design_.name, shape_.lines, design_.fifo.usable_lines, requested_)};
  }

  const Design& design_;
  RowShape shape_;
  std::int64_t samples_;
  std::int64_t latency_;
  LineSource source_;
  RequestRule rule_;
  std::int64_t to_scalar_;
  std::int64_t to_update_;
  Trace* trace_;

  std::int64_t requested_ = 0;
  std::int64_t last_request_ = 0;
  std::int64_t last_split_ = -1;  // the splitter's last read command
  std::int64_t last_entry_ = 0;   // the last part's entry into the pipeline
  std::int64_t scaler_free_ = 0;  // first cycle for the next row's scalar
  std::int64_t last_update_ = 0;
};

EpochCycles simulate_streaming(const Design& design, const Workload& workload,
                               const Memory& memory, Trace* trace) {
  EpochCycles epoch = StreamingPipeline(design, workload, memory, trace).run();
  if (epoch.status == Status::kDeadlock || design.fifo.usable_lines == 0) {
    return epoch;
  }
  Design roomy = design;
  roomy.fifo.usable_lines = 0;
  const EpochCycles free =
      StreamingPipeline(roomy, workload, memory, nullptr).run();
  epoch.stall_cycles = epoch.cycles - free.cycles;
  if (epoch.stall_cycles > 0) {
    epoch.status = Status::kStalled;
    epoch.note = fmt::format(
        "design {}: reads wait for room in the FIFO of {} lines, {} cycles an "
        "epoch",
        design.name, design.fifo.usable_lines, epoch.stall_cycles);
  }
  return epoch;
}

}  // namespace

EpochCycles simulate_epoch(const Design& design, const Workload& workload,
                           const Memory& memory, Trace* trace) {
  check_design(design);
  check_workload(design, workload);
  if (design.structure == Structure::kBitSerial) {
    assert(trace == nullptr);
    return simulate_bit_serial(design, workload, memory);
  }
  return simulate_streaming(design, workload, memory, trace);
}

void require_finished(const EpochCycles& epoch) {
  if (epoch.status != Status::kDeadlock) return;
  fail({.message = epoch.note, .hint = "fewer features, or a deeper FIFO"});
}

}  // namespace zipml::fpga
