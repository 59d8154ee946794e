#include "core/data/tables/class_labels.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>
#include <vector>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/data/readers/text_source.h"

namespace zipml {
namespace {

// The different labels: numbers in order, then texts in theirs; none when
// there are more than `most`.
std::vector<double> distinct_labels(const NumberTable& table,
                                    std::size_t most) {
  std::set<double> numbers;
  std::set<std::size_t> texts;
  for (const double value : table.labels) {
    if (is_text(value)) {
      texts.insert(text_of(value));
    } else {
      numbers.insert(value);
    }
    if (numbers.size() + texts.size() > most) return {};
  }
  std::vector<double> distinct(numbers.begin(), numbers.end());
  std::vector<std::size_t> by_text(texts.begin(), texts.end());
  std::sort(by_text.begin(), by_text.end(), [&](auto a, auto b) {
    return table.label.texts[a] < table.label.texts[b];
  });
  for (const std::size_t text : by_text) distinct.push_back(text_value(text));
  return distinct;
}

std::string label_words(const NumberTable& table, double value) {
  return is_text(value)
             ? '"' + printable(table.label.texts[text_of(value)]) + '"'
             : fmt::format("{}", value);
}

[[noreturn]] void refuse_classes(const NumberTable& table,
                                 const std::vector<double>& distinct,
                                 const std::filesystem::path& path) {
  std::string found = "many values";
  if (!distinct.empty()) {
    found = distinct.size() == 1 ? "one value"
                                 : fmt::format("{} values", distinct.size());
    std::string shown;
    for (const double value : distinct) {
      shown += (shown.empty() ? "" : ", ") + label_words(table, value);
    }
    found += " (" + shown + ")";
  }
  const auto numbers =
      std::count_if(distinct.begin(), distinct.end(),
                    [](double value) { return !is_text(value); });
  const bool is_mixed = numbers > 2 && !table.label.texts.empty();
  fail_in(path,
          fmt::format("the label has {}; two classes were expected", found),
          is_mixed ? fmt::format("is {} a slip among numbers?",
                                 in_quotes(table.label.texts.front()))
                   : "file.label names the column of the label");
}

}  // namespace

void set_labels(NumberTable& table, const std::string& task,
                const std::filesystem::path& path, Dataset& data) {
  constexpr std::size_t kShown = 8;
  if (!table.has_label) fail_in(path, "has no labels");
  const std::vector<double> distinct = distinct_labels(table, kShown);
  const bool has_text = !table.label.texts.empty();
  const auto is_whole = [](double value) { return value == std::floor(value); };
  const bool are_classes =
      has_text || (distinct.size() == 2 &&
                   std::all_of(distinct.begin(), distinct.end(), is_whole));
  const bool classify =
      task == "classification" || (task == "auto" && are_classes);
  if (task == "auto") {
    table.remarks.push_back(fmt::format(
        "taken for a {} (file.task decides): the label has {}",
        classify ? "classification" : "regression",
        distinct.empty() ? fmt::format("more than {} values", kShown)
                         : fmt::format("{} value{}", distinct.size(),
                                       distinct.size() == 1 ? "" : "s")));
  }
  if (!classify) {
    const auto text =
        std::find_if(table.labels.begin(), table.labels.end(), is_text);
    if (text != table.labels.end()) {
      fail_in(path,
              fmt::format("the label {} is text; a regression needs numbers",
                          label_words(table, *text)),
              "file.task=classification tells two classes apart");
    }
    data.task = Task::kRegression;
    data.labels = std::move(table.labels);
    return;
  }
  data.task = Task::kClassification;
  if (distinct.size() != 2) refuse_classes(table, distinct, path);
  const double low = distinct[0], high = distinct[1];
  if (low == -1 && high == 1) {
    data.labels = std::move(table.labels);
    return;
  }
  table.remarks.push_back(fmt::format("labels {} and {} became -1 and +1",
                                      label_words(table, low),
                                      label_words(table, high)));
  data.labels.resize(table.labels.size());
  for (Eigen::Index row = 0; row < data.labels.size(); ++row) {
    const double value = table.labels[row];
    const bool is_low = is_text(low)
                            ? is_text(value) && text_of(value) == text_of(low)
                            : value == low;
    data.labels[row] = is_low ? -1 : 1;
  }
}

}  // namespace zipml
