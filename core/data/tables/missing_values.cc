#include "core/data/tables/missing_values.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/base/error.h"

namespace zipml {

Eigen::Index drop_incomplete_rows(NumberTable& table, Eigen::Index train_rows,
                                  DropRows which,
                                  const std::filesystem::path& path) {
  std::vector<Eigen::Index> kept;
  Eigen::Index kept_train = 0;
  const bool drop_all = which == DropRows::kAnyMissing;
  for (Eigen::Index row = 0; row < table.values.rows(); ++row) {
    const auto values = table.values.row(row);
    const bool lacks =
        drop_all && std::any_of(values.begin(), values.end(), is_missing);
    if (lacks || is_missing(table.labels[row])) continue;
    kept.push_back(row);
    if (row < train_rows) ++kept_train;
  }
  const Eigen::Index rows = table.values.rows();
  const auto dropped = rows - static_cast<Eigen::Index>(kept.size());
  if (dropped == 0) return train_rows;
  if (kept_train == 0) {
    fail_in(path,
            drop_all ? "every row lacks a value" : "every row lacks its label");
  }
  table.remarks.push_back(
      fmt::format("{} of {} rows are left out: {}", dropped, rows,
                  drop_all ? "a value is missing" : "their label is missing"));
  keep_rows(table, kept);
  return kept_train;
}

void fill_with_means(NumberTable& table, Eigen::Index train_rows,
                     const std::filesystem::path& path) {
  Eigen::Index filled = 0;
  for (Eigen::Index i = 0; i < table.values.cols(); ++i) {
    auto column = table.values.col(i);
    double sum = 0;
    Eigen::Index there = 0;
    for (const double value : column.head(train_rows)) {
      if (is_missing(value)) continue;
      sum += value;
      ++there;
    }
    const bool lacks = std::any_of(column.begin(), column.end(), is_missing);
    if (!lacks) continue;
    if (there == 0) {
      fail_in(path, fmt::format("{}: no row to train on has a value, so it "
                                "has no mean",
                                column_text(table, column_at(table, i))));
    }
    double mean = sum / static_cast<double>(there);
    if (!std::isfinite(mean)) {  // the sum is too large, the mean is not
      mean = 0;
      for (const double value : column.head(train_rows)) {
        if (!is_missing(value)) mean += value / static_cast<double>(there);
      }
    }
    for (double& value : column) {
      if (!is_missing(value)) continue;
      value = mean;
      ++filled;
    }
  }
  if (filled > 0) {
    table.remarks.push_back(
        fmt::format("{} missing values became the mean of their column "
                    "over the training rows",
                    filled));
  }
}

}  // namespace zipml
