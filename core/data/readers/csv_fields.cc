#include "core/data/readers/csv_fields.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/data/readers/number.h"
#include "core/data/readers/text_source.h"

namespace zipml {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t'; }

bool separates(char c, char separator) {
  return separator == ' ' ? is_blank(c) : c == separator;
}

}  // namespace

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlanks = " \t";
  const std::size_t start = text.find_first_not_of(kBlanks);
  if (start == std::string_view::npos) return {};
  return text.substr(start, text.find_last_not_of(kBlanks) + 1 - start);
}

bool is_content_line(std::string_view line) {
  const std::string_view content = trimmed(line);
  return !content.empty() && content[0] != '#';
}

std::string_view without_comment(const CsvField& field) {
  const std::size_t mark = field.text.find('#');
  if (field.quoted || mark == std::string::npos) return field.text;
  const auto before = trimmed(std::string_view(field.text).substr(0, mark));
  const bool counts =
      parse_number(before).problem != NumberProblem::kNotANumber;
  return counts ? before : field.text;
}

std::optional<FieldProblem> split_fields(std::string_view line, char separator,
                                         std::vector<CsvField>& fields) {
  std::size_t count = 0;
  std::size_t place = 0;
  const auto skip_blanks = [&] {
    while (place < line.size() &&
           (line[place] == ' ' || (separator != '\t' && line[place] == '\t'))) {
      ++place;
    }
  };
  const auto finish = [&](std::optional<FieldProblem> problem) {
    fields.resize(count);
    return problem;
  };
  while (true) {
    skip_blanks();
    // Blanks at the end of a line separate nothing, nor do those before a
    // comment.
    const bool is_over = place >= line.size() || line[place] == '#';
    if (separator == ' ' && is_over && count > 0) break;
    if (fields.size() == count) fields.emplace_back();
    CsvField& field = fields[count++];
    field.column = place + 1;
    field.quoted = place < line.size() && line[place] == '"';
    if (field.quoted) {
      field.text.clear();
      ++place;
      while (true) {
        if (place >= line.size()) {
          return finish(FieldProblem{field.column,
                                     "the quote is not closed on this line (a "
                                     "field of several lines is not read)"});
        }
        if (line[place] == '"') {
          if (place + 1 >= line.size() || line[place + 1] != '"') break;
          ++place;
        }
        field.text += line[place++];
      }
      ++place;
      const std::size_t after = place;
      skip_blanks();
      const bool ends =
          place >= line.size() || separates(line[place], separator);
      if (!ends && (separator != ' ' || place == after)) {
        const std::size_t end =
            std::min(line.find(separator, after), line.size());
        return finish(FieldProblem{
            after + 1,
            fmt::format("found {} after a closing quote, expected "
                        "the next field",
                        in_quotes(line.substr(after, end - after)))});
      }
    } else {
      const std::size_t start = place;
      while (place < line.size() && !separates(line[place], separator)) ++place;
      field.text = trimmed(line.substr(start, place - start));
    }
    if (place >= line.size()) break;
    if (separator != ' ') ++place;
  }
  return finish(std::nullopt);
}

}  // namespace zipml
