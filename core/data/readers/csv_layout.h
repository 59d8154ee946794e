// How the lines of a CSV are read, told from its first lines.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/data/readers/text_source.h"

namespace zipml {

struct CsvField {
  std::string text = {};   // without quotes and the blanks around it
  std::size_t column = 0;  // where it starts in the line, from 1
  bool quoted = false;
};

// What is wrong with a line, from a column on.
struct FieldProblem {
  std::size_t column = 0;
  std::string message = {};
};

// The fields of a line; a separator of ' ' stands for any number of blanks and
// tabs, and a field that begins with '#' is a comment to the end of the line.
// Fields may be quoted: "a, ""b""". Reuses the strings of `fields`, so that
// nothing is allocated once they are large enough. The first thing that is
// wrong, if any; the fields before it are there.
std::optional<FieldProblem> split_fields(std::string_view line, char separator,
                                         std::vector<CsvField>& fields);

// "1 # one" without its comment; a text that begins with no number as it is. In
// a file of one column.
std::string_view without_comment(const CsvField& field);

// Without the blanks around it.
std::string_view trimmed(std::string_view text);

// Lines without a field are no rows; those that begin with '#' are comments,
// unless they have as many fields as the rows (read_csv).
bool is_content_line(std::string_view line);

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
