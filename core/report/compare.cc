#include "core/report/compare.h"

#include <fmt/format.h>

#include <cmath>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "core/report/format.h"
#include "core/report/verdicts.h"

namespace zipml {
namespace {

// Where a value stands in findings: table, row, column.
struct Place {
  std::string where;
  std::string row;
  std::string column;

  friend auto operator<=>(const Place&, const Place&) = default;
};

struct TableCell {
  Value value;
  std::string text;  // for people
};

// In order of appearance, and findable.
class TableCells {
 public:
  void add(Place place, TableCell cell) {
    index_[place] = cells_.size();
    cells_.emplace_back(std::move(place), std::move(cell));
  }
  const TableCell* find(const Place& place) const {
    const auto found = index_.find(place);
    return found == index_.end() ? nullptr : &cells_[found->second].second;
  }
  auto begin() const { return cells_.begin(); }
  auto end() const { return cells_.end(); }

 private:
  std::vector<std::pair<Place, TableCell>> cells_;
  std::map<Place, std::size_t> index_;
};

// `key`, or "key #2" for its second use.
std::string numbered(const std::string& key, std::map<std::string, int>& uses) {
  const int use = ++uses[key];
  return use == 1 ? key : fmt::format("{} #{}", key, use);
}

void add_cells(const Table& table, TableCells& cells) {
  std::map<std::string, int> uses;
  for (const auto& row : table.rows) {
    std::vector<std::string> words;
    for (const Value& value : row) {
      if (!value.is_text() && !value.is_integer()) break;
      words.push_back(exact_text(value));
    }
    const std::string key =
        numbered(fmt::format("{}", fmt::join(words, ", ")), uses);
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      const Column& column = table.columns[i];
      cells.add({table.id, key, column.name},
                {row.at(i), display_text(row.at(i), column)});
    }
  }
}

TableCells cells_of(const Findings& findings) {
  TableCells cells;
  for (const Table& table : findings.tables) add_cells(table, cells);
  std::map<std::string, int> uses;
  for (const Verdict& verdict : findings.verdicts) {
    const std::string key = numbered(
        verdict.claim + ", " + verdict.metric + ", " + verdict.data.name, uses);
    const std::string outcome(outcome_name(verdict.judgement.outcome));
    cells.add({"verdicts", key, "verdict"}, {outcome, outcome});
    cells.add({"verdicts", key, "ours"}, {verdict.ours, ours_text(verdict)});
  }
  return cells;
}

bool is_measured(const Value& value) {
  return value.is_number() || value.is_estimate();
}

Value relative_change(const Value& first, const Value& second) {
  if (!is_measured(first) || !is_measured(second)) return {};
  if (first.number() == 0 || !std::isfinite(first.number())) return {};
  return second.number() / first.number() - 1;
}

}  // namespace

Comparison compare_findings(const Findings& first, const Findings& second) {
  Comparison comparison;
  Table& table = comparison.differences;
  table.id = "differences";
  table.title = "Differences";
  table.columns = {{"where", "Where", "", ColumnFormat::kText},
                   {"row", "Row", "", ColumnFormat::kText},
                   {"column", "Column", "", ColumnFormat::kText},
                   {"change", "Change", "", ColumnFormat::kText},
                   {"first", "First", "", ColumnFormat::kText},
                   {"second", "Second", "", ColumnFormat::kText},
                   {"relative", "Relative", "", ColumnFormat::kPercent, 3}};
  const auto report = [&](const Place& place, const char* change, Value before,
                          Value after, Value relative) {
    table.rows.push_back({place.where, place.row, place.column, change,
                          std::move(before), std::move(after),
                          std::move(relative)});
  };

  const TableCells before = cells_of(first);
  const TableCells after = cells_of(second);
  for (const auto& [place, cell] : before) {
    const TableCell* other = after.find(place);
    if (other == nullptr) {
      ++comparison.missing;
      report(place, "only in first", cell.text, {}, {});
    } else if (cell.value == other->value) {
      ++comparison.same;
    } else {
      ++comparison.changed;
      report(place, "changed", cell.text, other->text,
             relative_change(cell.value, other->value));
    }
  }
  for (const auto& [place, cell] : after) {
    if (before.find(place) != nullptr) continue;
    ++comparison.missing;
    report(place, "only in second", {}, cell.text, {});
  }
  table.caption =
      fmt::format("{} the same, {} changed, {} in one only.", comparison.same,
                  comparison.changed, comparison.missing);
  return comparison;
}

}  // namespace zipml
