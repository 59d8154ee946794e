#include "core/harness/config/outputs_json.h"

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "core/harness/value_json.h"

namespace zipml {
namespace {

using Json = nlohmann::ordered_json;

Json texts_json(const std::vector<PlacedText>& texts) {
  Json list = Json::array();
  for (const PlacedText& text : texts) list.push_back(text.text);
  return list;
}

void add_texts(const char* key, const std::vector<PlacedText>& texts,
               Json& json) {
  if (!texts.empty()) json[key] = texts_json(texts);
}

void add_text(const char* key, const std::string& text, Json& json) {
  if (!text.empty()) json[key] = text;
}

// What a table and a figure have in common.
Json head_json(const PlacedText& id, const std::string& title,
               const std::string& caption, const ChosenRows& rows) {
  Json json = {{"id", id.text}, {"from", rows.from.text}};
  add_text("title", title, json);
  add_text("caption", caption, json);
  for (const RowCondition& condition : rows.where) {
    json["where"][condition.column.text] = to_json(Value(condition.values));
  }
  add_texts("pool", rows.pool, json);
  return json;
}

Json table_json_of(const ChosenTable& table) {
  Json json = head_json(table.id, table.title, table.caption, table.rows);
  add_texts("columns", table.columns, json);
  add_texts("sort", table.sort, json);
  return json;
}

Json figure_json_of(const ChosenFigure& figure) {
  Json json = head_json(figure.id, figure.title, figure.caption, figure.rows);
  json["x"] = figure.x.text;
  add_texts("y", figure.y, json);
  add_texts("lines", figure.lines, json);
  add_texts("panels", figure.panels, json);
  if (figure.log_x) json["log_x"] = true;
  if (figure.log_y) json["log_y"] = true;
  if (!figure.bands) json["bands"] = false;
  if (figure.y_min) json["y_min"] = *figure.y_min;
  if (figure.y_max) json["y_max"] = *figure.y_max;
  return json;
}

Json described(const char* description, const Json& schema) {
  Json all = {{"description", description}};
  all.update(schema);
  return all;
}

Json texts_schema(const char* description) {
  const Json text = {{"type", "string"}, {"minLength", 1}};
  return described(
      description,
      {{"anyOf",
        {text, {{"type", "array"}, {"items", text}, {"minItems", 1}}}}});
}

Json text_schema(const char* description) {
  return described(description, {{"type", "string"}, {"minLength", 1}});
}

Json where_schema() {
  const Json value = {{"type", {"string", "number", "boolean"}}};
  const Json list = {{"type", "array"}, {"items", value}, {"minItems", 1}};
  return described(
      "Only rows whose columns have these values; of a list, any "
      "of them.",
      {{"type", "object"},
       {"additionalProperties", {{"anyOf", {value, list}}}}});
}

Json id_schema() {
  return described("Names the files.",
                   {{"type", "string"},
                    {"pattern", "^[A-Za-z0-9_-][A-Za-z0-9._-]*$"},
                    {"maxLength", 100}});
}

// With the properties of both.
Json object_schema(const Json& own, const std::vector<std::string>& required) {
  Json properties = {
      {"id", id_schema()},
      {"from", text_schema("The table whose rows these are: an id of `zipml "
                           "table STUDY`, or of a table before this one.")},
      {"title", text_schema("One line.")},
      {"caption", text_schema("What is seen.")},
      {"where", where_schema()},
      {"pool", texts_schema("Swept parameters, such as seed: rows that differ "
                            "in nothing else become one sample.")}};
  properties.update(own);
  return {{"type", "object"},
          {"properties", std::move(properties)},
          {"additionalProperties", false},
          {"required", required}};
}

Json list_schema(const char* description, Json item) {
  return described(description,
                   {{"type", "array"}, {"items", std::move(item)}});
}

}  // namespace

nlohmann::ordered_json to_json(const ChosenOutputs& outputs) {
  Json json = Json::object();
  for (const ChosenTable& table : outputs.tables) {
    json["tables"].push_back(table_json_of(table));
  }
  for (const ChosenFigure& figure : outputs.figures) {
    json["figures"].push_back(figure_json_of(figure));
  }
  if (!outputs.own_figures) json["own_figures"] = false;
  return json;
}

nlohmann::ordered_json outputs_schema() {
  const Json flag = {{"type", "boolean"}, {"default", false}};
  const Json number = {{"type", "number"}};
  const Json table = object_schema(
      {{"columns", texts_schema("Columns in this order; default: all. A swept "
                                "parameter is one.")},
       {"sort", texts_schema("Columns to sort by; \"-bits\": from the largest "
                             "on.")}},
      {"id", "from"});
  const Json figure = object_schema(
      {{"x", text_schema("A column of numbers.")},
       {"y", texts_schema("A column of numbers or estimates, or several: a "
                          "line each.")},
       {"lines", texts_schema("Columns: a line for each combination of their "
                              "values.")},
       {"panels", texts_schema("Columns: a panel for each combination.")},
       {"log_x", described("A logarithmic axis.", flag)},
       {"log_y", described("A logarithmic axis.", flag)},
       {"bands", described("Whether intervals are drawn.",
                           {{"type", "boolean"}, {"default", true}})},
       {"y_min", described("Lower end of the y axis.", number)},
       {"y_max", described("Upper end of the y axis.", number)}},
      {"id", "from", "x", "y"});
  return {
      {"tables", list_schema("Further tables, made of the study's.", table)},
      {"figures",
       list_schema("Further figures, made of the study's tables.", figure)},
      {"own_figures",
       described("Whether the experiment's own figures are drawn, of each "
                 "point of a sweep.",
                 {{"type", "boolean"}, {"default", true}})}};
}

}  // namespace zipml
