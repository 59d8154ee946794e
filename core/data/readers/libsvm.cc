#include "core/data/readers/libsvm.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <string_view>
#include <vector>

#include "core/base/error.h"
#include "core/data/readers/number.h"
#include "core/data/readers/row_collector.h"
#include "core/data/readers/text_source.h"

namespace zipml {
namespace {

// The matrix is dense: a larger index is a mistake or needs another reader.
constexpr Eigen::Index kLargestIndex = 10'000'000;

bool is_space(char c) { return c == ' ' || c == '\t'; }

class RowParser {
 public:
  RowParser(const LineSource& source, std::string_view line,
            Eigen::Index features)
      : source_(source), line_(line), features_(features) {}

  // False for a line without a token.
  bool parse(float& label, std::vector<float>& values) {
    std::string_view token = next_token();
    if (token.empty()) return false;
    if (token.find(':') != std::string_view::npos) {
      fail(token, fmt::format("the label is missing: found {}, expected a "
                              "number and then index:value pairs",
                              in_quotes(token)));
    }
    label = number<float>(token, [] { return "label"; });
    values.clear();
    Eigen::Index last = 0;
    for (token = next_token(); !token.empty(); token = next_token()) {
      const std::size_t colon = colon_of(token);
      last = parse_index(token.substr(0, colon), last);
      values.resize(static_cast<std::size_t>(last));
      values.back() = feature<float>(token, colon, last);
    }
    return true;
  }

  // The value of one feature, or with index 0 the label, and the largest index
  // of the row. False for a line without a token.
  bool parse_one(Eigen::Index wanted, double& value, Eigen::Index& largest) {
    std::string_view token = next_token();
    if (token.empty()) return false;
    value = wanted == 0 ? number<double>(token, [] { return "label"; }) : 0;
    Eigen::Index last = 0;
    for (token = next_token(); !token.empty(); token = next_token()) {
      const std::size_t colon = colon_of(token);
      last = parse_index(token.substr(0, colon), last);
      if (last == wanted) value = feature<double>(token, colon, last);
    }
    largest = std::max(largest, last);
    return true;
  }

 private:
  std::size_t colon_of(std::string_view token) {
    const std::size_t colon = token.find(':');
    if (colon == std::string_view::npos) {
      fail(token,
           fmt::format("found {}, expected index:value", in_quotes(token)));
    }
    return colon;
  }

  template <typename Float>
  Float feature(std::string_view token, std::size_t colon, Eigen::Index index) {
    return number<Float>(token.substr(colon + 1), [index] {
      return fmt::format("feature {}: value", index);
    });
  }

  std::string_view next_token() {
    while (place_ < line_.size() && is_space(line_[place_])) ++place_;
    const std::size_t start = place_;
    while (place_ < line_.size() && !is_space(line_[place_])) ++place_;
    return line_.substr(start, place_ - start);
  }

  // `what` it is, is asked for when it is none.
  template <typename Float, typename What>
  Float number(std::string_view token, const What& what) {
    const auto parsed = parse_number<Float>(token);
    if (parsed.problem != NumberProblem::kNone) {
      fail(token, describe(parsed.problem, what(), token, 8 * sizeof(Float)));
    }
    return parsed.value;
  }

  Eigen::Index parse_index(std::string_view token, Eigen::Index last) {
    Eigen::Index index = 0;
    const char* const end = token.data() + token.size();
    const auto [stop, error] = std::from_chars(token.data(), end, index);
    if (stop != end || token.empty() || index < 0 ||
        error == std::errc::invalid_argument) {
      fail(token, fmt::format("feature index {} is not a whole number from 1",
                              in_quotes(token)));
    }
    if (error == std::errc::result_out_of_range || index > kLargestIndex) {
      fail(token, fmt::format("feature index {} is above {}, "
                              "the largest that can be read",
                              token, kLargestIndex));
    }
    if (index == 0) {
      fail(token, "feature index 0; indices start at 1");
    }
    if (index <= last) {
      fail(token, fmt::format("feature index {} after {}; "
                              "indices must increase",
                              index, last));
    }
    if (features_ > 0 && index > features_) {
      fail(token, fmt::format("feature index {}; at most {} was expected",
                              index, features_));
    }
    return index;
  }

  [[noreturn]] void fail(std::string_view token, const std::string& message) {
    source_.fail(static_cast<std::size_t>(token.data() - line_.data()) + 1,
                 message);
  }

  const LineSource& source_;
  std::string_view line_;
  Eigen::Index features_;
  std::size_t place_ = 0;
};

}  // namespace

Dataset read_libsvm(std::span<const std::filesystem::path> files,
                    const LibsvmOptions& options) {
  RowCollector collector;
  std::vector<float> values;
  Eigen::Index train_rows = 0;
  for (const std::filesystem::path& file : files) {
    const Eigen::Index before = collector.rows();
    LineSource source(file);
    std::string_view line;
    while (source.next(line)) {
      const std::string_view content = line.substr(0, line.find('#'));
      float label = 0;
      if (RowParser(source, content, options.features).parse(label, values)) {
        collector.add(values, label);
      }
    }
    if (collector.rows() == before) {
      source.fail_without_rows("rows of `label index:value ...` were");
    }
    if (train_rows == 0) train_rows = collector.rows();
  }
  Dataset data = collector.finish(options.features);
  data.train_rows = train_rows;
  return data;
}

Dataset read_libsvm(const std::filesystem::path& file,
                    const LibsvmOptions& options) {
  return read_libsvm(std::span(&file, 1), options);
}

std::vector<double> read_libsvm_column(const std::filesystem::path& file,
                                       const std::string& column) {
  Eigen::Index wanted = -1;
  const char* const end = column.data() + column.size();
  const auto [stop, error] = std::from_chars(column.data(), end, wanted);
  const bool is_index = error == std::errc{} && stop == end && wanted >= 0;
  std::vector<double> values;
  Eigen::Index largest = 0;
  LineSource source(file);
  std::string_view line;
  while (source.next(line)) {
    double value = 0;
    const std::string_view content = line.substr(0, line.find('#'));
    if (RowParser(source, content, 0).parse_one(wanted, value, largest)) {
      values.push_back(value);
    }
  }
  if (values.empty()) {
    source.fail_without_rows("rows of `label index:value ...` were");
  }
  if (!is_index || wanted > largest) {
    fail_in(file, fmt::format("has no column {}", in_quotes(column)),
            fmt::format("features are 1 to {}, and 0 is the label", largest));
  }
  return values;
}

}  // namespace zipml
