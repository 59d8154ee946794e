#include "core/data/tables/number_table.h"

#include <fmt/format.h>

#include <bit>
#include <cmath>
#include <cstdint>

#include "core/base/text.h"

namespace zipml {
namespace {

// A quiet NaN has 51 bits that mean nothing to arithmetic: 0 for a missing
// value, i + 1 for the i-th text.
constexpr std::uint64_t kQuietNan = 0x7ff8'0000'0000'0000;

std::uint64_t payload(double value) {
  return std::bit_cast<std::uint64_t>(value) - kQuietNan;
}

}  // namespace

double missing_value() { return std::bit_cast<double>(kQuietNan); }

bool is_missing(double value) {
  return std::isnan(value) && payload(value) == 0;
}

double text_value(std::size_t i) {
  return std::bit_cast<double>(kQuietNan + i + 1);
}

bool is_text(double value) { return std::isnan(value) && payload(value) != 0; }

std::size_t text_of(double value) { return payload(value) - 1; }

void keep_rows(NumberTable& table, const std::vector<Eigen::Index>& rows) {
  table.values = DataMatrix(table.values(rows, Eigen::all));
  table.labels = Eigen::VectorXd(table.labels(rows));
}

TableColumn column_at(const NumberTable& table, Eigen::Index i) {
  if (!table.columns.empty()) return table.columns[static_cast<std::size_t>(i)];
  return {.number = table.first_number + i};
}

std::string column_text(const NumberTable& table, const TableColumn& column) {
  const char* kind = table.format.starts_with("LIBSVM") ? "feature" : "column";
  if (column.name.empty()) return fmt::format("{} {}", kind, column.number);
  return fmt::format("{} {} ({})", kind, column.number, printable(column.name));
}

}  // namespace zipml
