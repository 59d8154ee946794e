#include "core/fpga/timing.h"

#include <algorithm>

#include "core/fpga/line_source.h"

namespace zipml::fpga {

EpochTime epoch_time(const Design& design, const Workload& workload) {
  EpochTime time;
  Memory memory = memory_of(design);
  time.epoch = simulate_epoch(design, workload, memory);
  require_finished(time.epoch);
  time.seconds = static_cast<double>(time.epoch.cycles) / design.clock_hz;

  memory.lines_per_cycle = 1;
  const EpochCycles unlimited = simulate_epoch(design, workload, memory);
  require_finished(unlimited);
  time.compute_seconds =
      static_cast<double>(unlimited.cycles) / design.clock_hz;

  time.bytes_read =
      static_cast<double>(time.epoch.lines_read) * design.line_bits / 8;
  time.bytes_written =
      static_cast<double>(time.epoch.lines_written) * design.write_bits / 8;
  time.link_seconds = time.bytes_read / design.link_bytes_per_second;
  return time;
}

double speed_up(const EpochTime& design, const EpochTime& baseline) {
  return baseline.seconds / design.seconds;
}

Roofline roofline(const Design& design, const Workload& workload,
                  const EpochTime& time) {
  const double values = static_cast<double>(workload.samples) *
                        static_cast<double>(workload.features);
  // Bit-serial lines hold a plane of several samples: bits cycles a value.
  const RowShape shape = row_shape(design, workload.features);
  const double values_per_cycle =
      design.structure == Structure::kBitSerial
          ? static_cast<double>(shape.values_per_line) *
                design.bit_serial.samples_per_line / design.bits
          : static_cast<double>(shape.values_per_line) / design.splitter.parts;
  Roofline roof;
  roof.values_per_byte = values / time.bytes_read;
  roof.peak = values_per_cycle * design.clock_hz;
  roof.attainable =
      std::min(roof.peak, roof.values_per_byte * design.link_bytes_per_second);
  roof.achieved = values / time.seconds;
  roof.ridge_values_per_byte = roof.peak / design.link_bytes_per_second;
  return roof;
}

}  // namespace zipml::fpga
