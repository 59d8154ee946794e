#include "core/data/readers/csv.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"
#include "core/data/readers/csv_layout.h"
#include "core/data/readers/number.h"
#include "core/data/readers/row_collector.h"
#include "core/data/readers/text_source.h"

namespace zipml {
namespace {

// Lines that the layout is told from.
constexpr std::size_t kSampledLines = 100;

// More different texts than this in a column are no categories.
constexpr std::size_t kMostTexts = 10'000;

// Mistakes in the values of one column that are told one by one.
constexpr std::size_t kMostOfColumn = 3;

// Above, not every whole number is a double.
constexpr double kLargestExact = 0x1p53;

enum class FieldUse { kSkip, kMustBeEmpty, kValue };

// Whether the text is a whole number that no double holds.
bool is_rounded(std::string_view text, double value) {
  if (std::abs(value) < kLargestExact) return false;
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  std::uint64_t whole = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, whole);
  if (stop != end) return false;
  // Above 64 bits few are exact; those that people write are round.
  if (error != std::errc{}) return text.back() != '0';
  return static_cast<double>(whole) >= 0x1p64 ||
         static_cast<std::uint64_t>(std::abs(value)) != whole;
}

class CsvReader {
 public:
  CsvReader(ByteSource& source, const FileOptions& options, LabelUse label)
      : layout_(csv_layout_of(source, options)),
        source_(source),
        options_(options),
        rows_(source.path()) {
    if (layout_.columns() == 0) return;
    FileColumns columns{.file = source.path(),
                        .count = static_cast<Eigen::Index>(layout_.columns()),
                        .names = layout_.names,
                        .label_is_apart = !options.labels.empty()};
    for (const ColumnRole role : layout_.roles) {
      columns.left_out.push_back(role != ColumnRole::kValues);
    }
    const ColumnChoice choice = choose_columns(columns, options, label);
    uses_.assign(layout_.columns(), {});
    for (std::size_t i = 0; i < layout_.columns(); ++i) {
      if (layout_.roles[i] == ColumnRole::kEmpty) {
        uses_[i].use = FieldUse::kMustBeEmpty;
      }
    }
    table_.has_label = choice.label >= 0;
    // The label's value comes behind those of the features.
    std::vector<Eigen::Index> wanted = choice.features;
    if (table_.has_label) wanted.push_back(choice.label);
    values_.resize(wanted.size());
    texts_.resize(wanted.size());
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      const auto column = static_cast<std::size_t>(wanted[i]);
      uses_[column] = {FieldUse::kValue, i};
      const bool is_label = table_.has_label && i + 1 == wanted.size();
      TableColumn& own =
          is_label ? table_.label : table_.columns.emplace_back();
      own.number = wanted[i];
      if (!layout_.names.empty()) own.name = layout_.names[column];
    }
  }

  NumberTable read() {
    std::string_view line;
    while (source_.next(line)) {
      if (source_.line_number() == layout_.header_line ||
          source_.line_number() < layout_.first_line) {
        continue;
      }
      if (!scan_row(line) && !(is_row(line) && read_row(line))) continue;
      const std::size_t features = table_.columns.size();
      if (table_.has_label) labels_.push_back(values_[features]);
      rows_.add(std::span(values_).first(features));
    }
    throw_if_noted();
    if (rows_.rows() == 0) source_.fail_without_rows("rows of numbers were");
    table_.values = rows_.finish();
    table_.labels = Eigen::Map<const Eigen::VectorXd>(
        labels_.data(), static_cast<Eigen::Index>(labels_.size()));
    for (std::size_t i = 0; i < table_.columns.size(); ++i) {
      keep_texts(texts_[i], table_.columns[i]);
    }
    if (table_.has_label) keep_texts(texts_.back(), table_.label);
    table_.format = layout_.words;
    table_.remarks = std::move(layout_.remarks);
    const auto remark = [&](std::size_t count, const char* what) {
      if (count == 0) return;
      table_.remarks.push_back(fmt::format("{} {}", count, what));
    };
    remark(comments_, "lines that begin with # are left out");
    remark(empty_rows_, "rows of separators alone are left out");
    remark(rounded_, "whole numbers above 2^53 were rounded to 64-bit floats");
    return std::move(table_);
  }

 private:
  // What is done with a field, and where its value goes.
  struct Use {
    FieldUse use = FieldUse::kSkip;
    std::size_t place = 0;
  };

  static void keep_texts(const std::map<std::string, std::size_t>& texts,
                         TableColumn& column) {
    column.texts.resize(texts.size());
    for (const auto& [text, i] : texts) column.texts[i] = text;
  }

  // Whether it may be a row: '#' begins a comment, but "#N/A,4,5" is a row of
  // three columns.
  bool is_row(std::string_view line) {
    if (trimmed(line).empty()) return false;
    if (is_content_line(line) || layout_.columns() == 0) return true;
    const bool is_like_rows = layout_.columns() > 1 &&
                              !split_fields(line, layout_.separator, fields_) &&
                              fields_.size() == layout_.columns();
    if (!is_like_rows) ++comments_;
    return is_like_rows;
  }

  // The values of a line that is nothing but numbers where they are wanted.
  // False leaves the line to read_row, which sees all that it may be.
  bool scan_row(std::string_view line) {
    const char separator = layout_.separator;
    const char* place = line.data();
    const char* const end = place + line.size();
    const bool is_plain = place != end && *place != '#' && *place != ' ';
    if (!is_plain || separator == ' ' || uses_.empty()) return false;
    for (std::size_t i = 0;; ++i) {
      if (i >= uses_.size()) return false;
      if (uses_[i].use == FieldUse::kValue) {
        while (place != end && *place == ' ') ++place;
        place = scan_number(place, end, values_[uses_[i].place]);
        // Larger ones may be rounded.
        if (place == nullptr ||
            std::abs(values_[uses_[i].place]) >= kLargestExact) {
          return false;
        }
        while (place != end && *place == ' ') ++place;
      } else if (uses_[i].use == FieldUse::kSkip) {
        while (place != end && *place != separator && *place != '"') ++place;
      }
      if (place == end) return i + 1 == uses_.size();
      if (*place != separator) return false;
      ++place;
    }
  }

  // The same of any line; false after a mistake.
  bool read_row(std::string_view line) {
    row_is_good_ = true;
    if (line.find('\r') != std::string_view::npos) {
      source_.fail(line.find('\r') + 1,
                   "a carriage return stands within the line: line ends are "
                   "mixed");
    }
    const auto problem = split_fields(line, layout_.separator, fields_);
    if (problem) {
      source_.note(problem->column, problem->message);
      return false;
    }
    if (fields_.size() == uses_.size() + 1 && fields_.back().text.empty()) {
      fields_.pop_back();  // a separator at the end of the line
    }
    const bool is_empty =
        fields_.size() > 1 &&
        std::all_of(fields_.begin(), fields_.end(), [](const CsvField& field) {
          return field.text.empty() && !field.quoted;
        });
    if (is_empty) {
      ++empty_rows_;
      return false;
    }
    if (fields_.size() != uses_.size()) {
      source_.note(
          0, fmt::format("{} fields; {} were expected, as in line {}",
                         fields_.size(), uses_.size(), layout_.first_line));
      return false;
    }
    for (std::size_t i = 0; i < uses_.size(); ++i) {
      if (uses_[i].use == FieldUse::kMustBeEmpty && !fields_[i].text.empty()) {
        source_.note(fields_[i].column,
                     fmt::format("{}: found {}; the column has no name and was "
                                 "empty above",
                                 name_of(i), in_quotes(fields_[i].text)));
        row_is_good_ = false;
      }
      if (uses_[i].use == FieldUse::kValue) read_field(i);
    }
    return row_is_good_;
  }

  void read_field(std::size_t i) {
    const CsvField& field = fields_[i];
    double& value = values_[uses_[i].place];
    const ParsedNumber parsed =
        parse_number(uses_.size() == 1 ? without_comment(field) : field.text);
    if (parsed.problem == NumberProblem::kNone) {
      value = parsed.value;
      if (is_rounded(field.text, value)) ++rounded_;
      return;
    }
    const bool is_label =
        table_.has_label && uses_[i].place + 1 == values_.size();
    if (is_missing_word(field.text) && (!field.quoted || field.text.empty())) {
      if (options_.missing != "refuse") {
        value = missing_value();
        return;
      }
      note(i,
           field.text.empty()
               ? std::string("the field is empty; a number was expected")
               : fmt::format("value {} is missing; a number was expected",
                             in_quotes(field.text)),
           is_label ? "file.missing=drop leaves such rows out"
                    : "file.missing=drop leaves such rows out, mean fills in");
      return;
    }
    if (options_.categories == "mark" && !is_label) {
      auto& texts = texts_[uses_[i].place];
      if (texts.empty()) texts.emplace(field.text, 0);
      value = text_value(0);
      return;
    }
    const bool keeps_text = parsed.problem == NumberProblem::kNotANumber &&
                            (is_label ? options_.task != "regression"
                                      : options_.categories != "refuse");
    if (keeps_text) {
      auto& texts = texts_[uses_[i].place];
      const auto own = texts.try_emplace(field.text, texts.size()).first;
      if (texts.size() > kMostTexts) {
        source_.fail(field.column,
                     fmt::format("{}: more than {} different texts are no "
                                 "categories",
                                 name_of(i), kMostTexts),
                     drop_hint(i));
      }
      value = text_value(own->second);
      return;
    }
    note(i, describe(parsed.problem, "value", field.text),
         parsed.problem != NumberProblem::kNotANumber ? ""
         : is_label
             ? "text labels are classes; numbers are needed here, such as 0 "
               "and 1"
             : drop_hint(i) + ", file.categories=one_hot makes features of it");
  }

  // A column that is wrong in every row does not hide the others.
  void note(std::size_t i, const std::string& message,
            const std::string& hint) {
    row_is_good_ = false;
    if (++bad_values_[i] > kMostOfColumn) return;
    source_.note(fields_[i].column, name_of(i) + ": " + message, hint);
  }

  void throw_if_noted() {
    for (const auto& [i, count] : bad_values_) {
      if (count <= kMostOfColumn) continue;
      source_.note_of_file(fmt::format("{}: {} more such values", name_of(i),
                                       count - kMostOfColumn));
    }
    source_.throw_if_noted();
  }

  std::string name_of(std::size_t i) const {
    std::string name = fmt::format("column {}", i);
    if (!layout_.names.empty() && !layout_.names[i].empty()) {
      name += fmt::format(" ({})", shortened(layout_.names[i]));
    }
    const bool is_label = table_.has_label &&
                          uses_[i].use == FieldUse::kValue &&
                          uses_[i].place + 1 == values_.size();
    return is_label ? name + ", the label" : name;
  }

  std::string drop_hint(std::size_t i) const {
    // A name with a comma would be two.
    const bool named = !layout_.names.empty() && !layout_.names[i].empty() &&
                       layout_.names[i].size() <= kLongestShown &&
                       layout_.names[i].find(',') == std::string::npos;
    return fmt::format("file.drop={} leaves the column out",
                       named ? layout_.names[i] : std::to_string(i));
  }

  CsvLayout layout_;
  LineSource source_;
  const FileOptions& options_;
  std::vector<Use> uses_;  // of the columns of the file
  NumberTable table_;
  RowCollector rows_;
  std::vector<double> labels_;
  std::vector<CsvField> fields_;  // of the row that is read
  std::vector<double> values_;    // and its values
  bool row_is_good_ = true;
  std::size_t comments_ = 0, empty_rows_ = 0, rounded_ = 0;
  std::map<std::size_t, std::size_t> bad_values_;          // of columns, so far
  std::vector<std::map<std::string, std::size_t>> texts_;  // of each value
};

}  // namespace

CsvLayout csv_layout_of(ByteSource& source, const FileOptions& options) {
  const std::string_view start = source.start(kSampleBytes);
  require_text(start, source.path());
  return decide_csv_layout(sample_lines(start, kSampledLines), options.header,
                           source.path());
}

NumberTable read_csv(ByteSource& source, const FileOptions& options,
                     LabelUse label) {
  return CsvReader(source, options, label).read();
}

}  // namespace zipml
