#include "core/harness/findings/chosen_rows.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/harness/findings/pool_rows.h"
#include "core/harness/value_text.h"

namespace zipml {
namespace {

// Without quotes.
std::string plain_text(const Value& value) {
  return value.is_text() ? value.text() : compact_json(value);
}

// What a condition asks for; numbers agree as those of a sweep do.
bool agrees(const Value& found, const Value& wanted) {
  if (found.is_estimate() || !found.is_number() || !wanted.is_number()) {
    return found == wanted;
  }
  const double a = found.number(), b = wanted.number();
  constexpr double kClose = 1e-9;
  return a == b ||
         std::abs(a - b) <= kClose * std::max(std::abs(a), std::abs(b));
}

std::string short_name(const std::string& name) {
  return name.substr(name.rfind('.') + 1);
}

std::vector<std::string> column_names(const Table& table) {
  std::vector<std::string> names;
  for (const Column& column : table.columns) names.push_back(column.name);
  return names;
}

// The different values of a column, some of many, for a message.
std::string values_text(const Table& table, std::size_t column) {
  constexpr std::size_t kMost = 8;
  std::vector<std::string> texts;
  for (const auto& row : table.rows) {
    const std::string text = plain_text(row[column]);
    if (std::find(texts.begin(), texts.end(), text) == texts.end()) {
      texts.push_back(text);
    }
  }
  const bool many = texts.size() > kMost;
  if (many) texts.resize(kMost);
  return fmt::format("{}{}", fmt::join(texts, ", "), many ? ", ..." : "");
}

void open_short_lists(Table& table) {
  for (auto& row : table.rows) {
    for (Value& value : row) {
      if (!value.is_list() || value.list().size() != 1) continue;
      Value only = value.list().front();
      value = std::move(only);
    }
  }
}

}  // namespace

void RowChooser::mistake(const PlacedText& at, std::string message,
                         std::string hint) const {
  mistakes_.push_back({.position = at.position,
                       .pointer = at.pointer,
                       .message = std::move(message),
                       .hint = std::move(hint)});
}

const Table* RowChooser::table(const PlacedText& id) const {
  std::vector<std::string> known;
  for (const Table& table : findings_.tables) {
    if (table.id == id.text) return &table;
    known.push_back(table.id);
  }
  std::string hint = did_you_mean(id.text, known);
  if (hint.empty()) hint = fmt::format("there are: {}", fmt::join(known, ", "));
  mistake(id, fmt::format("there is no table \"{}\"", id.text),
          std::move(hint));
  return nullptr;
}

std::string RowChooser::column_hint(const Table& table,
                                    const std::string& name) const {
  const std::vector<std::string> names = column_names(table);
  const auto same =
      std::find_if(names.begin(), names.end(), [&](const std::string& known) {
        return short_name(known) == short_name(name);
      });
  if (same != names.end()) return fmt::format("did you mean \"{}\"?", *same);
  const std::string near = did_you_mean(name, names);
  if (!near.empty()) return near;
  return fmt::format("its columns: {}; a swept parameter is one, too",
                     fmt::join(names, ", "));
}

std::optional<std::size_t> RowChooser::column(const Table& table,
                                              const PlacedText& name) const {
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    if (table.columns[i].name == name.text) return i;
  }
  mistake(
      name,
      fmt::format("the table \"{}\" has no column \"{}\"", table.id, name.text),
      column_hint(table, name.text));
  return std::nullopt;
}

std::optional<std::vector<std::size_t>> RowChooser::columns(
    const Table& table, const std::vector<PlacedText>& names) const {
  std::vector<std::size_t> places;
  for (const PlacedText& name : names) {
    if (const auto place = column(table, name)) places.push_back(*place);
  }
  if (places.size() < names.size()) return std::nullopt;
  return places;
}

bool RowChooser::keep_rows(Table& table, const RowCondition& condition) const {
  const auto place = column(table, condition.column);
  if (!place) return false;
  const auto is_wanted = [&](const std::vector<Value>& row) {
    return std::any_of(
        condition.values.begin(), condition.values.end(),
        [&](const Value& wanted) { return agrees(row[*place], wanted); });
  };
  if (!table.rows.empty() &&
      std::none_of(table.rows.begin(), table.rows.end(), is_wanted)) {
    std::vector<std::string> wanted;
    for (const Value& value : condition.values) {
      wanted.push_back(plain_text(value));
    }
    mistake(condition.column,
            fmt::format("no row has {} = {}", condition.column.text,
                        fmt::join(wanted, " or ")),
            fmt::format("there are: {}", values_text(table, *place)));
    return false;
  }
  std::erase_if(table.rows, [&](const auto& row) { return !is_wanted(row); });
  return true;
}

std::optional<Table> RowChooser::rows(const ChosenRows& chosen) const {
  const Table* source = table(chosen.from);
  if (source == nullptr) return std::nullopt;
  Table found = *source;
  open_short_lists(found);
  bool good = true;
  for (const RowCondition& condition : chosen.where) {
    good = keep_rows(found, condition) && good;
  }
  std::vector<std::string> pooled;
  for (const PlacedText& name : chosen.pool) {
    const bool is_swept =
        std::find(swept_.begin(), swept_.end(), name.text) != swept_.end();
    if (!is_swept) {
      mistake(name, fmt::format("\"{}\" is not swept: there is nothing to pool",
                                name.text));
      good = false;
    } else if (column(found, name)) {
      pooled.push_back(name.text);
    } else {
      good = false;
    }
  }
  if (!good) return std::nullopt;
  if (pooled.empty()) return found;
  PooledRows rows = pool_rows(found, pooled, swept_);
  if (rows.mistake.empty()) return std::move(rows.table);
  mistake(chosen.pool.front(), std::move(rows.mistake));
  return std::nullopt;
}

std::string rows_text(const ChosenRows& rows) {
  std::vector<std::string> parts;
  for (const RowCondition& condition : rows.where) {
    std::vector<std::string> values;
    for (const Value& value : condition.values) {
      values.push_back(plain_text(value));
    }
    parts.push_back(fmt::format("{} = {}", condition.column.text,
                                fmt::join(values, " or ")));
  }
  if (!rows.pool.empty()) {
    std::vector<std::string> names;
    for (const PlacedText& name : rows.pool) names.push_back(name.text);
    parts.push_back(fmt::format("pooled over {}", fmt::join(names, ", ")));
  }
  return fmt::format("{}", fmt::join(parts, "; "));
}

std::string value_words(const Column& column, const Value& value) {
  if (value.is_null()) return "";
  std::string text = plain_text(value);
  if (!value.is_text()) {
    if (value.is_number()) text = fmt::format("{:.6g}", value.number());
    return fmt::format("{} = {}",
                       column.label.empty() ? column.name : column.label, text);
  }
  std::replace(text.begin(), text.end(), '_', ' ');
  return text;
}

}  // namespace zipml
