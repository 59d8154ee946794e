#include "core/data/tables/categories.h"

#include <fmt/format.h>

#include <cmath>
#include <map>
#include <utility>
#include <vector>

#include "core/base/error.h"
#include "core/base/memory.h"
#include "core/data/readers/text_source.h"

namespace zipml {

void expand_categories(NumberTable& table, const std::filesystem::path& path) {
  if (table.columns.empty()) return;
  // Of a column with text, each text and number with its place among them.
  struct Expanded {
    std::map<double, std::size_t> numbers;
    std::map<std::string, std::size_t> texts;
    std::size_t count() const { return numbers.size() + texts.size(); }
  };
  // So many numbers are no categories because a few fields are text.
  constexpr std::size_t kMostNumbers = 20;
  std::map<std::size_t, Expanded> all;
  std::size_t width = table.columns.size();
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    if (table.columns[i].texts.empty()) continue;
    Expanded& own = all[i];
    std::size_t numbers = 0, texts = 0;
    for (const double value : table.values.col(static_cast<Eigen::Index>(i))) {
      if (!std::isnan(value)) own.numbers.try_emplace(value);
      numbers += std::isnan(value) ? 0 : 1;
      texts += is_text(value) ? 1 : 0;
    }
    if (own.numbers.size() > kMostNumbers && numbers > texts) {
      fail_in(path,
              fmt::format("{} has {} numbers, and text in {} rows, as {}: it "
                          "is no column of categories",
                          column_text(table, table.columns[i]), numbers, texts,
                          in_quotes(table.columns[i].texts.front())));
    }
    for (const std::string& text : table.columns[i].texts) {
      own.texts.try_emplace(text);
    }
    std::size_t place = 0;
    for (auto& [number, at] : own.numbers) at = place++;
    for (auto& [text, at] : own.texts) at = place++;
    width += own.count() - 1;
  }
  if (all.empty()) return;
  require_memory(8.0 * static_cast<double>(table.values.rows()) *
                     static_cast<double>(width),
                 path,
                 fmt::format("{} rows x {} columns, those of categories "
                             "expanded,",
                             table.values.rows(), width));
  DataMatrix values =
      DataMatrix::Zero(table.values.rows(), static_cast<Eigen::Index>(width));
  std::vector<TableColumn> columns;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const TableColumn& column = table.columns[i];
    const auto first = static_cast<Eigen::Index>(columns.size());
    const auto from = table.values.col(static_cast<Eigen::Index>(i));
    const auto found = all.find(i);
    if (found == all.end()) {
      values.col(first) = from;
      columns.push_back(column);
      continue;
    }
    const Expanded& own = found->second;
    const std::string name =
        column.name.empty() ? fmt::format("{}", column.number) : column.name;
    for (const auto& [number, at] : own.numbers) {
      columns.push_back({.name = fmt::format("{}={}", name, number),
                         .number = column.number});
    }
    for (const auto& [text, at] : own.texts) {
      columns.push_back(
          {.name = fmt::format("{}={}", name, text), .number = column.number});
    }
    const auto count = static_cast<Eigen::Index>(own.count());
    for (Eigen::Index row = 0; row < values.rows(); ++row) {
      const double value = from(row);
      if (is_missing(value)) {
        values.row(row).segment(first, count).setConstant(missing_value());
        continue;
      }
      const std::size_t at = is_text(value)
                                 ? own.texts.at(column.texts[text_of(value)])
                                 : own.numbers.at(value);
      values(row, first + static_cast<Eigen::Index>(at)) = 1;
    }
    table.remarks.push_back(
        fmt::format("{} has {} categories: a feature for each",
                    column_text(table, column), count));
  }
  table.values = std::move(values);
  table.columns = std::move(columns);
}

}  // namespace zipml
