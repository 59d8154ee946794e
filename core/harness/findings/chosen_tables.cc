#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <utility>

#include "core/harness/findings/chosen_making.h"

namespace zipml {
namespace {

// A column that rows are sorted by.
struct SortKey {
  std::size_t column = 0;
  bool descending = false;
};

// Numbers before texts before what is not there.
int rank_of(const Value& value) {
  if (value.is_null()) return 2;
  return value.is_number() || value.is_estimate() ? 0 : 1;
}

// Below 0: `a` comes first.
int compared(const Value& a, const Value& b, bool descending) {
  const int ranks = rank_of(a) - rank_of(b);
  if (ranks != 0 || a.is_null()) return ranks;  // null is last in any case
  int order = 0;
  if (rank_of(a) == 0) {
    order = a.number() < b.number() ? -1 : b.number() < a.number() ? 1 : 0;
  } else if (a.is_text() && b.is_text()) {
    order = a.text().compare(b.text());
  }
  return descending ? -order : order;
}

void sort_rows(Table& table, const std::vector<SortKey>& keys) {
  std::stable_sort(
      table.rows.begin(), table.rows.end(), [&](const auto& a, const auto& b) {
        for (const SortKey& key : keys) {
          const int order =
              compared(a[key.column], b[key.column], key.descending);
          if (order != 0) return order < 0;
        }
        return false;
      });
}

// "-bits": from the largest on.
std::optional<SortKey> sort_key(const RowChooser& chooser, const Table& table,
                                PlacedText name) {
  const bool descending = name.text.starts_with('-');
  if (descending) name.text.erase(0, 1);
  const auto column = chooser.column(table, name);
  if (!column) return std::nullopt;
  return SortKey{*column, descending};
}

}  // namespace

std::optional<Table> make_chosen(const ChosenTable& chosen,
                                 const RowChooser& chooser) {
  std::optional<Table> table = chooser.rows(chosen.rows);
  if (!table) return std::nullopt;
  std::vector<SortKey> keys;
  for (const PlacedText& name : chosen.sort) {
    if (const auto key = sort_key(chooser, *table, name)) keys.push_back(*key);
  }
  const auto columns = chooser.columns(*table, chosen.columns);
  if (keys.size() < chosen.sort.size() || !columns) return std::nullopt;
  sort_rows(*table, keys);
  table->id = chosen.id.text;
  table->use = TableUse::kShown;
  if (!chosen.title.empty()) table->title = chosen.title;
  const std::string rows = rows_text(chosen.rows);
  if (!chosen.caption.empty()) {
    table->caption = chosen.caption;
  } else if (!rows.empty()) {
    table->caption +=
        fmt::format("{}Rows: {}.", table->caption.empty() ? "" : " ", rows);
  }
  if (columns->empty()) return table;
  Table shown = *table;
  shown.columns.clear();
  shown.rows.assign(table->rows.size(), {});
  for (const std::size_t place : *columns) {
    shown.columns.push_back(table->columns[place]);
    for (std::size_t row = 0; row < table->rows.size(); ++row) {
      shown.rows[row].push_back(table->rows[row][place]);
    }
  }
  return shown;
}

}  // namespace zipml
