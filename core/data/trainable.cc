#include "core/data/trainable.h"

#include <fmt/format.h>

#include "core/base/error.h"

namespace zipml {

void check_trainable(const Dataset& data, Eigen::Index train_rows,
                     const std::string& file) {
  if (train_rows < 2) {
    fail_in(file, fmt::format("{} row to train on found, at least 2 expected",
                              train_rows));
  }
  const auto labels = data.labels.head(train_rows);
  if ((labels.array() == labels[0]).all()) {
    fail_in(file, fmt::format("the label is {} in all {} rows to train on; "
                              "labels that differ were expected",
                              labels[0], train_rows));
  }
  const auto features = data.features.topRows(train_rows);
  for (Eigen::Index row = 1; row < train_rows; ++row) {
    if (features.row(row) != features.row(0)) return;
  }
  fail_in(file, fmt::format("all {} rows to train on have the same features; a "
                            "feature that varies was expected",
                            train_rows));
}

}  // namespace zipml
