// Where the rows of a batch lie, for the kernels. Internal to core/sgd.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "core/base/thread_team.h"
#include "core/sgd/batch_gradient.h"

namespace zipml {

// `Value`: what rows are made of, floats or packed bytes.
template <typename Value>
class BatchRows {
 public:
  // row_of(k): where row k lies.
  template <typename RowOf>
  void set(const BatchVisit& batch, std::span<const float> labels,
           const RowOf& row_of) {
    point_at(batch.rows, row_of, rows_);
    point_at(batch.next, row_of, next_);
    labels_.resize(batch.rows.size());
    for (std::size_t r = 0; r < labels_.size(); ++r) {
      labels_[r] = labels[batch.rows[r]];
    }
  }

  std::size_t size() const { return rows_.size(); }
  const float* labels() const { return labels_.data(); }
  std::span<const Value* const> rows() const { return rows_; }
  std::span<const Value* const> rows(const ThreadPart& part) const {
    return rows().subspan(part.begin, part.end - part.begin);
  }
  // As great a part of the next batch.
  std::span<const Value* const> next(const ThreadPart& part) const {
    const std::size_t first = std::min(part.begin, next_.size());
    const std::size_t last = std::min(part.end, next_.size());
    return std::span(next_).subspan(first, last - first);
  }

 private:
  template <typename RowOf>
  static void point_at(std::span<const std::uint32_t> numbers,
                       const RowOf& row_of,
                       std::vector<const Value*>& pointers) {
    pointers.resize(numbers.size());
    for (std::size_t r = 0; r < numbers.size(); ++r) {
      pointers[r] = row_of(numbers[r]);
    }
  }

  std::vector<const Value*> rows_, next_;
  std::vector<float> labels_;
};

}  // namespace zipml
