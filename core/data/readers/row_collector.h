// Rows of a file whose number is not known before its end.
#pragma once

#include <Eigen/Core>
#include <span>
#include <vector>

#include "core/data/dataset.h"

namespace zipml {

// Takes one row after the other and gives them as a matrix in the end. Rows
// are kept in blocks that are freed as the matrix fills, so that the peak of
// memory is about one copy of the data.
class RowCollector {
 public:
  // Rows may differ in length: the shorter ones end in zeros (LIBSVM).
  void add(std::span<const float> features, float label);

  Eigen::Index rows() const { return rows_; }
  // The longest row so far.
  Eigen::Index width() const { return width_; }

  // A set of these rows with max(width(), features) features; all rows train.
  // Leaves the collector empty.
  Dataset finish(Eigen::Index features = 0);

 private:
  struct Block {
    Eigen::Index width = 0;
    Eigen::Index rows = 0;
    std::vector<float> values = {};  // rows x width
  };
  std::vector<Block> blocks_;
  std::vector<float> labels_;
  Eigen::Index rows_ = 0;
  Eigen::Index width_ = 0;
};

}  // namespace zipml
