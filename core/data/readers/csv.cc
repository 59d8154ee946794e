#include "core/data/readers/csv.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <string_view>
#include <vector>

#include "core/base/error.h"
#include "core/data/readers/number.h"
#include "core/data/readers/row_collector.h"
#include "core/data/readers/text_source.h"

namespace zipml {
namespace {

struct Field {
  std::string text;
  std::size_t column = 0;  // where it starts in the line, from 1
};

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlank = " \t";
  const std::size_t start = text.find_first_not_of(kBlank);
  if (start == std::string_view::npos) return {};
  return text.substr(start, text.find_last_not_of(kBlank) + 1 - start);
}

// Reuses the strings of `fields`: no allocation once they are large enough.
void split_fields(const LineSource& source, std::string_view line,
                  char separator, std::vector<Field>& fields) {
  std::size_t count = 0;
  std::size_t place = 0;
  while (true) {
    if (fields.size() == count) fields.emplace_back();
    Field& field = fields[count++];
    while (place < line.size() && line[place] == ' ') ++place;
    field.column = place + 1;
    if (place < line.size() && line[place] == '"') {
      field.text.clear();
      ++place;
      while (true) {
        if (place >= line.size()) {
          source.fail(field.column, "the quote is not closed on this line");
        }
        if (line[place] == '"') {
          if (place + 1 < line.size() && line[place + 1] == '"') {
            ++place;
          } else {
            break;
          }
        }
        field.text += line[place++];
      }
      ++place;
      const std::size_t end =
          std::min(line.find(separator, place), line.size());
      if (!trimmed(line.substr(place, end - place)).empty()) {
        source.fail(place + 1,
                    fmt::format("found {} after a closing quote, expected the "
                                "next field",
                                in_quotes(line.substr(place, end - place))));
      }
      place = end;
    } else {
      const std::size_t end =
          std::min(line.find(separator, place), line.size());
      field.text = trimmed(line.substr(place, end - place));
      place = end;
    }
    if (place >= line.size()) break;
    ++place;  // the separator
  }
  fields.resize(count);
}

char separator_of(std::string_view line) {
  if (line.find(',') != std::string_view::npos) return ',';
  if (line.find(';') != std::string_view::npos) return ';';
  if (line.find('\t') != std::string_view::npos) return '\t';
  return ',';
}

bool is_header(const std::vector<Field>& fields) {
  return std::all_of(fields.begin(), fields.end(), [](const Field& field) {
    return parse_number(field.text).problem == NumberProblem::kNotANumber;
  });
}

// The column that `label` names, `what` in messages; `names` is empty without a
// header.
std::size_t column_of(const LineSource& source, const std::string& label,
                      const std::string& what, std::size_t columns,
                      const std::vector<std::string>& names) {
  if (label.empty()) return columns - 1;
  const auto named = std::find(names.begin(), names.end(), label);
  if (named != names.end()) {
    return static_cast<std::size_t>(named - names.begin());
  }
  std::size_t number = 0;
  const char* const end = label.data() + label.size();
  const auto [stop, error] = std::from_chars(label.data(), end, number);
  if (error == std::errc{} && stop == end) {
    if (number < columns) return number;
    source.fail(0, fmt::format("{} {} was asked for; the file has {} columns, "
                               "from 0",
                               what, number, columns));
  }
  source.fail(0,
              fmt::format("{} {} was asked for; {}", what, in_quotes(label),
                          names.empty() ? "the file has no header"
                                        : "the header has no such column"),
              did_you_mean(label, names));
}

class CsvReader {
 public:
  // With `one_column` the label's column is all that is read.
  CsvReader(const std::filesystem::path& file, const CsvOptions& options,
            bool one_column = false)
      : source_(file), options_(options), one_column_(one_column) {}

  Dataset read() {
    RowCollector collector;
    std::vector<float> values;
    for_each_row([&] {
      values.clear();
      float label = 0;
      for (std::size_t i = 0; i < columns_; ++i) {
        if (i == label_) {
          label = parse<float>(i);
        } else {
          values.push_back(parse<float>(i));
        }
      }
      collector.add(values, label);
    });
    Dataset data = collector.finish();
    if (!names_.empty())
      names_.erase(names_.begin() + static_cast<long>(label_));
    data.feature_names = std::move(names_);
    return data;
  }

  // Of the label's column alone.
  std::vector<double> read_column() {
    std::vector<double> values;
    for_each_row([&] { values.push_back(parse<double>(label_)); });
    return values;
  }

 private:
  // Calls `use` with each row's fields in place.
  template <typename UseRow>
  void for_each_row(const UseRow& use) {
    bool any = false;
    std::string_view line;
    while (source_.next(line)) {
      if (trimmed(line).empty()) continue;
      if (columns_ == 0) {
        if (start(line)) continue;
      } else {
        split_fields(source_, line, separator_, fields_);
      }
      if (fields_.size() != columns_) {
        source_.fail(0,
                     fmt::format("{} fields; {} were expected, as in line {}",
                                 fields_.size(), columns_, first_line_));
      }
      use();
      any = true;
    }
    if (!any) source_.fail_without_rows("rows of numbers were");
  }

  // The first line decides the columns; true if it is a header.
  bool start(std::string_view line) {
    separator_ = separator_of(line);
    split_fields(source_, line, separator_, fields_);
    columns_ = fields_.size();
    first_line_ = source_.line_number();
    if (!one_column_ && columns_ < 2) {
      source_.fail(1, fmt::format("found one column, {}; at least a feature "
                                  "and a label were expected",
                                  in_quotes(line)));
    }
    const bool header = is_header(fields_);
    if (header) {
      for (const Field& field : fields_) names_.push_back(field.text);
    }
    label_ =
        column_of(source_, options_.label,
                  one_column_ ? "column" : "label column", columns_, names_);
    return header;
  }

  std::string name_of(std::size_t i) const {
    if (i == label_ && !one_column_) return "label";
    std::string name = fmt::format("column {}", i);
    if (!names_.empty()) name += fmt::format(" ({})", names_[i]);
    return name;
  }

  template <typename Float>
  Float parse(std::size_t i) {
    const Field& field = fields_[i];
    const auto parsed = parse_number<Float>(field.text);
    if (parsed.problem == NumberProblem::kNone) return parsed.value;
    const std::string name = name_of(i);
    if (field.text.empty()) {
      source_.fail(field.column,
                   name + ": the field is empty; a number was expected");
    }
    source_.fail(field.column, describe(parsed.problem, name + ": value",
                                        field.text, 8 * sizeof(Float)));
  }

  LineSource source_;
  CsvOptions options_;
  bool one_column_;
  std::vector<Field> fields_;
  std::vector<std::string> names_;  // of all columns; empty without a header
  char separator_ = ',';
  std::size_t columns_ = 0;
  std::size_t label_ = 0;
  int first_line_ = 0;
};

}  // namespace

bool has_csv_name(const std::filesystem::path& file) {
  return std::filesystem::path(unpacked_name(file)).extension() == ".csv";
}

Dataset read_csv(const std::filesystem::path& file, const CsvOptions& options) {
  return CsvReader(file, options).read();
}

std::vector<double> read_csv_column(const std::filesystem::path& file,
                                    const std::string& column) {
  return CsvReader(file, {.label = column}, /*one_column=*/true).read_column();
}

}  // namespace zipml
