// Rows that need not be in memory together.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "core/quantize/grid.h"

namespace zipml {

// Labelled rows of values in float32, read in order and more than once.
class RowSource {
 public:
  virtual ~RowSource() = default;

  virtual std::size_t features() const = 0;
  // Goes back to the first row, the same rows again.
  virtual void rewind() = 0;
  // Puts the next labels.size() rows into `values` (row-major, features()
  // floats each) and `labels`. Returns how many there were: fewer only at the
  // end.
  virtual std::size_t read(std::span<float> values,
                           std::span<float> labels) = 0;
};

// A source read from the beginning in blocks of some megabytes.
class RowBlocks {
 public:
  explicit RowBlocks(RowSource& source);

  // Reads the next block; false at the end. UserError for a value or label
  // that is not finite, with its row and column, counted from 1.
  bool next();

  std::size_t first_row() const { return first_row_; }
  std::size_t rows() const { return rows_; }
  const float* row(std::size_t row) const {
    return values_.data() + row * features_;
  }
  std::span<const float> labels() const { return {labels_.data(), rows_}; }

 private:
  RowSource& source_;
  std::size_t features_;
  std::vector<float> values_, labels_;
  std::size_t first_row_ = 0;
  std::size_t rows_ = 0;
};

// What must be known of rows before they can be rounded: how many there are,
// and column_ranges of them all.
struct RowSummary {
  std::size_t rows = 0;
  std::vector<ValueRange> ranges;
};

// Reads the source once. UserError as RowBlocks.
RowSummary summarize_rows(RowSource& source, Scaling scaling);

}  // namespace zipml
