// What a running cell may ask of the outside.
#pragma once

#include <functional>
#include <string>
#include <utility>

namespace zipml {

// Where a cell keeps how far it has come; as it is made, nowhere.
struct CheckpointKeeper {
  std::function<std::string()> load = [] { return std::string(); };
  std::function<void(const std::string& bytes)> save = [](const std::string&) {
  };
};

// Whether to stop, in cells that measure time (Cell::exclusive) the clock, and
// in long cells a place for how far they have come.
class RunContext {
 public:
  explicit RunContext(
      std::function<bool()> should_stop = [] { return false; },
      std::function<double()> clock = [] { return 0.0; },
      CheckpointKeeper checkpoints = {})
      : should_stop_(std::move(should_stop)),
        clock_(std::move(clock)),
        checkpoints_(std::move(checkpoints)) {}
  // True once the user interrupts or the cell's time is up; asked between
  // epochs. What run() then returns is discarded, what it has kept is not.
  bool should_stop() const { return should_stop_(); }
  // Seconds from any beginning, never going back; stands still where nobody
  // gave a clock. Another run has another beginning: a cell that measures time
  // does not go on from a checkpoint.
  double seconds() const { return clock_(); }

  // What the cell kept last, in this run or an earlier one that did not end;
  // empty: nothing, or nothing to be trusted. The bytes are those that were
  // kept, but perhaps by another build: a cell looks whether they are of the
  // form that it writes, and begins anew when they are not. They hold all that
  // the result depends on, so that it is the same bit for bit as without them.
  std::string checkpoint() const { return checkpoints_.load(); }
  // Keeps the bytes in place of what was kept before; whole or not at all, and
  // safe from a power cut. That takes a sync of the disk: every few seconds,
  // not every step. UserError when they cannot be written; the cell lets it
  // pass, and the run ends.
  void keep_checkpoint(const std::string& bytes) const {
    checkpoints_.save(bytes);
  }

 private:
  std::function<bool()> should_stop_;
  std::function<double()> clock_;
  CheckpointKeeper checkpoints_;
};

}  // namespace zipml
