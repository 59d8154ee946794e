// From cycles to seconds, bytes and rooflines.
#pragma once

#include <cstdint>

#include "core/fpga/design.h"
#include "core/fpga/simulator.h"

namespace zipml::fpga {

// One epoch of a data set on a design's own platform.
struct EpochTime {
  EpochCycles epoch;           // simulated, on the design's own link
  double seconds = 0;          // cycles / clock
  double compute_seconds = 0;  // the same with a link that always keeps up
  double link_seconds = 0;     // bytes read / link bandwidth
  double bytes_read = 0;       // lines read * line bytes
  double bytes_written = 0;    // the model
};

// UserError as simulate_epoch, and when the hardware would hang.
EpochTime epoch_time(const Design& design, const Workload& workload);

// How many times shorter `design`'s epoch is than `baseline`'s.
double speed_up(const EpochTime& design, const EpochTime& baseline);

// Values are features of samples; peak = values a cycle * clock.
struct Roofline {
  double values_per_byte = 0;        // of memory read: the intensity
  double peak = 0;                   // values a second
  double attainable = 0;             // min(peak, intensity * link bandwidth)
  double achieved = 0;               // n d / simulated seconds
  double ridge_values_per_byte = 0;  // intensity where both bounds meet
};
Roofline roofline(const Design& design, const Workload& workload,
                  const EpochTime& time);

}  // namespace zipml::fpga
