#include "core/harness/findings/pool_rows.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "core/harness/config/parameter_set.h"
#include "core/harness/value_text.h"

namespace zipml {
namespace {

// Of a column, by its values.
enum class Content { kWords, kIntegers, kNumbers, kEstimates };

class RowPool {
 public:
  RowPool(const Table& table, const std::vector<std::string>& pooled,
          const std::vector<std::string>& swept)
      : table_(table) {
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      const std::string& name = table.columns[i].name;
      const Content content = content_of(i);
      if (is_among(name, pooled)) {
        samples_.push_back(i);
      } else if (is_among(name, swept) || content == Content::kWords) {
        names_.push_back(i);
      } else if (content == Content::kIntegers) {
        integers_.push_back(i);
      } else if (content == Content::kNumbers) {
        numbers_.push_back(i);
      }
    }
  }

  PooledRows make() {
    find_names();
    PooledRows result;
    if (told_apart(names_) < table_.rows.size()) {
      result.mistake = fmt::format(
          "the table \"{}\" has rows that no column tells apart", table_.id);
      return result;
    }
    result.table = table_;
    Table& pooled = result.table;
    pooled.rows.clear();
    for (const std::vector<std::size_t>& group : groups()) {
      std::vector<Value> row;
      for (std::size_t i = 0; i < table_.columns.size(); ++i) {
        if (is_sample(i)) continue;
        std::optional<Value> value = value_of(group, i);
        if (!value) {
          result.mistake = fmt::format(
              "the intervals of the column \"{}\" cannot be pooled: they are "
              "not those of means",
              table_.columns[i].name);
          return result;
        }
        row.push_back(std::move(*value));
      }
      pooled.rows.push_back(std::move(row));
    }
    drop_sample_columns(pooled);
    return result;
  }

 private:
  Content content_of(std::size_t column) const {
    Content content = Content::kIntegers;
    for (const auto& row : table_.rows) {
      const Value& value = row[column];
      if (value.is_estimate()) return Content::kEstimates;
      if (value.is_null() || value.is_integer()) continue;
      if (!value.is_number()) return Content::kWords;
      content = Content::kNumbers;
    }
    return content;
  }

  bool is_sample(std::size_t column) const {
    return std::find(samples_.begin(), samples_.end(), column) !=
           samples_.end();
  }

  std::string text_of(const std::vector<Value>& row,
                      const std::vector<std::size_t>& columns) const {
    std::string text;
    for (const std::size_t i : columns) text += compact_json(row[i]) + '\n';
    return text;
  }

  // How many rows these columns tell apart, with the pooled ones.
  std::size_t told_apart(const std::vector<std::size_t>& columns) const {
    std::set<std::string> texts;
    for (const auto& row : table_.rows) {
      texts.insert(text_of(row, samples_) + text_of(row, columns));
    }
    return texts.size();
  }

  // With the integers and numbers that it takes.
  void find_names() {
    std::vector<std::size_t> more = integers_;
    more.insert(more.end(), numbers_.begin(), numbers_.end());
    std::size_t count = told_apart(names_);
    for (const std::size_t column : more) {
      if (count == table_.rows.size()) return;
      names_.push_back(column);
      const std::size_t with_it = told_apart(names_);
      if (with_it == count) names_.pop_back();
      count = with_it;
    }
  }

  // The rows of each name, in the order in which these come.
  std::vector<std::vector<std::size_t>> groups() const {
    std::vector<std::vector<std::size_t>> groups;
    std::map<std::string, std::size_t> place;
    for (std::size_t row = 0; row < table_.rows.size(); ++row) {
      const auto [own, is_new] =
          place.try_emplace(text_of(table_.rows[row], names_), groups.size());
      if (is_new) groups.emplace_back();
      groups[own->second].push_back(row);
    }
    return groups;
  }

  // Of a column in these rows; nothing where it cannot be pooled.
  std::optional<Value> value_of(const std::vector<std::size_t>& rows,
                                std::size_t column) const {
    std::vector<Value> values;
    for (const std::size_t row : rows) {
      const Value& value = table_.rows[row][column];
      if (!value.is_null()) values.push_back(value);
    }
    if (values.empty()) return Value();
    const bool measured =
        std::all_of(values.begin(), values.end(), [](const Value& value) {
          return value.is_estimate() || value.is_number();
        });
    const bool equal = std::all_of(
        values.begin(), values.end(),
        [&](const Value& value) { return value == values.front(); });
    if (!measured || (equal && !values.front().is_estimate())) {
      return values.front();
    }
    std::vector<Estimate> parts;
    for (const Value& value : values) {
      parts.push_back(value.is_estimate() ? value.estimate()
                                          : Estimate::exact(value.number()));
    }
    const std::optional<Estimate> all = pooled(parts);
    if (!all) return std::nullopt;
    return Value(*all);
  }

  void drop_sample_columns(Table& pooled) const {
    std::vector<Column> columns;
    for (std::size_t i = 0; i < table_.columns.size(); ++i) {
      if (!is_sample(i)) columns.push_back(table_.columns[i]);
    }
    pooled.columns = std::move(columns);
    for (std::size_t i = 0; i < pooled.columns.size(); ++i) {
      const bool any =
          std::any_of(pooled.rows.begin(), pooled.rows.end(),
                      [&](const auto& row) { return row[i].is_estimate(); });
      Column& column = pooled.columns[i];
      if (any && column.format == ColumnFormat::kInteger) {
        column.format = ColumnFormat::kNumber;
      }
    }
  }

  const Table& table_;
  // Columns: that are pooled; that tell rows apart; that could.
  std::vector<std::size_t> samples_, names_, integers_, numbers_;
};

}  // namespace

PooledRows pool_rows(const Table& table, const std::vector<std::string>& pooled,
                     const std::vector<std::string>& swept) {
  return RowPool(table, pooled, swept).make();
}

}  // namespace zipml
