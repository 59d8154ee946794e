// The rows that a table or a figure of a config is made of, and its words.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/harness/findings/chosen_outputs.h"
#include "core/harness/findings/findings.h"

namespace zipml {

// Finds tables, rows and columns in the findings of a study; what is wrong goes
// to `mistakes`. All that it is made of must outlive it.
class RowChooser {
 public:
  RowChooser(const Findings& findings, const std::vector<std::string>& swept,
             std::vector<Diagnostic>& mistakes)
      : findings_(findings), swept_(swept), mistakes_(mistakes) {}

  // A copy of the table that these are rows of, with these rows alone: those
  // that fulfil the conditions, pooled. A list of one is its element. Nothing
  // after a mistake.
  std::optional<Table> rows(const ChosenRows& chosen) const;

  // The place of the column of that name; nothing after a mistake.
  std::optional<std::size_t> column(const Table& table,
                                    const PlacedText& name) const;
  // Of all, unless one of them is a mistake.
  std::optional<std::vector<std::size_t>> columns(
      const Table& table, const std::vector<PlacedText>& names) const;

  void mistake(const PlacedText& at, std::string message,
               std::string hint = "") const;

 private:
  const Table* table(const PlacedText& id) const;
  std::string column_hint(const Table& table, const std::string& name) const;
  bool keep_rows(Table& table, const RowCondition& condition) const;

  const Findings& findings_;
  const std::vector<std::string>& swept_;
  std::vector<Diagnostic>& mistakes_;
};

// "data = cadata; pooled over seed", for captions; empty for all rows.
std::string rows_text(const ChosenRows& rows);

// What tells a row from others in a legend or a title: a text in words
// ("double sampling"), a number with its column's label ("bits = 4"), nothing
// for null.
std::string value_words(const Column& column, const Value& value);

}  // namespace zipml
