// Test helper: rows from memory as a source.
#pragma once

#include <algorithm>

#include "core/quantize/row_source.h"

namespace zipml::test {

class MemoryRows : public RowSource {
 public:
  MemoryRows(std::size_t features, std::span<const float> values,
             std::span<const float> labels)
      : features_(features), values_(values), labels_(labels) {}

  std::size_t features() const override { return features_; }
  void rewind() override { next_ = 0; }
  std::size_t read(std::span<float> values, std::span<float> labels) override {
    const std::size_t rows = std::min(labels.size(), labels_.size() - next_);
    std::copy_n(values_.begin() + next_ * features_, rows * features_,
                values.begin());
    std::copy_n(labels_.begin() + next_, rows, labels.begin());
    next_ += rows;
    return rows;
  }

 private:
  std::size_t features_;
  std::span<const float> values_, labels_;
  std::size_t next_ = 0;
};

}  // namespace zipml::test
