#include "core/fpga/line_source.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <cmath>

#include "core/base/error.h"

namespace zipml::fpga {

Memory memory_of(const Design& design) {
  const double line_bytes = design.line_bits / 8.0;
  return {.lines_per_cycle =
              design.link_bytes_per_second / (line_bytes * design.clock_hz),
          .latency_cycles = design.latency_cycles + design.shell_cycles};
}

LineRate::LineRate(double lines_per_cycle) : numerator_(0) {
  if (!(lines_per_cycle > 0)) {
    fail_at(
        "lines_per_cycle",
        fmt::format("{} found, a positive number expected", lines_per_cycle));
  }
  const double scaled =
      std::min(lines_per_cycle, 1.0) * static_cast<double>(kDenominator);
  numerator_ = std::max<std::uint64_t>(
      1, static_cast<std::uint64_t>(std::llround(scaled)));
}

double LineRate::value() const {
  return static_cast<double>(numerator_) / static_cast<double>(kDenominator);
}

std::int64_t LineRate::cycles(std::int64_t lines) const {
  // lines * denominator / numerator, split so that no product overflows: the
  // last one is less than numerator^2, which is at most 2^64.
  assert(lines >= 0);
  const auto count = static_cast<std::uint64_t>(lines);
  const std::uint64_t rest = kDenominator % numerator_;
  return static_cast<std::int64_t>(
      count * (kDenominator / numerator_) + count / numerator_ * rest +
      (count % numerator_ * rest + numerator_ - 1) / numerator_);
}

LineSource::LineSource(const LineRate& rate)
    : numerator_(rate.numerator()),
      step_(static_cast<std::int64_t>(LineRate::kDenominator / numerator_)),
      step_fraction_(LineRate::kDenominator % numerator_) {}

std::int64_t LineSource::serve(std::int64_t request) {
  if (request - 1 > ready_) {
    ready_ = request - 1;
    ready_fraction_ = 0;
  }
  const std::int64_t served =
      std::max(request, ready_ + (ready_fraction_ > 0 ? 1 : 0));
  ready_ += step_;
  ready_fraction_ += step_fraction_;
  if (ready_fraction_ >= numerator_) {
    ready_fraction_ -= numerator_;
    ++ready_;
  }
  return served;
}

}  // namespace zipml::fpga
