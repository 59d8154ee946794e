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

// The label's column; `names` is empty without a header.
std::size_t label_column(const LineSource& source, const std::string& label,
                         std::size_t columns,
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
    source.fail(0, fmt::format("label column {} was asked for; the file has "
                               "{} columns, from 0",
                               number, columns));
  }
  source.fail(0,
              fmt::format("label column {} was asked for; {}", in_quotes(label),
                          names.empty() ? "the file has no header"
                                        : "the header has no such column"),
              did_you_mean(label, names));
}

class CsvReader {
 public:
  CsvReader(const std::filesystem::path& file, const CsvOptions& options)
      : source_(file), options_(options) {}

  Dataset read() {
    std::string_view line;
    while (source_.next(line)) {
      if (trimmed(line).empty()) continue;
      if (columns_ == 0) {
        if (start(line)) continue;
      } else {
        split_fields(source_, line, separator_, fields_);
      }
      add_row();
    }
    if (collector_.rows() == 0) {
      source_.fail_without_rows("rows of numbers were");
    }
    Dataset data = collector_.finish();
    data.feature_names = std::move(names_);
    return data;
  }

 private:
  // The first line decides the columns; true if it is a header.
  bool start(std::string_view line) {
    separator_ = separator_of(line);
    split_fields(source_, line, separator_, fields_);
    columns_ = fields_.size();
    first_line_ = source_.line_number();
    if (columns_ < 2) {
      source_.fail(1, fmt::format("found one column, {}; at least a feature "
                                  "and a label were expected",
                                  in_quotes(line)));
    }
    const bool header = is_header(fields_);
    if (header) {
      for (const Field& field : fields_) names_.push_back(field.text);
    }
    label_ = label_column(source_, options_.label, columns_, names_);
    if (header) names_.erase(names_.begin() + static_cast<long>(label_));
    return header;
  }

  void add_row() {
    if (fields_.size() != columns_) {
      source_.fail(0, fmt::format("{} fields; {} were expected, as in line {}",
                                  fields_.size(), columns_, first_line_));
    }
    values_.clear();
    float label = 0;
    for (std::size_t i = 0; i < columns_; ++i) {
      const float value = parse(i);
      if (i == label_) {
        label = value;
      } else {
        values_.push_back(value);
      }
    }
    collector_.add(values_, label);
  }

  float parse(std::size_t i) {
    const Field& field = fields_[i];
    const auto parsed = parse_number(field.text);
    if (parsed.problem == NumberProblem::kNone) return parsed.value;
    std::string name = "label";
    if (i != label_) {
      name = fmt::format("column {}", i);
      const std::size_t feature = i < label_ ? i : i - 1;
      if (!names_.empty()) name += fmt::format(" ({})", names_[feature]);
    }
    if (field.text.empty()) {
      source_.fail(field.column,
                   name + ": the field is empty; a number was expected");
    }
    source_.fail(field.column,
                 describe(parsed.problem, name + ": value", field.text));
  }

  LineSource source_;
  CsvOptions options_;
  RowCollector collector_;
  std::vector<Field> fields_;
  std::vector<float> values_;
  std::vector<std::string> names_;  // of the features
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

}  // namespace zipml
