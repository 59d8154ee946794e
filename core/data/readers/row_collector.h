// Rows of a file whose number is not known before its end.
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <filesystem>
#include <span>
#include <utility>
#include <vector>

#include "core/base/mapped_allocator.h"
#include "core/data/dataset.h"

namespace zipml {

// Takes one row after the other and gives them as a matrix in the end. Rows
// are kept in blocks that are freed as the matrix fills, so that the peak of
// memory is about one copy of the data; a row that is mostly zeros takes
// what its other values take.
class RowCollector {
 public:
  // Of the file, which messages name.
  explicit RowCollector(std::filesystem::path file) : file_(std::move(file)) {}

  // UserError, of both: the rows so far do not fit in memory as a matrix.
  // All values of a row. Rows may differ in length: the shorter ones end in
  // zeros.
  void add(std::span<const double> values);
  // The values at `places`, which increase from 0; the others are zero.
  void add(std::span<const std::int32_t> places,
           std::span<const double> values);

  Eigen::Index rows() const { return rows_; }
  // The longest row so far.
  Eigen::Index width() const { return width_; }

  // The rows, max(width(), at_least) wide. Leaves the collector empty.
  // UserError where they do not fit in memory; nothing is allocated then.
  DataMatrix finish(Eigen::Index at_least = 0);

 private:
  // Rows one behind the other: of each, `counts` values that are all from
  // place 0 on, or, where the count is negative, so many at `places`.
  struct Block {
    std::vector<std::int32_t> counts = {};
    std::vector<std::int32_t> places = {};
    std::vector<double, MappedAllocator<double>> values = {};
  };
  Block& block_for(std::size_t values);
  // UserError unless the matrix fits, and `at_least` more bytes.
  void require_room(Eigen::Index width, double at_least) const;
  void fill(const Block& block, Eigen::Index first, DataMatrix& matrix) const;

  std::filesystem::path file_;
  std::vector<Block> blocks_;
  std::size_t values_ = 0;  // in all blocks
  Eigen::Index rows_ = 0;
  Eigen::Index width_ = 0;
};

}  // namespace zipml
