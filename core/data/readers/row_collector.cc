#include "core/data/readers/row_collector.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/base/memory.h"

namespace zipml {
namespace {

constexpr std::size_t kBlockValues = 1 << 17;  // 1 MiB

}  // namespace

RowCollector::Block& RowCollector::block_for(std::size_t values) {
  const bool full = blocks_.empty() || blocks_.back().values.size() + values >
                                           blocks_.back().values.capacity();
  if (full) {
    // What does not fit now will not in the end, when there is less room.
    if (!blocks_.empty()) require_room(width_, 8.0 * kBlockValues);
    blocks_.emplace_back();
    blocks_.back().values.reserve(std::max(kBlockValues, values));
  }
  values_ += values;
  return blocks_.back();
}

void RowCollector::add(std::span<const double> values) {
  Block& block = block_for(values.size());
  block.values.insert(block.values.end(), values.begin(), values.end());
  block.counts.push_back(static_cast<std::int32_t>(values.size()));
  width_ = std::max(width_, static_cast<Eigen::Index>(values.size()));
  ++rows_;
}

void RowCollector::add(std::span<const std::int32_t> places,
                       std::span<const double> values) {
  const std::size_t width =
      places.empty() ? 0 : static_cast<std::size_t>(places.back()) + 1;
  width_ = std::max(width_, static_cast<Eigen::Index>(width));
  ++rows_;
  // Of 12 bytes a value where 8 bytes a place take less, all places are kept.
  const bool dense = 12 * values.size() >= 8 * width;
  Block& block = block_for(dense ? width : values.size());
  if (dense) {
    const std::size_t first = block.values.size();
    block.values.resize(first + width, 0.0);
    for (std::size_t i = 0; i < values.size(); ++i) {
      block.values[first + static_cast<std::size_t>(places[i])] = values[i];
    }
    block.counts.push_back(static_cast<std::int32_t>(width));
    return;
  }
  block.values.insert(block.values.end(), values.begin(), values.end());
  block.places.insert(block.places.end(), places.begin(), places.end());
  block.counts.push_back(-static_cast<std::int32_t>(values.size()));
}

void RowCollector::require_room(Eigen::Index width, double at_least) const {
  // The blocks are freed as the matrix fills: what they hold is room.
  const double held = 8.0 * static_cast<double>(values_);
  const double needed =
      8.0 * static_cast<double>(rows_) * static_cast<double>(width);
  require_memory(
      std::max(needed - held, at_least), file_,
      fmt::format("{} rows x {} columns of 64-bit floats", rows_, width));
}

void RowCollector::fill(const Block& block, Eigen::Index first,
                        DataMatrix& matrix) const {
  const double* values = block.values.data();
  const std::int32_t* places = block.places.data();
  for (const std::int32_t count : block.counts) {
    auto row = matrix.row(first++);
    if (count >= 0) {
      row.head(count) = Eigen::Map<const Eigen::RowVectorXd>(values, count);
      row.tail(matrix.cols() - count).setZero();
      values += count;
      continue;
    }
    row.setZero();
    for (std::int32_t i = 0; i < -count; ++i) row(*places++) = *values++;
  }
}

DataMatrix RowCollector::finish(Eigen::Index at_least) {
  const Eigen::Index width = std::max(width_, at_least);
  require_room(width, 0);
  DataMatrix matrix(rows_, width);
  Eigen::Index first = 0;
  for (Block& block : blocks_) {
    fill(block, first, matrix);
    first += static_cast<Eigen::Index>(block.counts.size());
    block = {};
  }
  *this = RowCollector(std::move(file_));
  return matrix;
}

}  // namespace zipml
