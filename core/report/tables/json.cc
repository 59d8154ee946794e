#include "core/report/tables/json.h"

#include <cmath>
#include <nlohmann/json.hpp>

#include "core/harness/value_json.h"
#include "core/json/text.h"

namespace zipml {
namespace {

// What was not measured, and a limit that is not known, is null.
nlohmann::ordered_json shown(const Value& value) {
  const Value known = measured(value);
  nlohmann::ordered_json json = to_json(known);
  if (!known.is_estimate()) return json;
  const Estimate& estimate = known.estimate();
  if (!std::isfinite(estimate.low)) json["low"] = nullptr;
  if (!std::isfinite(estimate.high)) json["high"] = nullptr;
  return json;
}

}  // namespace

std::string table_to_json(const Table& table) {
  using Json = nlohmann::ordered_json;
  Json columns = Json::array();
  for (const Column& column : table.columns) {
    columns.push_back({{"name", column.name},
                       {"label", column.label},
                       {"unit", column.unit}});
  }
  Json rows = Json::array();
  for (const auto& row : table.rows) {
    Json object = Json::object();
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      object[table.columns[i].name] = shown(row.at(i));
    }
    rows.push_back(std::move(object));
  }
  return indented_json({{"schema", "zipml table 1"},
                        {"id", table.id},
                        {"title", table.title},
                        {"caption", table.caption},
                        {"columns", std::move(columns)},
                        {"rows", std::move(rows)}});
}

}  // namespace zipml
