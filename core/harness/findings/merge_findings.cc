#include "core/harness/findings/merge_findings.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

#include "core/harness/value_text.h"

namespace zipml {
namespace {

// A text without quotes, anything else as a config writes it.
std::string text_of(const Value& value) {
  return value.is_text() ? value.text() : compact_json(value);
}

bool has_column(const Table& table, const std::string& name) {
  return std::any_of(table.columns.begin(), table.columns.end(),
                     [&](const Column& column) { return column.name == name; });
}

// With a column for each coordinate in front, whose name no other has.
Table at_point(Table table, const Record& coordinates) {
  std::vector<Column> columns;
  std::vector<Value> values;
  for (const auto& [name, value] : coordinates) {
    const bool taken = has_column(table, name);
    columns.push_back({.name = taken ? "swept_" + name : name,
                       .label = taken ? "swept " + name : name,
                       .unit = {},
                       .format = value.is_integer()  ? ColumnFormat::kInteger
                                 : value.is_number() ? ColumnFormat::kNumber
                                                     : ColumnFormat::kText});
    values.push_back(value);
  }
  table.columns.insert(table.columns.begin(), columns.begin(), columns.end());
  for (auto& row : table.rows) {
    row.insert(row.begin(), values.begin(), values.end());
  }
  return table;
}

// Whether rows of the one mean the same under the heading of the other.
bool is_of_one_kind(const Table& a, const Table& b) {
  return a.title == b.title && a.caption == b.caption && a.columns == b.columns;
}

void add_table(std::vector<Table>& tables, Table table, int point,
               const std::string& where) {
  const auto with_id = [&](const std::string& id) {
    return std::find_if(tables.begin(), tables.end(),
                        [&](const Table& other) { return other.id == id; });
  };
  const std::string id = table.id;
  for (auto same = with_id(table.id); same != tables.end();
       same = with_id(table.id)) {
    if (is_of_one_kind(*same, table)) {
      std::move(table.rows.begin(), table.rows.end(),
                std::back_inserter(same->rows));
      return;
    }
    if (table.id == id) {
      // Its numbers stand under other headings: a table of its own.
      table.id = fmt::format("{}_{}", id, point);
      table.title += fmt::format(" ({})", where);
    } else {
      table.id += "_";
    }
  }
  tables.push_back(std::move(table));
}

// Whether two points say the very same: of cells that the swept parameters do
// not reach, which are evidence once.
bool is_same(const Verdict& a, const Verdict& b) {
  return a.claim == b.claim && a.kind == b.kind && a.statement == b.statement &&
         a.metric == b.metric && a.data.name == b.data.name &&
         Value(a.ours) == Value(b.ours) &&
         a.judgement.outcome == b.judgement.outcome &&
         a.judgement.reason == b.judgement.reason;
}

// A verdict with the points that it is of.
struct PlacedVerdict {
  Verdict verdict;
  std::vector<std::string> points;
};

void add_verdict(std::vector<PlacedVerdict>& verdicts, Verdict verdict,
                 const std::string& where) {
  // What was not measured may be missing for other reasons at each point.
  const auto same =
      std::find_if(verdicts.begin(), verdicts.end(), [&](const auto& other) {
        return verdict.ours.n > 0 && is_same(other.verdict, verdict);
      });
  if (same == verdicts.end()) {
    verdicts.push_back({std::move(verdict), {where}});
  } else {
    same->points.push_back(where);
  }
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
  std::vector<PlacedVerdict> verdicts;
  int number = 0;
  for (PointFindings& point : points) {
    ++number;
    const std::string where = coordinates_text(point.coordinates);
    for (Table& table : point.findings.tables) {
      add_table(merged.tables, at_point(std::move(table), point.coordinates),
                number, where);
    }
    for (Figure& figure : point.findings.figures) {
      figure.id += fmt::format("_{}", number);
      figure.title += fmt::format(" ({})", where);
      merged.figures.push_back(std::move(figure));
    }
    for (Verdict& verdict : point.findings.verdicts) {
      add_verdict(verdicts, std::move(verdict), where);
    }
    for (std::string& note : point.findings.notes) {
      const bool known = std::find(merged.notes.begin(), merged.notes.end(),
                                   note) != merged.notes.end();
      if (!known) merged.notes.push_back(std::move(note));
    }
    merged.cells.add(point.findings.cells);
  }
  for (PlacedVerdict& placed : verdicts) {
    placed.verdict.metric +=
        fmt::format(" ({})", fmt::join(placed.points, "; "));
    merged.verdicts.push_back(std::move(placed.verdict));
  }
  return merged;
}

}  // namespace zipml
