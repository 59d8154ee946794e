// A line of a CSV in its fields.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

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

}  // namespace zipml
