#include "core/fpga/staleness.h"

#include <algorithm>
#include <cassert>

namespace zipml::fpga {

std::vector<std::int64_t> staleness_delays(const Design& design,
                                           std::int64_t features,
                                           const Memory& memory) {
  const RowShape shape = row_shape(design, features);
  std::vector<std::int64_t> delays(static_cast<std::size_t>(shape.model_lines),
                                   1);
  if (design.structure == Structure::kBitSerial) return delays;

  // In units of 2^-32 line, so that the ceiling is exact.
  constexpr auto kOne = static_cast<std::int64_t>(LineRate::kDenominator);
  const std::int64_t parts = design.splitter.parts;
  const auto rate = std::min(
      static_cast<std::int64_t>(LineRate(memory.lines_per_cycle).numerator()),
      kOne / parts);
  const std::int64_t age =
      new_model_latency(design) - design.stages.model_read + 1;
  const std::int64_t row = shape.lines * kOne;
  for (std::int64_t l = 0; l < shape.model_lines; ++l) {
    const std::int64_t j = l / parts;
    const std::int64_t span =
        (shape.lines - 1 - j) * kOne + rate * (age + parts - 1 + j * parts);
    delays[static_cast<std::size_t>(l)] = (span + row - 1) / row;
  }
  return delays;
}

std::int64_t last_visible_sample(const Trace& trace, std::int64_t sample,
                                 std::int64_t line) {
  const auto at = [&](const std::vector<std::int64_t>& cycles, std::int64_t i) {
    return cycles[static_cast<std::size_t>(i * trace.model_lines + line)];
  };
  assert(line < trace.model_lines);
  const std::int64_t read = at(trace.read, sample);
  std::int64_t last = sample - 1;
  while (last >= 0 && at(trace.update, last) >= read) --last;
  return last;
}

}  // namespace zipml::fpga
