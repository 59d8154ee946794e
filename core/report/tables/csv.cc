#include "core/report/tables/csv.h"

#include <fmt/format.h>

#include <cmath>
#include <vector>

#include "core/report/format.h"

namespace zipml {
namespace {

// From the whole column, before the header is written: the first row may hold
// a null.
std::vector<bool> estimate_columns(const Table& table) {
  std::vector<bool> found(table.columns.size(), false);
  for (const auto& row : table.rows) {
    for (std::size_t i = 0; i < found.size(); ++i) {
      if (row.at(i).is_estimate()) found[i] = true;
    }
  }
  return found;
}

// Empty where the interval is not known.
std::string limit_text(double limit) {
  return std::isfinite(limit) ? exact_text(limit) : "";
}

std::string line_of(const std::vector<std::string>& fields) {
  std::vector<std::string> quoted;
  for (const std::string& field : fields) quoted.push_back(csv_field(field));
  return fmt::format("{}\n", fmt::join(quoted, ","));
}

}  // namespace

std::string csv_field(const std::string& text) {
  const bool bare =
      text.find_first_of("\",\r\n") == std::string::npos &&
      (text.empty() || (text.front() != ' ' && text.back() != ' '));
  if (bare) return text;
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  quoted += '"';
  return quoted;
}

std::string table_to_csv(const Table& table) {
  const std::vector<bool> is_estimate = estimate_columns(table);
  std::vector<std::string> fields;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const std::string& name = table.columns[i].name;
    fields.push_back(name);
    if (!is_estimate[i]) continue;
    for (const char* suffix : {"_low", "_high", "_n"}) {
      fields.push_back(name + suffix);
    }
  }
  std::string text = line_of(fields);
  for (const auto& row : table.rows) {
    fields.clear();
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      const Value value = measured(row.at(i));
      fields.push_back(exact_text(value));
      if (!is_estimate[i]) continue;
      if (value.is_estimate()) {
        const Estimate& estimate = value.estimate();
        fields.push_back(limit_text(estimate.low));
        fields.push_back(limit_text(estimate.high));
        fields.push_back(exact_text(estimate.n));
      } else {
        fields.insert(fields.end(), 3, "");
      }
    }
    text += line_of(fields);
  }
  return text;
}

}  // namespace zipml
