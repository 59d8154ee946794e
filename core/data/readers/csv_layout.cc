#include "core/data/readers/csv_layout.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>

#include "core/base/error.h"
#include "core/data/readers/number.h"

namespace zipml {
namespace {

using Row = std::vector<CsvField>;

bool is_number(const CsvField& field) {
  return parse_number(field.text).problem != NumberProblem::kNotANumber;
}

// A value in words and not one that is missing.
bool is_word(const CsvField& field) {
  return !is_number(field) && !is_missing_word(field.text);
}

double number_of(const CsvField& field) {
  return parse_number(field.text).value;
}

bool is_whole(const CsvField& field) {
  const ParsedNumber parsed = parse_number(field.text);
  return parsed.problem == NumberProblem::kNone &&
         parsed.value == std::floor(parsed.value);
}

// "3,5"
bool has_decimal_comma(const CsvField& field) {
  const std::size_t comma = field.text.find(',');
  if (comma == std::string::npos || field.quoted) return false;
  std::string with_point = field.text;
  with_point[comma] = '.';
  return with_point.find(',') == std::string::npos &&
         parse_number(with_point).problem == NumberProblem::kNone;
}

// Of a line as Excel writes it at the top: sep=;
std::optional<char> told_separator(std::string_view line) {
  if (line.starts_with('"') && line.ends_with('"') && line.size() > 2) {
    line = line.substr(1, line.size() - 2);
  }
  constexpr std::string_view kKnown = ",;|\t";
  const bool tells = line.size() == 5 && line.starts_with("sep=") &&
                     kKnown.find(line[4]) != std::string_view::npos;
  if (!tells) return std::nullopt;
  return line[4];
}

std::string separator_words(char separator) {
  switch (separator) {
    case '|':
      return "bars";
    case '\t':
      return "tabs";
    case ';':
      return "semicolons";
    case ' ':
      return "blanks";
    default:
      return "commas";
  }
}

std::vector<Row> split_all(std::span<const SampledLine> lines, char separator) {
  std::vector<Row> rows;
  for (const SampledLine& line : lines) {
    Row row;
    split_fields(line.text, separator, row);
    rows.push_back(std::move(row));
  }
  return rows;
}

// The lines below a header all have equally many fields, and the first one as
// many, or one less or more at its end.
bool splits_evenly(const std::vector<Row>& rows) {
  const std::size_t fields = rows.back().size();
  if (fields < 2) return false;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    if (rows[i].size() != fields) return false;
  }
  const std::size_t first = rows.front().size();
  return first + 1 >= fields && first <= fields + 1;
}

double share_of_numbers(const std::vector<Row>& rows) {
  std::size_t numbers = 0, fields = 0;
  for (std::size_t i = rows.size() > 1 ? 1 : 0; i < rows.size(); ++i) {
    fields += rows[i].size();
    for (const CsvField& field : rows[i]) {
      const bool counts = is_number(field) || has_decimal_comma(field) ||
                          is_missing_word(field.text);
      if (counts) ++numbers;
    }
  }
  return static_cast<double>(numbers) / static_cast<double>(fields);
}

char separator_of(std::span<const SampledLine> lines) {
  char best = 0;
  double best_share = -1;
  for (const char separator : {'\t', ';', ',', ' '}) {
    const std::vector<Row> rows = split_all(lines, separator);
    if (!splits_evenly(rows)) continue;
    const double share = share_of_numbers(rows);
    if (share > best_share) {
      best = separator;
      best_share = share;
    }
  }
  if (best != 0) return best;
  // The lines differ: by what splits the first one, the others are told to be
  // wrong.
  for (const char separator : {',', ';', '\t'}) {
    if (lines.front().text.find(separator) != std::string_view::npos) {
      return separator;
    }
  }
  // One column, or rows of numbers of which one is short.
  Row first;
  split_fields(lines.front().text, ' ', first);
  const bool numbers =
      first.size() > 1 && std::all_of(first.begin(), first.end(), is_number);
  return numbers ? ' ' : ',';
}

// Whole numbers that follow each other by one, from `from` on.
bool counts_from(const Row& row, double from) {
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (!is_whole(row[i]) ||
        number_of(row[i]) != from + static_cast<double>(i)) {
      return false;
    }
  }
  return true;
}

// Whether it is a header; `remark` says so where it may be a mistake.
bool is_header(const Row& first, std::span<const Row> rows,
               std::string& remark) {
  const auto is_text = [](const CsvField& field) { return !is_number(field); };
  if (rows.empty()) return std::all_of(first.begin(), first.end(), is_text);
  const Row& next = rows.front();
  // R's header lacks the name of the first column.
  const std::size_t shift = next.size() == first.size() + 1 ? 1 : 0;
  bool all_quoted = true;
  for (std::size_t i = 0; i < first.size() && i + shift < next.size(); ++i) {
    const CsvField& below = next[i + shift];
    if (is_word(first[i]) && is_number(below)) return true;
    all_quoted = all_quoted && first[i].quoted && !below.quoted;
  }
  const bool first_is_empty =
      first.size() > 1 && first[0].text.empty() && !next[0].text.empty();
  const bool others_are_there =
      std::none_of(first.begin() + 1, first.end(),
                   [](const CsvField& field) { return field.text.empty(); });
  if (first_is_empty && others_are_there) return true;
  if (std::none_of(first.begin(), first.end(), is_number)) {
    const bool has_word = std::any_of(first.begin(), first.end(), is_word);
    const bool has_numbers =
        std::any_of(next.begin(), next.end(),
                    [](const CsvField& f) { return is_number(f); });
    if (has_word && !has_numbers && first.size() > 1) {
      remark =
          "the first line is taken for a header, though all is text "
          "(file.header=no reads it as a row)";
    }
    return has_word;
  }
  if (!std::all_of(first.begin(), first.end(), is_number)) return false;
  const auto remark_names = [&](const char* why) {
    remark = fmt::format(
        "the first line is taken for a header, since {} (file.header=no reads "
        "it as a row)",
        why);
    return true;
  };
  if (all_quoted) return remark_names("its numbers are quoted");
  if (first.size() < 2) return false;
  const auto has_fraction_in = [&](std::size_t column) {
    return std::any_of(rows.begin(), rows.end(), [&](const Row& row) {
      return column < row.size() && !is_whole(row[column]);
    });
  };
  if (counts_from(first, 0)) {
    if (first.size() > 2 || (has_fraction_in(0) && has_fraction_in(1))) {
      return remark_names("it counts 0, 1, 2, ...");
    }
    remark =
        "the first line, 0 and 1, is read as a row (file.header=yes if it "
        "is a header)";
    return false;
  }
  const double year = number_of(first[0]);
  if (year >= 1800 && year <= 2200 && counts_from(first, year) &&
      !counts_from(next, number_of(next[0]))) {
    return remark_names("it has years in order");
  }
  return false;
}

// Another value in each row, or numbers that count them.
bool tells_rows_apart(std::span<const Row> rows, std::size_t column) {
  bool counts = true, whole = true;
  std::set<std::string> seen;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (column >= rows[i].size()) return false;
    const CsvField& field = rows[i][column];
    whole = whole && (field.quoted || is_whole(field) || is_word(field));
    counts =
        counts && is_whole(field) &&
        number_of(field) == number_of(rows[0][column]) + static_cast<double>(i);
    if (!seen.insert(field.text).second) return false;
  }
  return !rows.empty() && (counts || whole);
}

bool is_empty_column(std::span<const Row> rows, std::size_t column) {
  return std::all_of(rows.begin(), rows.end(), [&](const Row& row) {
    return column >= row.size() || row[column].text.empty();
  });
}

void refuse_decimal_commas(const CsvLayout& layout,
                           std::span<const SampledLine> lines,
                           const std::vector<Row>& rows,
                           const std::filesystem::path& path) {
  if (layout.separator == ',') return;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    for (const CsvField& field : rows[i]) {
      if (!has_decimal_comma(field)) continue;
      fail({.file = path,
            .position = {lines[i].number, static_cast<int>(field.column)},
            .message = fmt::format("{} has a decimal comma, which is not read",
                                   in_quotes(field.text)),
            .hint = "write decimal points, e.g. with `tr , .`"});
    }
  }
}

// A text whose lines end in \r here and in \n there.
void refuse_returns(const SampledLine& line,
                    const std::filesystem::path& path) {
  const std::size_t place = line.text.find('\r');
  if (place == std::string_view::npos) return;
  fail({.file = path,
        .position = {line.number, static_cast<int>(place + 1)},
        .message = "a carriage return stands within the line: line ends are "
                   "mixed"});
}

// Duplicate names are told apart by numbers.
void make_unique(CsvLayout& layout) {
  std::set<std::string> seen;
  std::map<std::string, int> latest;  // number of a name that is not unique
  for (std::string& name : layout.names) {
    if (name.empty() || seen.insert(name).second) continue;
    const std::string plain = name;
    const auto [number, is_new] = latest.try_emplace(plain, 1);
    if (is_new) {
      layout.remarks.push_back(
          fmt::format("several columns are called {}; the later ones are named "
                      "with \" (2)\" and so on",
                      in_quotes(name)));
    }
    while (!seen.insert(name).second) {
      name = fmt::format("{} ({})", plain, ++number->second);
    }
  }
}

void set_roles(CsvLayout& layout, std::span<const Row> rows) {
  const std::size_t last = layout.columns() - 1;
  const auto nameless = [&](std::size_t column) {
    return layout.names.empty() || layout.names[column].empty();
  };
  if (last > 0 && !rows.empty() && nameless(last) &&
      is_empty_column(rows, last)) {
    layout.roles[last] = ColumnRole::kEmpty;
    layout.remarks.push_back(fmt::format(
        "column {}, the last, has no name and no values: left out", last));
  }
  if (layout.names.empty()) return;
  for (std::size_t i = 0; i < layout.columns(); ++i) {
    if (!layout.names[i].empty() || layout.roles[i] != ColumnRole::kValues) {
      continue;
    }
    if (i == 0 && last > 0 && tells_rows_apart(rows, 0)) {
      layout.roles[0] = ColumnRole::kRowNames;
      layout.remarks.push_back(
          "column 0 has no name and another value in each row (row names): "
          "left out");
    } else {
      layout.remarks.push_back(fmt::format("column {} has no name", i));
    }
  }
}

// A comment with as many fields as the rows, as names; nothing otherwise.
std::vector<std::string> names_in_comment(std::string_view comment,
                                          const CsvLayout& layout) {
  comment.remove_prefix(1);
  Row fields;
  const auto problem = split_fields(trimmed(comment), layout.separator, fields);
  if (problem || fields.size() != layout.columns() ||
      std::none_of(fields.begin(), fields.end(), is_word)) {
    return {};
  }
  std::vector<std::string> names;
  for (CsvField& field : fields) names.push_back(std::move(field.text));
  return names;
}

}  // namespace

CsvLayout decide_csv_layout(std::span<const SampledLine> lines,
                            const std::string& header,
                            const std::filesystem::path& path) {
  CsvLayout layout;
  std::vector<SampledLine> content;
  std::string_view comment;  // just above the first line of content
  int comment_line = 0;
  std::optional<char> told;
  // Where every line begins so, it is no comment.
  const bool has_rows = std::any_of(
      lines.begin(), lines.end(),
      [](const SampledLine& line) { return is_content_line(line.text); });
  for (const SampledLine& line : lines) {
    const std::string_view text = trimmed(line.text);
    if (text.empty()) continue;
    if (content.empty() && text.starts_with('#') && has_rows) {
      comment = text;
      comment_line = line.number;
      continue;
    }
    if (content.empty() && !told) {
      told = told_separator(line.text);
      if (told) continue;
    }
    content.push_back(line);
  }
  if (content.empty()) return layout;
  for (const SampledLine& line : content) refuse_returns(line, path);
  // Of the other lines that begin with '#', those that are rows will be known
  // by their fields.
  std::vector<SampledLine> plain;
  for (const SampledLine& line : content) {
    if (!has_rows || is_content_line(line.text)) plain.push_back(line);
  }
  content = std::move(plain);
  layout.separator = told ? *told : separator_of(content);
  layout.first_line = content.front().number;
  std::vector<Row> all = split_all(content, layout.separator);
  Row first_fields;
  if (const auto problem =
          split_fields(content.front().text, layout.separator, first_fields)) {
    fail({.file = path,
          .position = {content.front().number,
                       static_cast<int>(problem->column)},
          .message = problem->message});
  }
  refuse_decimal_commas(layout, content, all, path);
  for (Row& row : all) {
    if (all.back().size() == 1 && row.size() == 1) {
      row[0].text = std::string(without_comment(row[0]));
    }
  }
  Row& first = all.front();
  const std::span<const Row> below = std::span(all).subspan(1);

  std::string remark;
  const bool headed =
      header == "yes" || (header == "auto" && is_header(first, below, remark));
  if (headed) {
    layout.header_line = content.front().number;
    for (CsvField& field : first) layout.names.push_back(std::move(field.text));
  }
  if (header == "auto" && !remark.empty()) layout.remarks.push_back(remark);
  const std::span<const Row> rows = headed ? below : std::span<const Row>(all);
  const bool even =
      !rows.empty() && std::all_of(rows.begin(), rows.end(), [&](const Row& r) {
        return r.size() == rows.front().size();
      });
  std::size_t columns = headed ? layout.names.size() : rows.front().size();
  if (headed && even && rows.front().size() == columns + 1) {
    if (is_empty_column(rows, columns)) {
      layout.names.emplace_back();  // separators at the ends of the rows only
    } else {
      layout.names.insert(layout.names.begin(), "");  // R's row names
    }
    ++columns;
  }
  layout.roles.assign(columns, ColumnRole::kValues);
  if (!headed && header == "auto" && !comment.empty() && columns > 1) {
    layout.names = names_in_comment(comment, layout);
    if (!layout.names.empty()) {
      layout.remarks.push_back(
          fmt::format("the header is the comment in line {}", comment_line));
    }
  }
  set_roles(layout, rows);
  make_unique(layout);
  layout.words = columns == 1 ? "CSV of one column"
                              : fmt::format("CSV, separated by {}",
                                            separator_words(layout.separator));
  layout.words +=
      layout.names.empty() ? ", without a header" : ", with a header";
  return layout;
}

}  // namespace zipml
