#include "core/quantize/row_source.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>

#include "core/base/error.h"

namespace zipml {
namespace {

// Large enough to be worth a system call and some threads, small enough for
// caches.
constexpr std::size_t kBlockBytes = std::size_t{4} << 20;

// Without branches, so that several values are looked at together: the bits of
// a float without its sign ascend with it, infinity and NaN last.
bool all_finite(std::span<const float> values) {
  constexpr std::uint32_t kInfinity = 0x7f800000;
  std::uint32_t largest = 0;
  for (const float value : values) {
    largest =
        std::max(largest, std::bit_cast<std::uint32_t>(value) & 0x7fffffff);
  }
  return largest < kInfinity;
}

[[noreturn]] void fail_at_row(std::size_t row, const std::string& what,
                              float value) {
  fail({.message = fmt::format("row {}, {}: {} found, a finite number expected",
                               row + 1, what, value)});
}

}  // namespace

RowBlocks::RowBlocks(RowSource& source)
    : source_(source), features_(source.features()) {
  const std::size_t row_bytes = std::max<std::size_t>(1, features_) * 4;
  const std::size_t most = std::max<std::size_t>(1, kBlockBytes / row_bytes);
  values_.resize(most * features_);
  labels_.resize(most);
  source_.rewind();
}

bool RowBlocks::next() {
  first_row_ += rows_;
  rows_ = source_.read(values_, labels_);
  const std::span<const float> values(values_.data(), rows_ * features_);
  if (!all_finite(values)) {
    const auto bad = static_cast<std::size_t>(
        std::find_if(values.begin(), values.end(),
                     [](float value) { return !std::isfinite(value); }) -
        values.begin());
    fail_at_row(first_row_ + bad / features_,
                fmt::format("column {}", bad % features_ + 1), values[bad]);
  }
  for (std::size_t row = 0; row < rows_; ++row) {
    if (std::isfinite(labels_[row])) continue;
    fail_at_row(first_row_ + row, "label", labels_[row]);
  }
  return rows_ > 0;
}

RowSummary summarize_rows(RowSource& source, Scaling scaling) {
  ColumnRanges ranges(source.features());
  RowSummary summary;
  RowBlocks blocks(source);
  while (blocks.next()) {
    ranges.add(blocks.row(0), blocks.rows(), source.features());
    summary.rows += blocks.rows();
  }
  summary.ranges = ranges.ranges(scaling);
  return summary;
}

}  // namespace zipml
