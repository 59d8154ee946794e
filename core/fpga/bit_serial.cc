#include "core/fpga/bit_serial.h"

#include <algorithm>
#include <vector>

namespace zipml::fpga {
namespace {

class BitSerialPipeline {
 public:
  BitSerialPipeline(const Design& design, const Workload& workload,
                    const Memory& memory)
      : design_(design),
        serial_(design.bit_serial),
        shape_(row_shape(design, workload.features)),
        batches_(workload.samples / workload.batch),
        groups_(workload.batch / serial_.samples_per_line),
        groups_per_label_line_(
            std::max(1, serial_.labels_per_line / serial_.samples_per_line)),
        latency_(memory.latency_cycles),
        source_(LineRate(memory.lines_per_cycle)),
        consumed_(static_cast<std::size_t>(serial_.buffer_lines), -1),
        chunk_ready_(static_cast<std::size_t>(shape_.model_lines), 0) {}

  // Runs an epoch; the cycle in which the next may start.
  std::int64_t run_epoch() {
    std::int64_t group = 0;
    for (std::int64_t batch = 0; batch < batches_; ++batch) {
      for (std::int64_t i = 0; i < groups_; ++i, ++group) run_group(group);
      update_model();
    }
    // The last chunk of the model, then the write-back of all of it.
    clock_ = chunk_ready_.back() + shape_.write_lines + design_.stages.handover;
    std::fill(chunk_ready_.begin(), chunk_ready_.end(), clock_);
    return clock_;
  }

  std::int64_t lines_read() const { return lines_; }

 private:
  // The cycle in which the next line of the stream is there: it was requested
  // as soon as the line that held its place was used, one a cycle at most.
  std::int64_t arrival() {
    const std::int64_t place = consumed_[slot()];
    last_request_ = std::max(last_request_ + 1, place + 1);
    return source_.serve(last_request_) + latency_ + design_.stages.reorder;
  }
  void use(std::int64_t cycle) { consumed_[slot()] = cycle, ++lines_; }
  std::size_t slot() const {
    return static_cast<std::size_t>(lines_) % consumed_.size();
  }

  void run_group(std::int64_t group) {
    if (group % groups_per_label_line_ == 0) {
      // Labels go to a FIFO of their own and cost no cycle of the pipeline.
      use(arrival());
    }
    for (std::size_t chunk = 0; chunk < chunk_ready_.size(); ++chunk) {
      clock_ = std::max(clock_, chunk_ready_[chunk]);
      for (int plane = 0; plane < design_.bits; ++plane) {
        const std::int64_t cycle = std::max(clock_, arrival());
        use(cycle);
        clock_ = cycle + 1;
      }
    }
    clock_ += serial_.group_gap;
  }

  void update_model() {
    for (std::size_t chunk = 0; chunk < chunk_ready_.size(); ++chunk) {
      chunk_ready_[chunk] = clock_ + serial_.update_latency +
                            static_cast<std::int64_t>(chunk + 1) * design_.bits;
    }
  }

  const Design& design_;
  const BitSerial& serial_;
  RowShape shape_;
  std::int64_t batches_;
  std::int64_t groups_;
  std::int64_t groups_per_label_line_;
  std::int64_t latency_;
  LineSource source_;
  std::vector<std::int64_t> consumed_;     // when each place was last used
  std::vector<std::int64_t> chunk_ready_;  // of the current model
  std::int64_t lines_ = 0;
  std::int64_t last_request_ = -1;
  std::int64_t clock_ = 0;  // first free cycle of the pipeline
};

}  // namespace

EpochCycles simulate_bit_serial(const Design& design, const Workload& workload,
                                const Memory& memory) {
  BitSerialPipeline pipeline(design, workload, memory);
  // The first epoch starts with an empty buffer and the second may start with
  // more in it than a steady epoch leaves; the third is steady.
  pipeline.run_epoch();
  const std::int64_t start = pipeline.run_epoch();
  const std::int64_t lines = pipeline.lines_read();
  const std::int64_t end = pipeline.run_epoch();
  return {.status = Status::kFinished,
          .cycles = end - start,
          .lines_read = pipeline.lines_read() - lines,
          .lines_written = row_shape(design, workload.features).write_lines,
          .stall_cycles = 0,
          .note = ""};
}

}  // namespace zipml::fpga
