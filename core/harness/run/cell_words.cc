#include "core/harness/run/cell_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "core/harness/value_text.h"

namespace zipml {
namespace {

constexpr const char* kSeed = "seed";

// The text of a value; "-" where the cell has no such parameter.
std::string text_of(const Cell& cell, const std::string& name) {
  if (name == kSeed) return fmt::format("{}", cell.seed);
  const Value* value = cell.parameters.find(name);
  if (value == nullptr) return "-";
  return value->is_text() ? value->text() : compact_json(*value);
}

// The parameter's texts, cell by cell.
std::vector<std::string> column_of(const std::vector<const Cell*>& cells,
                                   const std::string& name) {
  std::vector<std::string> column;
  for (const Cell* cell : cells) column.push_back(text_of(*cell, name));
  return column;
}

// Whether equal texts of `by` always go with equal ones of `column`.
bool decides(const std::vector<std::string>& by,
             const std::vector<std::string>& column) {
  std::map<std::string, std::string> seen;
  for (std::size_t i = 0; i < by.size(); ++i) {
    const auto [place, is_new] = seen.try_emplace(by[i], column[i]);
    if (!is_new && place->second != column[i]) return false;
  }
  return true;
}

bool is_constant(const std::vector<std::string>& column) {
  return std::all_of(
      column.begin(), column.end(),
      [&](const std::string& text) { return text == column.front(); });
}

std::vector<std::string> names_of(const std::vector<const Cell*>& cells) {
  std::vector<std::string> names;
  for (const Cell* cell : cells) {
    for (const auto& [name, value] : cell->parameters) {
      if (std::find(names.begin(), names.end(), name) == names.end()) {
        names.push_back(name);
      }
    }
  }
  // What data are called says more than what follows from them.
  const auto is_data = [](const std::string& name) {
    return data_name(Record{{name, Value()}}) != nullptr;
  };
  std::stable_partition(names.begin(), names.end(), is_data);
  names.emplace_back(kSeed);
  return names;
}

}  // namespace

const Value* data_name(const Record& parameters) {
  for (const char* name : {"set", "data", "volume"}) {
    if (const Value* found = parameters.find(name)) return found;
  }
  return nullptr;
}

CellWords::CellWords(std::span<const CellNode> cells) {
  std::map<std::string, std::vector<const Cell*>> by_task;
  for (const CellNode& node : cells) {
    by_task[node.cell->task].push_back(node.cell.get());
  }
  for (const auto& [task, group] : by_task) {
    std::vector<std::string>& told = told_[task];
    std::vector<std::vector<std::string>> columns;
    for (const std::string& name : names_of(group)) {
      if (name == "checksum") continue;
      std::vector<std::string> column = column_of(group, name);
      if (is_constant(column)) continue;
      const bool is_decided =
          std::any_of(columns.begin(), columns.end(),
                      [&](const auto& by) { return decides(by, column); });
      if (is_decided) continue;
      told.push_back(name);
      columns.push_back(std::move(column));
    }
  }
}

std::string CellWords::of(const Cell& cell) const {
  std::string words = cell.task;
  const auto told = told_.find(cell.task);
  if (told == told_.end()) return words;
  const char* separator = ": ";
  for (const std::string& name : told->second) {
    words += fmt::format("{}{} = {}", separator, name, text_of(cell, name));
    separator = ", ";
  }
  return words;
}

std::string CellWords::with_repetition(const Cell& cell) const {
  const std::string words = of(cell);
  return fmt::format("{}{}#{}", words, words == cell.task ? " " : ", ",
                     cell.repetition);
}

}  // namespace zipml
