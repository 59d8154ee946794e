#include "core/harness/run/cell_costs.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "core/harness/run/cell_words.h"

namespace zipml {
namespace {

using Json = nlohmann::ordered_json;

// From what is most like the cell to what is least.
std::array<std::string, 3> kinds_of(const Cell& cell) {
  const std::string task = cell.experiment + '/' + cell.task;
  const Value* data = data_name(cell.parameters);
  std::string with_data = task + " of ";
  if (data != nullptr && data->is_text()) with_data += data->text();
  std::string alike = with_data + " with";
  for (const auto& [name, value] : cell.parameters) {
    if (value.is_text() && name != "checksum") alike += ' ' + value.text();
  }
  return {alike, with_data, task};
}

}  // namespace

void CellCosts::add_to(const std::string& kind, const Sum& sum) {
  Sum& own = sums_[kind];
  own.cells += sum.cells;
  own.seconds += sum.seconds;
  own.peak_memory = std::max(own.peak_memory, sum.peak_memory);
}

void CellCosts::add(const Cell& cell, const CellCost& cost) {
  if (!(cost.seconds > 0)) return;
  for (const std::string& kind : kinds_of(cell)) {
    add_to(kind, {1, cost.seconds, cost.peak_memory});
  }
}

std::optional<CellCost> CellCosts::of(const Cell& cell) const {
  for (const std::string& kind : kinds_of(cell)) {
    const auto found = sums_.find(kind);
    if (found == sums_.end()) continue;
    const Sum& sum = found->second;
    return CellCost{sum.seconds / static_cast<double>(sum.cells),
                    sum.peak_memory};
  }
  return std::nullopt;
}

Json CellCosts::to_json() const {
  Json json = Json::object();
  for (const auto& [kind, sum] : sums_) {
    json[kind] = {sum.cells, sum.seconds, sum.peak_memory};
  }
  return json;
}

void CellCosts::add_json(const Json& json) {
  for (const auto& [kind, sum] : json.items()) {
    add_to(kind, {sum.at(0).get<std::int64_t>(), sum.at(1).get<double>(),
                  sum.at(2).get<std::int64_t>()});
  }
}

}  // namespace zipml
