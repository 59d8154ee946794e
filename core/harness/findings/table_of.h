// A table as a list of columns, each with the value that it shows of a row.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "core/harness/findings/columns.h"
#include "core/harness/findings/findings.h"

namespace zipml {

struct TableHead {
  std::string id = {};       // file name without ending
  std::string title = {};    // one line
  std::string caption = {};  // what a row is, conventions, assumptions
};

// A column and where its value comes from. `Row` is what a row is about.
template <typename Row>
struct ColumnOf {
  Column column = {};
  std::function<Value(const Row&)> value = {};
};

// A row for each element of `rows`, in their order; null (value.h: measured)
// where nothing was measured.
template <typename Row>
Table table_of(TableHead head, const std::vector<Row>& rows,
               const std::vector<ColumnOf<Row>>& columns) {
  Table table{.id = std::move(head.id),
              .title = std::move(head.title),
              .caption = std::move(head.caption)};
  for (const ColumnOf<Row>& own : columns) table.columns.push_back(own.column);
  for (const Row& row : rows) {
    std::vector<Value>& values = table.rows.emplace_back();
    values.reserve(columns.size());
    for (const ColumnOf<Row>& own : columns) {
      values.push_back(measured(own.value(row)));
    }
  }
  return table;
}

// The column of records that shows their field of the column's own name; null
// where a record has none.
inline ColumnOf<Record> field(Column column) {
  std::string name = column.name;
  return {.column = std::move(column),
          .value = [name = std::move(name)](const Record& row) {
            const Value* value = row.find(name);
            return value == nullptr ? Value() : *value;
          }};
}

}  // namespace zipml
