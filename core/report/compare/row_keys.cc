#include "core/report/compare/row_keys.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>

#include "core/report/format.h"

namespace zipml {
namespace {

using Texts = std::vector<std::string>;

bool is_seed(const std::string& column) {
  return column == "seed" || column == "swept_seed";
}

enum class Kind { kNothing, kWords, kNumbers, kMeasured };

// A column as both tables have it: a text for each of their rows.
struct KeyColumn {
  Column column = {};
  Kind kind = Kind::kNothing;
  Texts first = {}, second = {};
  Texts first_names = {}, second_names = {};  // the same for people
};

void note_kind(const Value& value, Kind& kind) {
  Kind own = Kind::kMeasured;
  if (value.is_null()) own = Kind::kNothing;
  if (value.is_text() || value.is_integer() || value.is_boolean()) {
    own = Kind::kWords;
  }
  if (value.is_number() && !value.is_integer()) own = Kind::kNumbers;
  kind = std::max(kind, own);
}

std::optional<std::size_t> place_of(const Table& table,
                                    const std::string& name) {
  const auto found =
      std::find_if(table.columns.begin(), table.columns.end(),
                   [&](const Column& column) { return column.name == name; });
  if (found == table.columns.end()) return std::nullopt;
  return static_cast<std::size_t>(found - table.columns.begin());
}

// Numbers of nine digits: 2^-7 may have been reached by steps of sqrt(2).
std::string key_text(const Value& value) {
  const bool is_double = value.is_number() && !value.is_integer();
  return is_double ? fmt::format("{:.9g}", value.number()) : exact_text(value);
}

// A text for each row, exact and for people; where the table has no such
// column, the parameter's one value.
void add_texts(const Table& table, const Column& column, const Record& fixed,
               Kind& kind, Texts& exact, Texts& names) {
  const auto place = place_of(table, column.name);
  const bool words = column.format == ColumnFormat::kText;
  const std::string& label = column.label.empty() ? column.name : column.label;
  for (const auto& row : table.rows) {
    const Value* known = place ? &row.at(*place) : fixed.find(column.name);
    const Value value = known == nullptr ? Value() : *known;
    note_kind(value, kind);
    exact.push_back(key_text(value));
    // 0.05 and not 0.05000.
    constexpr std::size_t kShort = 7;
    const std::string text = exact.back().size() <= kShort
                                 ? exact.back()
                                 : display_text(value, column);
    names.push_back(words ? text : label + " " + text);
  }
}

// Those that may identify a row: what both tables begin with, and the swept
// parameters that only one of them has in front.
std::vector<KeyColumn> leading_columns(const Table& first, const Table& second,
                                       const MatchContext& context) {
  const auto is_swept = [&](const std::string& name) {
    return context.parameters.contains(name) || is_seed(name);
  };
  std::vector<Column> columns;
  for (const Column& column : second.columns) {
    if (place_of(first, column.name)) break;
    if (is_swept(column.name)) columns.push_back(column);
  }
  for (const Column& column : first.columns) {
    if (place_of(second, column.name) || is_swept(column.name)) {
      columns.push_back(column);
    }
  }
  std::vector<KeyColumn> leading;
  for (const Column& column : columns) {
    KeyColumn own{.column = column};
    add_texts(first, column, context.first_fixed, own.kind, own.first,
              own.first_names);
    add_texts(second, column, context.second_fixed, own.kind, own.second,
              own.second_names);
    if (own.kind == Kind::kMeasured) break;
    if (own.kind != Kind::kNothing) leading.push_back(std::move(own));
  }
  return leading;
}

// Of the different texts on the side that has fewer, the share that the other
// side has too.
double shared(const KeyColumn& column) {
  const std::set<std::string> first(column.first.begin(), column.first.end());
  const std::set<std::string> second(column.second.begin(),
                                     column.second.end());
  const auto& fewer = first.size() < second.size() ? first : second;
  const auto& more = first.size() < second.size() ? second : first;
  if (fewer.empty()) return 0;
  const auto both = std::count_if(
      fewer.begin(), fewer.end(),
      [&](const std::string& text) { return more.contains(text); });
  return static_cast<double>(both) / static_cast<double>(fewer.size());
}

// The columns that identify rows, chosen one after the other.
class KeyChoice {
 public:
  KeyChoice(std::size_t first_rows, std::size_t second_rows)
      : first_(first_rows), second_(second_rows) {}

  bool is_unique() const {
    return distinct(first_) == first_.size() &&
           distinct(second_) == second_.size();
  }
  bool would_separate(const KeyColumn& column) const {
    return distinct(extended(first_, column.first)) > distinct(first_) ||
           distinct(extended(second_, column.second)) > distinct(second_);
  }
  void take(const KeyColumn& column) {
    first_ = extended(first_, column.first);
    second_ = extended(second_, column.second);
    chosen_.push_back(&column);
  }
  bool has(const KeyColumn& column) const {
    return std::find(chosen_.begin(), chosen_.end(), &column) != chosen_.end();
  }

 private:
  static std::size_t distinct(const Texts& keys) {
    return std::set<std::string>(keys.begin(), keys.end()).size();
  }
  static Texts extended(Texts keys, const Texts& more) {
    for (std::size_t i = 0; i < keys.size(); ++i) keys[i] += '\n' + more[i];
    return keys;
  }

  Texts first_, second_;
  std::vector<const KeyColumn*> chosen_;
};

// Takes columns that are needed to tell rows apart, from the left, as long as
// there are some.
template <typename MayIdentify>
void take_needed(const std::vector<KeyColumn>& leading,
                 const MayIdentify& may_identify, KeyChoice& choice) {
  for (const KeyColumn& column : leading) {
    if (choice.is_unique()) return;
    if (!choice.has(column) && may_identify(column) &&
        choice.would_separate(column)) {
      choice.take(column);
    }
  }
}

std::vector<const KeyColumn*> choose_key(const std::vector<KeyColumn>& leading,
                                         const Table& first,
                                         const Table& second,
                                         const MatchContext& context) {
  KeyChoice choice(first.rows.size(), second.rows.size());
  for (const KeyColumn& column : leading) {
    const std::string& name = column.column.name;
    // "sgd.alpha" is swept, "alpha" may be what was found.
    const bool is_parameter =
        context.parameters.contains(name) &&
        (column.kind == Kind::kWords || name.find('.') != std::string::npos);
    const bool is_label = &column == &leading.front() &&
                          column.column.format == ColumnFormat::kText &&
                          column.kind == Kind::kWords;
    if (is_parameter || is_seed(name) || is_label) choice.take(column);
  }
  // Words that follow a number may be what was found of it.
  const auto first_number = std::find_if(
      leading.begin(), leading.end(),
      [](const KeyColumn& column) { return column.kind == Kind::kNumbers; });
  const auto is_number = [](const KeyColumn& column, double least_shared) {
    return column.kind == Kind::kNumbers && shared(column) >= least_shared;
  };
  take_needed(
      leading,
      [&](const KeyColumn& column) {
        return is_number(column, 1) ||
               (column.kind == Kind::kWords &&
                (first_number == leading.end() || &column < &*first_number));
      },
      choice);
  take_needed(
      leading, [&](const auto& column) { return is_number(column, 0.5); },
      choice);
  take_needed(
      leading, [](const auto& column) { return column.kind == Kind::kWords; },
      choice);
  take_needed(
      leading, [&](const auto& column) { return is_number(column, 1e-9); },
      choice);
  std::vector<const KeyColumn*> chosen;
  for (const KeyColumn& column : leading) {
    if (choice.has(column)) chosen.push_back(&column);
  }
  return chosen;
}

Keys keys_of_row(const std::vector<const KeyColumn*>& columns,
                 Texts KeyColumn::*side, Texts KeyColumn::*names,
                 std::size_t row, const MatchContext& context) {
  Texts exact, of_any_seed, without_numbers, words;
  for (const KeyColumn* column : columns) {
    const std::string& text = (column->*side)[row];
    exact.push_back(text);
    words.push_back((column->*names)[row]);
    if (is_seed(column->column.name)) continue;
    of_any_seed.push_back(text);
    without_numbers.push_back(column->column.format == ColumnFormat::kText
                                  ? without_computed_numbers(text)
                                  : text);
  }
  const auto key = [](const Texts& texts) {
    return "\n" + fmt::format("{}", fmt::join(texts, "\n"));
  };
  return {key(exact), key(of_any_seed),
          context.same_parameters ? key(without_numbers) : "",
          words.empty() ? "row" : fmt::format("{}", fmt::join(words, ", "))};
}

}  // namespace

RowKeys row_keys(const Table& first, const Table& second,
                 const MatchContext& context) {
  const std::vector<KeyColumn> leading =
      leading_columns(first, second, context);
  const auto columns = choose_key(leading, first, second, context);
  RowKeys keys;
  for (const KeyColumn* column : columns) {
    keys.columns.insert(column->column.name);
  }
  for (std::size_t row = 0; row < first.rows.size(); ++row) {
    keys.first.push_back(keys_of_row(columns, &KeyColumn::first,
                                     &KeyColumn::first_names, row, context));
  }
  for (std::size_t row = 0; row < second.rows.size(); ++row) {
    keys.second.push_back(keys_of_row(columns, &KeyColumn::second,
                                      &KeyColumn::second_names, row, context));
  }
  return keys;
}

}  // namespace zipml
