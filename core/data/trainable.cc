#include "core/data/trainable.h"

#include <fmt/format.h>

#include <cmath>
#include <limits>

#include "core/base/error.h"

namespace zipml {

void check_trainable(const Dataset& data, Eigen::Index train_rows,
                     const std::string& file) {
  if (train_rows < 2) {
    fail_in(file, fmt::format("{} row to train on found, at least 2 expected",
                              train_rows));
  }
  constexpr double kLargest = std::numeric_limits<float>::max();
  const auto is_beyond = [&](double value) {
    return std::abs(value) > kLargest;
  };
  const bool fits = !data.labels.unaryExpr(is_beyond).any() &&
                    !data.features.unaryExpr(is_beyond).any();
  if (!fits) {
    fail_in(file, fmt::format("has values beyond {:.3g}, the largest 32-bit "
                              "float, which training works with",
                              kLargest));
  }
  const auto labels = data.labels.head(train_rows);
  if ((labels.array() == labels[0]).all()) {
    fail_in(file, fmt::format("the label is {} in all {} rows to train on; "
                              "labels that differ were expected",
                              labels[0], train_rows));
  }
  const auto as_floats = labels.cast<float>();
  if ((as_floats.array() == as_floats[0]).all()) {
    fail_in(file,
            fmt::format("as 32-bit floats, which training works with, the "
                        "labels are {} in all {} rows to train on",
                        as_floats[0], train_rows),
            "take their mean off, or scale them");
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
