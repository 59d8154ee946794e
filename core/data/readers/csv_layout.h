// How the lines of a CSV are read, told from its first lines.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/data/readers/csv_fields.h"
#include "core/data/readers/text_source.h"

namespace zipml {

enum class ColumnRole {
  kValues,
  kRowNames,  // no name, and it only tells the rows apart: left out
  kEmpty,     // no name, and empty in all rows: left out
};

struct CsvLayout {
  char separator = ',';
  int header_line = 0;                  // 0: none
  int first_line = 0;                   // with fields, from 1
  std::vector<ColumnRole> roles = {};   // one a column
  std::vector<std::string> names = {};  // one a column, or none
  std::string words = {};  // "CSV, separated by commas, with a header"
  // What was decided besides, for people.
  std::vector<std::string> remarks = {};

  std::size_t columns() const { return roles.size(); }
};

// Decides it from the first lines of a file, by these rules:
//
// The separator is a tab, a semicolon, a comma or blanks: of those that split
// all lines into equally many fields, more than one, the one by which the most
// fields are numbers; a line `sep=;` at the top decides, also for '|'. Comments
// are lines that begin with '#', unless all do.
//
// The first line is a header when one of its fields is text where the next
// line has a number, when its first field alone is empty, when all its fields
// are quoted numbers above unquoted ones, when they count 0, 1, 2, ... (two
// columns: above numbers with fractions), when they are years in order above
// other numbers, or when none of its fields is a number. `header` ("yes" or
// "no") decides otherwise. Where there is none, a comment just above the first
// row that has as many fields, two or more, is it (as numpy.savetxt writes it).
//
// A header with one name less than the rows have fields names all but the
// first column (as R writes it). A first column without a name that counts the
// rows, or has another value in each, has row names; a last column without a
// name and value comes from separators at the line ends. Both are left out.
//
// UserError for decimal commas, which are not read, and for an open quote in
// the first line.
CsvLayout decide_csv_layout(std::span<const SampledLine> lines,
                            const std::string& header,
                            const std::filesystem::path& path);

}  // namespace zipml
