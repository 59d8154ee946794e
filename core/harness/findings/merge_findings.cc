#include "core/harness/findings/merge_findings.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "core/harness/value_text.h"

namespace zipml {
namespace {

// A text without quotes, anything else as a config writes it.
std::string text_of(const Value& value) {
  return value.is_text() ? value.text() : compact_json(value);
}

void add_table(std::vector<Table>& tables, Table table,
               const Record& coordinates) {
  std::vector<Column> columns;
  for (const auto& [name, value] : coordinates) {
    columns.push_back({.name = name,
                       .label = name,
                       .unit = {},
                       .format = value.is_integer()  ? ColumnFormat::kInteger
                                 : value.is_number() ? ColumnFormat::kNumber
                                                     : ColumnFormat::kText});
  }
  for (auto& row : table.rows) {
    std::vector<Value> whole;
    for (const auto& field : coordinates) whole.push_back(field.second);
    whole.insert(whole.end(), std::make_move_iterator(row.begin()),
                 std::make_move_iterator(row.end()));
    row = std::move(whole);
  }
  const auto same =
      std::find_if(tables.begin(), tables.end(),
                   [&](const Table& other) { return other.id == table.id; });
  if (same != tables.end()) {
    std::move(table.rows.begin(), table.rows.end(),
              std::back_inserter(same->rows));
    return;
  }
  table.columns.insert(table.columns.begin(), columns.begin(), columns.end());
  tables.push_back(std::move(table));
}

}  // namespace

std::string coordinates_text(const Record& coordinates) {
  std::string text;
  for (const auto& [name, value] : coordinates) {
    if (!text.empty()) text += ", ";
    text += fmt::format("{} = {}", name, text_of(value));
  }
  return text;
}

Findings merge_findings(std::vector<PointFindings> points) {
  if (points.size() == 1 && points[0].coordinates.empty()) {
    return std::move(points[0].findings);
  }
  Findings merged;
  int number = 0;
  for (PointFindings& point : points) {
    ++number;
    const std::string where = coordinates_text(point.coordinates);
    for (Table& table : point.findings.tables) {
      add_table(merged.tables, std::move(table), point.coordinates);
    }
    for (Figure& figure : point.findings.figures) {
      figure.id += fmt::format("_{}", number);
      figure.title += fmt::format(" ({})", where);
      merged.figures.push_back(std::move(figure));
    }
    for (Verdict& verdict : point.findings.verdicts) {
      verdict.metric += fmt::format(" ({})", where);
      merged.verdicts.push_back(std::move(verdict));
    }
    for (std::string& note : point.findings.notes) {
      const bool known = std::find(merged.notes.begin(), merged.notes.end(),
                                   note) != merged.notes.end();
      if (!known) merged.notes.push_back(std::move(note));
    }
  }
  return merged;
}

}  // namespace zipml
