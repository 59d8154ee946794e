#include "core/fpga/request_rule.h"

#include <algorithm>
#include <limits>

namespace zipml::fpga {

RequestRule::RequestRule(const Fifo& fifo)
    : usable_(fifo.usable_lines), gap_(fifo.count_latency) {}

void RequestRule::Queue::push(std::int64_t cycle) {
  if (tail - head == static_cast<std::int64_t>(ring.size())) {
    std::vector<std::int64_t> larger(
        std::max<std::size_t>(64, 2 * ring.size()));
    for (std::int64_t i = head; i < tail; ++i) {
      larger[static_cast<std::size_t>(i) & (larger.size() - 1)] = at(i);
    }
    ring.swap(larger);
  }
  ring[slot(tail++)] = cycle;
}

std::optional<std::int64_t> RequestRule::allowed(std::int64_t from,
                                                 std::int64_t index) {
  if (usable_ == 0) return from;
  std::int64_t cycle = from;
  while (true) {
    while (!places_.empty() && places_.front() <= cycle) ++places_.head;
    // A line delivered in cycle r stops being outstanding in r + 1 and counts
    // in the FIFO from r + 1 + gap_.
    while (!outstanding_.empty() && outstanding_.front() + gap_ < cycle) {
      ++outstanding_.head;
    }
    std::int64_t uncounted = 0;
    while (outstanding_.head + uncounted < outstanding_.tail &&
           outstanding_.at(outstanding_.head + uncounted) < cycle) {
      ++uncounted;
    }
    if (index - places_.head - uncounted < usable_) return cycle;

    constexpr auto kNever = std::numeric_limits<std::int64_t>::max();
    std::int64_t next = kNever;
    if (!places_.empty()) next = places_.front();
    if (outstanding_.head + uncounted < outstanding_.tail) {
      next = std::min(next, outstanding_.at(outstanding_.head + uncounted) + 1);
    }
    if (next == kNever) return std::nullopt;
    cycle = next;
  }
}

void RequestRule::delivered(std::int64_t cycle) {
  if (usable_ > 0) outstanding_.push(cycle);
}

void RequestRule::freed(std::int64_t cycle) {
  if (usable_ > 0) places_.push(cycle);
}

}  // namespace zipml::fpga
