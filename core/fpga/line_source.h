// The memory side: a queue that answers at a rate, in exact arithmetic.
#pragma once

#include <cstdint>

#include "core/fpga/design.h"

namespace zipml::fpga {

// What the pipeline sees of its memory.
struct Memory {
  double lines_per_cycle = 1;       // above 1 counts as 1: one request a cycle
  std::int64_t latency_cycles = 1;  // request -> response, queue empty
};

// The design's own link: B / (line bytes * clock) lines a cycle, and its
// latency with the shell's.
Memory memory_of(const Design& design);

// A rate in lines per cycle as numerator / 2^32, so that counts of cycles are
// exact integers; 65/128 (6.5 GB/s at 200 MHz) is represented exactly.
class LineRate {
 public:
  static constexpr std::uint64_t kDenominator = std::uint64_t{1} << 32;

  // Rounds to the nearest multiple of 2^-32, at least 2^-32, at most 1.
  // UserError: not a positive number.
  explicit LineRate(double lines_per_cycle);

  std::uint64_t numerator() const { return numerator_; }
  double value() const;
  // ceil(lines / rate), which must be less than 2^63.
  std::int64_t cycles(std::int64_t lines) const;

 private:
  std::uint64_t numerator_;
};

// Serves requests in order, as a bucket of credit: a line costs one, a cycle
// earns `rate`, and a rest earns at most one line and one cycle's worth. So
// line k of a burst after a rest is served ceil(k / rate) - 1 cycles after the
// first (k >= 1), which is the start-up credit of the test bench behind the
// reference measurements.
class LineSource {
 public:
  explicit LineSource(const LineRate& rate);

  // Cycle in which a request of cycle `request` (non-decreasing) is served.
  std::int64_t serve(std::int64_t request);

 private:
  std::uint64_t numerator_;
  std::int64_t step_;            // whole cycles a line
  std::uint64_t step_fraction_;  // the rest, in 1 / numerator cycles
  // When the next line has its credit: whole cycles and numerator-ths.
  std::int64_t ready_ = -1;
  std::uint64_t ready_fraction_ = 0;
};

}  // namespace zipml::fpga
