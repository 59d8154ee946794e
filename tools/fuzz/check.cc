#include "tools/fuzz/check.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <stdexcept>

namespace zipml::fuzz {
namespace {

template <typename Values>
bool same_bits(const Values& a, const Values& b) {
  if (a.rows() != b.rows() || a.cols() != b.cols()) return false;
  const auto bytes = sizeof(double) * static_cast<std::size_t>(a.size());
  return bytes == 0 || std::memcmp(a.data(), b.data(), bytes) == 0;
}

void check_column(
    const TableColumn& column,
    const Eigen::Ref<const Eigen::VectorXd, 0, Eigen::InnerStride<>>& values) {
  for (const double value : values) {
    if (is_missing(value)) continue;
    if (is_text(value)) {
      require(text_of(value) < column.texts.size(), "a text is of its column");
    } else {
      require(std::isfinite(value), "a number is finite");
    }
  }
}

}  // namespace

void require(bool holds, const std::string& promise) {
  if (!holds) throw std::logic_error("does not hold: " + promise);
}

bool is_read_twice(std::string_view bytes) {
  unsigned sum = 0;
  for (const char byte : bytes) {
    sum = 31 * sum + static_cast<unsigned char>(byte);
  }
  return sum % 8 == 0;
}

void check(const NumberTable& table) {
  const Eigen::Index rows = table.values.rows();
  require(rows > 0 && table.values.cols() > 0, "a table has values");
  require(table.columns.empty() ||
              static_cast<Eigen::Index>(table.columns.size()) ==
                  table.values.cols(),
          "all columns or none are described");
  for (Eigen::Index i = 0; i < table.values.cols(); ++i) {
    const TableColumn column = column_at(table, i);
    require(!column_text(table, column).empty(), "a column has a text");
    check_column(column, table.values.col(i));
  }
  require(table.labels.size() == (table.has_label ? rows : 0), "a label a row");
  if (table.has_label) check_column(table.label, table.labels);
}

void check(const Dataset& data) {
  require(data.rows() > 0 && data.feature_count() > 0, "a set has values");
  require(data.labels.size() == data.rows(), "a label a row");
  require(data.features.allFinite(), "features are finite");
  require(data.labels.allFinite(), "labels are finite");
  require(data.feature_names.empty() ||
              static_cast<Eigen::Index>(data.feature_names.size()) ==
                  data.feature_count(),
          "all features or none have names");
  require(data.train_rows > 0 && data.train_rows <= data.rows(),
          "some rows train");
}

bool same(const NumberTable& a, const NumberTable& b) {
  const auto same_column = [](const TableColumn& x, const TableColumn& y) {
    return x.name == y.name && x.number == y.number && x.texts == y.texts;
  };
  return same_bits(a.values, b.values) && same_bits(a.labels, b.labels) &&
         std::equal(a.columns.begin(), a.columns.end(), b.columns.begin(),
                    b.columns.end(), same_column) &&
         same_column(a.label, b.label) && a.format == b.format &&
         a.checksum == b.checksum && a.remarks == b.remarks &&
         a.unused == b.unused;
}

bool same(const Dataset& a, const Dataset& b) {
  return same_bits(a.features, b.features) && same_bits(a.labels, b.labels) &&
         a.train_rows == b.train_rows && a.task == b.task &&
         a.feature_names == b.feature_names && a.checksum == b.checksum &&
         a.remarks == b.remarks && a.format == b.format;
}

}  // namespace zipml::fuzz
