#include "core/data/readers/libsvm.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/data/readers/csv_layout.h"
#include "core/data/readers/number.h"
#include "core/data/readers/row_collector.h"
#include "core/data/readers/text_source.h"

namespace zipml {
namespace {

// The table is dense: a larger index is a mistake or needs another reader.
constexpr Eigen::Index kLargestIndex = 10'000'000;

bool is_space(char c) { return c == ' ' || c == '\t'; }

std::string_view next_token(std::string_view line, std::size_t& place) {
  while (place < line.size() && is_space(line[place])) ++place;
  const std::size_t start = place;
  while (place < line.size() && !is_space(line[place])) ++place;
  return line.substr(start, place - start);
}

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

// A number, or several with commas between them.
bool is_label(std::string_view token) {
  while (true) {
    const std::size_t comma = token.find(',');
    if (parse_number(token.substr(0, comma)).problem ==
        NumberProblem::kNotANumber) {
      return false;
    }
    if (comma == std::string_view::npos) return true;
    token.remove_prefix(comma + 1);
  }
}

class LibsvmReader {
 public:
  LibsvmReader(ByteSource& source, const FileOptions& options, LabelUse label,
               Eigen::Index features)
      : source_(source),
        options_(options),
        label_(label),
        first_number_(label == LabelUse::kColumn ? 0 : 1),
        features_(features),
        rows_(source.path()) {
    if (options.columns.empty()) return;
    // Their numbers and spelling; whether the file has them is known later.
    const ColumnChoice all =
        choose_columns(columns_of(kLargestIndex), options, label);
    for (const Eigen::Index place : all.features) {
      kept_.push_back(place + first_number_);
    }
    std::sort(kept_.begin(), kept_.end());
  }

  NumberTable read() {
    std::string_view line;
    while (source_.next(line)) {
      line = line.substr(0, line.find('#'));
      if (!scan_row(line) && !read_row(line)) continue;
      rows_.add(places_, values_);
      if (label_ == LabelUse::kLabel) labels_.push_back(label_value_);
    }
    source_.throw_if_noted();
    if (rows_.rows() == 0) {
      source_.fail_without_rows("rows of `label index:value ...` were");
    }
    if (largest_ == 0 && label_ == LabelUse::kLabel) {
      fail_in(source_.path(), "has no features: its rows are labels only");
    }
    return finish();
  }

 private:
  FileColumns columns_of(Eigen::Index largest) const {
    return {.file = source_.path(),
            .count = largest + 1 - first_number_,
            .first_number = first_number_,
            .label_is_apart = true};
  }

  NumberTable finish() {
    const Eigen::Index count = std::max(largest_, features_);
    const bool chosen = !options_.columns.empty() || !options_.drop.empty();
    NumberTable table;
    table.format = "LIBSVM";
    table.first_number = first_number_;
    if (has_qid_) {
      table.remarks.push_back("the qid of ranking data is left out");
    }
    const auto width = kept_.empty() ? count + 1 - first_number_
                                     : static_cast<Eigen::Index>(kept_.size());
    table.values = rows_.finish(width);
    if (chosen) {
      const ColumnChoice choice =
          choose_columns(columns_of(count), options_, label_);
      std::vector<Eigen::Index> places;
      for (const Eigen::Index place : choice.features) {
        places.push_back(place_of(place + first_number_));
        table.columns.push_back({.number = place + first_number_});
      }
      table.values = DataMatrix(table.values(Eigen::all, places));
    }
    table.has_label = label_ == LabelUse::kLabel;
    table.labels = Eigen::Map<const Eigen::VectorXd>(
        labels_.data(), static_cast<Eigen::Index>(labels_.size()));
    return table;
  }

  // Of the column with this number, in the collected rows; -1: not kept.
  Eigen::Index place_of(Eigen::Index number) const {
    if (kept_.empty()) return number - first_number_;
    const auto found = std::lower_bound(kept_.begin(), kept_.end(), number);
    if (found == kept_.end() || *found != number) return -1;
    return found - kept_.begin();
  }

  void start_row(double label) {
    label_value_ = label;
    places_.clear();
    values_.clear();
    if (label_ == LabelUse::kColumn && place_of(0) >= 0) keep(0, label);
  }

  void keep(Eigen::Index place, double value) {
    places_.push_back(static_cast<std::int32_t>(place));
    values_.push_back(value);
  }

  // A row in which nothing is wrong or rare. False leaves it to read_row.
  bool scan_row(std::string_view line) {
    const char* place = line.data();
    const char* const end = place + line.size();
    const auto skip_spaces = [&] {
      while (place != end && is_space(*place)) ++place;
    };
    skip_spaces();
    double value = 0;
    if ((place = scan_number(place, end, value)) == nullptr) return false;
    start_row(value);
    Eigen::Index last = 0;
    while (true) {
      const char* const before = place;
      skip_spaces();
      if (place == end) break;
      if (place == before) return false;
      Eigen::Index index = 0;
      while (place != end && is_digit(*place) && index <= kLargestIndex) {
        index = 10 * index + (*place++ - '0');
      }
      const bool good = index > last && index <= kLargestIndex &&
                        (features_ == 0 || index <= features_);
      if (!good || place == end || *place != ':') return false;
      last = index;
      ++place;
      const Eigen::Index own = place_of(index);
      if (own < 0) {
        while (place != end && !is_space(*place)) ++place;
        continue;
      }
      if ((place = scan_number(place, end, value)) == nullptr) return false;
      keep(own, value);
    }
    largest_ = std::max(largest_, last);
    return true;
  }

  // The same of any row, with what is wrong; false for no row.
  bool read_row(std::string_view line) {
    line_ = line;
    std::size_t place = 0;
    std::string_view token = next_token(line, place);
    if (token.empty()) return false;
    const std::size_t before = source_.mistakes();
    double value = 0;
    if (token.find(':') != std::string_view::npos) {
      note(token, fmt::format("the label is missing: found {}, expected a "
                              "number and then index:value pairs",
                              in_quotes(token)));
      return false;
    }
    if (token.find(',') != std::string_view::npos) {
      note(token, fmt::format("found several labels, {}; one was expected",
                              in_quotes(token)));
      return false;
    }
    const bool wants_label = label_ == LabelUse::kLabel || place_of(0) >= 0;
    if (wants_label) number(token, "label", value);
    start_row(value);
    Eigen::Index last = 0;
    for (token = next_token(line, place); !token.empty();
         token = next_token(line, place)) {
      const std::size_t colon = token.find(':');
      if (colon == std::string_view::npos) {
        note(token,
             fmt::format("found {}, expected index:value", in_quotes(token)));
        continue;
      }
      const std::string_view name = token.substr(0, colon);
      if (name == "qid" && all_digits(token.substr(colon + 1))) {
        has_qid_ = true;
        continue;
      }
      const Eigen::Index index = read_index(name, last);
      if (index == 0) continue;
      last = index;
      const Eigen::Index own = place_of(index);
      if (own < 0) continue;
      number(token.substr(colon + 1), fmt::format("feature {}: value", index),
             value);
      keep(own, value);
    }
    largest_ = std::max(largest_, last);
    return source_.mistakes() == before;
  }

  void number(std::string_view token, const std::string& what, double& value) {
    const ParsedNumber parsed = parse_number(token);
    value = parsed.value;
    if (parsed.problem == NumberProblem::kNone) return;
    note(token, describe(parsed.problem, what, token));
  }

  // 0 after a mistake.
  Eigen::Index read_index(std::string_view token, Eigen::Index last) {
    Eigen::Index index = 0;
    const char* const end = token.data() + token.size();
    const auto [stop, error] = std::from_chars(token.data(), end, index);
    const auto mistake = [&](const std::string& message,
                             const std::string& hint = "") {
      note(token, message, hint);
      return Eigen::Index{0};
    };
    if (stop != end || token.empty() || index < 0 ||
        error == std::errc::invalid_argument) {
      return mistake(fmt::format(
          "feature index {} is not a whole number from 1", in_quotes(token)));
    }
    if (error == std::errc::result_out_of_range || index > kLargestIndex) {
      return mistake(
          fmt::format("feature index {} is above {}, the largest that can be "
                      "read",
                      in_quotes(token), kLargestIndex));
    }
    if (index == 0) {
      return mistake("feature index 0; indices start at 1",
                     "scikit-learn's dump_svmlight_file writes such with "
                     "zero_based=False");
    }
    if (index <= last) {
      return mistake(
          fmt::format("feature index {} after {}; indices must "
                      "increase",
                      index, last));
    }
    if (features_ > 0 && index > features_) {
      return mistake(fmt::format("feature index {}; at most {} was expected",
                                 index, features_));
    }
    return index;
  }

  void note(std::string_view token, const std::string& message,
            const std::string& hint = "") {
    source_.note(static_cast<std::size_t>(token.data() - line_.data()) + 1,
                 message, hint);
  }

  LineSource source_;
  const FileOptions& options_;
  LabelUse label_;
  Eigen::Index first_number_;
  Eigen::Index features_;
  std::vector<Eigen::Index> kept_;  // numbers in order; empty: all
  RowCollector rows_;
  std::vector<double> labels_;
  Eigen::Index largest_ = 0;  // index of all rows
  bool has_qid_ = false;
  // Of the row that is read.
  std::string_view line_;
  double label_value_ = 0;
  std::vector<std::int32_t> places_;
  std::vector<double> values_;
};

}  // namespace

NumberTable read_libsvm(ByteSource& source, const FileOptions& options,
                        LabelUse label, Eigen::Index features) {
  return LibsvmReader(source, options, label, features).read();
}

bool looks_like_libsvm(std::string_view start) {
  bool has_pair = false;
  for (const SampledLine& line : sample_lines(start, 20)) {
    const std::string_view text = line.text.substr(0, line.text.find('#'));
    std::size_t place = 0;
    std::string_view token = next_token(text, place);
    for (bool first = true; !token.empty(); token = next_token(text, place)) {
      const std::size_t colon = token.find(':');
      const bool is_pair =
          colon != std::string_view::npos &&
          (all_digits(token.substr(0, colon)) || token.starts_with("qid:")) &&
          token.find(':', colon + 1) == std::string_view::npos;
      // 10:30,5 begins as a pair does.
      const bool has_number =
          is_pair && parse_number(token.substr(colon + 1)).problem !=
                         NumberProblem::kNotANumber;
      has_pair = has_pair || (has_number && !first);
      if (!first && !is_pair) return false;
      if (first && !has_number && !is_label(token)) return false;
      first = false;
    }
  }
  return has_pair;
}

}  // namespace zipml
