#pragma once

#include "core/fpga/line_source.h"

namespace zipml::fpga {

// A memory that is never waited for: a line in every cycle, one cycle later.
inline constexpr Memory kReady = {.lines_per_cycle = 1, .latency_cycles = 1};

}  // namespace zipml::fpga
