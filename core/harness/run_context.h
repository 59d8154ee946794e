// What a running cell may ask of the outside.
#pragma once

#include <functional>
#include <utility>

namespace zipml {

// Whether to stop and, in cells that measure time (Cell::exclusive), the clock.
class RunContext {
 public:
  explicit RunContext(
      std::function<bool()> should_stop = [] { return false; },
      std::function<double()> clock = [] { return 0.0; })
      : should_stop_(std::move(should_stop)), clock_(std::move(clock)) {}
  // True once the user interrupts or the cell's time is up; asked between
  // epochs. What run() then returns is discarded.
  bool should_stop() const { return should_stop_(); }
  // Seconds from any beginning, never going back; stands still where nobody
  // gave a clock.
  double seconds() const { return clock_(); }

 private:
  std::function<bool()> should_stop_;
  std::function<double()> clock_;
};

}  // namespace zipml
