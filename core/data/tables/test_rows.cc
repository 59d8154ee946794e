#include "core/data/tables/test_rows.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/error.h"
#include "core/base/random.h"

namespace zipml {
namespace {

std::optional<double> number_in(std::string_view text) {
  double value = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc{} || stop != end) return std::nullopt;
  return value;
}

}  // namespace

TestRows test_rows_of(const FileOptions& options) {
  TestRows test;
  std::string_view text = options.test;
  if (text.empty()) return test;
  const bool is_share = text.ends_with('%');
  if (is_share) text.remove_suffix(1);
  const auto number = number_in(text);
  if (!number && !is_share) {
    test.file = options.test;
    return test;
  }
  if (is_share && (!number || !(*number > 0 && *number < 100))) {
    fail_at("file.test", fmt::format("found \"{}\"; a share above 0% and below "
                                     "100% was expected",
                                     options.test));
  }
  if (is_share) {
    test.share = *number / 100;
  } else if (*number < 1 || *number > 1e9 || *number != std::floor(*number)) {
    fail_at("file.test",
            fmt::format("found \"{}\"; a number of rows, a share such as 20%, "
                        "or a file was expected",
                        options.test));
  } else {
    test.last = static_cast<Eigen::Index>(*number);
  }
  return test;
}

Eigen::Index split_rows(NumberTable& table, Eigen::Index train_rows,
                        const TestRows& test_rows, const FileOptions& options,
                        const std::filesystem::path& path) {
  const Eigen::Index rows = table.values.rows();
  const auto refuse = [&](const char* option, std::string message) {
    fail({.file = path, .pointer = option, .message = std::move(message)});
  };
  if (options.train_rows > rows) {
    refuse("file.train_rows",
           fmt::format("has {} rows; {} were asked for to train on", rows,
                       options.train_rows));
  }
  if (options.train_rows > 0) train_rows = options.train_rows;
  if (test_rows.last > 0) {
    if (test_rows.last >= rows) {
      refuse("file.test",
             fmt::format("has {} rows; {} were asked for to test on, which "
                         "leaves none to train on",
                         rows, test_rows.last));
    }
    train_rows = rows - test_rows.last;
  }
  if (test_rows.share == 0) return train_rows;
  const auto count = static_cast<Eigen::Index>(
      std::llround(test_rows.share * static_cast<double>(rows)));
  if (count == 0 || count == rows) {
    refuse("file.test",
           fmt::format("{} of its {} rows are {} rows; some to train and some "
                       "to test on were expected",
                       options.test, rows, count));
  }
  // Selection sampling (Knuth, TAOCP 3.4.2, algorithm S): in order.
  RandomStream draws({.seed = static_cast<std::uint64_t>(options.test_seed),
                      .purpose = Purpose::kSplit});
  std::vector<Eigen::Index> train, test;
  for (Eigen::Index row = 0; row < rows; ++row) {
    const auto left = static_cast<std::uint64_t>(rows - row);
    const auto wanted = static_cast<std::uint64_t>(count) - test.size();
    (draws.index(left) < wanted ? test : train).push_back(row);
  }
  const auto count_left = static_cast<Eigen::Index>(train.size());
  train.insert(train.end(), test.begin(), test.end());
  keep_rows(table, train);
  table.remarks.push_back(fmt::format(
      "{} test rows were drawn (file.test_seed={})", count, options.test_seed));
  return count_left;
}

}  // namespace zipml
