#include "core/report/tables/json.h"

#include <nlohmann/json.hpp>

#include "core/harness/value_json.h"
#include "core/json/text.h"

namespace zipml {

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
      object[table.columns[i].name] = to_json(row.at(i));
    }
    rows.push_back(std::move(object));
  }
  return indented_json({{"id", table.id},
                        {"title", table.title},
                        {"caption", table.caption},
                        {"columns", std::move(columns)},
                        {"rows", std::move(rows)}});
}

}  // namespace zipml
