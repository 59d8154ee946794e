// When the next line may be requested: the FIFO's side of flow control.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/fpga/design.h"

namespace zipml::fpga {

// A request is decided in one cycle and made in the next. It is allowed while
//   (requested - delivered) + counted < usable,
// where a delivered line is counted in the FIFO only `count_latency` cycles
// after it stops being outstanding. So lines that stream in add their number
// in that gap to the room: one line in the RTL, which is why a row of 503
// lines still passes a FIFO of 502.
class RequestRule {
 public:
  explicit RequestRule(const Fifo& fifo);

  // The first cycle >= `from` in which request `index` (0, 1, ...) may be
  // decided; nothing when no event to come can allow it (deadlock).
  std::optional<std::int64_t> allowed(std::int64_t from, std::int64_t index);

  // In order: a line was delivered; a line's place counts as free from `cycle`.
  void delivered(std::int64_t cycle);
  void freed(std::int64_t cycle);

 private:
  // A queue of cycles, each at most once ahead of the clock.
  struct Queue {
    std::vector<std::int64_t> ring;
    std::int64_t head = 0;
    std::int64_t tail = 0;

    bool empty() const { return head == tail; }
    std::int64_t front() const { return ring[slot(head)]; }
    std::int64_t at(std::int64_t i) const { return ring[slot(i)]; }
    void push(std::int64_t cycle);
    std::size_t slot(std::int64_t i) const {
      return static_cast<std::size_t>(i) & (ring.size() - 1);
    }
  };

  std::int64_t usable_;
  std::int64_t gap_;
  Queue outstanding_;  // delivery cycles not yet counted
  Queue places_;       // cycles in which places become free
};

}  // namespace zipml::fpga
