#include "core/data/readers/row_collector.h"

#include <algorithm>

namespace zipml {
namespace {

constexpr std::size_t kBlockValues = 1 << 20;

}  // namespace

void RowCollector::add(std::span<const float> features, float label) {
  const auto size = static_cast<Eigen::Index>(features.size());
  width_ = std::max(width_, size);
  // A block has rows of one width; a longer row opens the next block.
  if (blocks_.empty() || blocks_.back().width < size ||
      blocks_.back().values.size() + features.size() > kBlockValues) {
    blocks_.push_back({.width = width_});
  }
  Block& block = blocks_.back();
  block.values.insert(block.values.end(), features.begin(), features.end());
  block.values.resize(block.values.size() +
                      static_cast<std::size_t>(block.width - size));
  ++block.rows;
  labels_.push_back(label);
  ++rows_;
}

Dataset RowCollector::finish(Eigen::Index features) {
  Dataset data;
  data.features.resize(rows_, std::max(width_, features));
  data.labels = Eigen::Map<const Eigen::VectorXf>(labels_.data(), rows_);
  data.train_rows = rows_;
  Eigen::Index first = 0;
  for (Block& block : blocks_) {
    auto rows = data.features.middleRows(first, block.rows);
    rows.leftCols(block.width) = Eigen::Map<const FeatureMatrix>(
        block.values.data(), block.rows, block.width);
    rows.rightCols(data.features.cols() - block.width).setZero();
    first += block.rows;
    std::vector<float>().swap(block.values);
  }
  *this = RowCollector();
  return data;
}

}  // namespace zipml
