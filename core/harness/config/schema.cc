#include "core/harness/config/schema.h"

#include <cmath>
#include <nlohmann/json.hpp>

#include "core/harness/config/outputs_json.h"
#include "core/harness/config/parameter_set.h"
#include "core/harness/config/sweep_reader.h"
#include "core/harness/value_json.h"
#include "core/json/text.h"

namespace zipml {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kColumns = 80;  // of a line of the file

// A whole number as one: 1, not 1.0.
Json bound(double value) {
  constexpr double kLargestExact = 9007199254740992.0;  // 2^53
  if (std::trunc(value) == value && std::abs(value) <= kLargestExact) {
    return static_cast<std::int64_t>(value);
  }
  return value;
}

Json scalar_schema(const Parameter& parameter) {
  switch (parameter.type) {
    case ParameterType::kInteger:
    case ParameterType::kNumber: {
      const bool integer = parameter.type == ParameterType::kInteger;
      Json schema = {{"type", integer ? "integer" : "number"}};
      if (std::isfinite(parameter.min)) {
        schema["minimum"] = bound(parameter.min);
      }
      if (std::isfinite(parameter.max)) {
        schema["maximum"] = bound(parameter.max);
      }
      return schema;
    }
    case ParameterType::kBoolean:
      return {{"type", "boolean"}};
    case ParameterType::kText:
      return {{"type", "string"}};
    case ParameterType::kChoice:
      // Names of a family are no list: any text for an editor.
      if (parameter.is_name != nullptr) {
        return {{"anyOf",
                 {{{"enum", parameter.choices}},
                  {{"type", "string"}, {"minLength", 1}}}}};
      }
      return {{"enum", parameter.choices}};
    case ParameterType::kNameOrFile: {
      Json file = {{"type", "string"}, {"minLength", 1}};
      if (parameter.choices.empty()) return file;
      // The names first, for completion; a path is any other text.
      return {{"anyOf", {{{"enum", parameter.choices}}, std::move(file)}}};
    }
  }
  return {};
}

Json list_of(const Parameter& parameter, Json element) {
  return {{"type", "array"},
          {"items", std::move(element)},
          {"minItems", may_be_empty(parameter) ? 0 : 1}};
}

Json value_schema(const Parameter& parameter) {
  Json scalar = scalar_schema(parameter);
  if (!parameter.is_list) return scalar;
  Json list = list_of(parameter, scalar);
  return {{"anyOf", {std::move(scalar), std::move(list)}}};
}

Json closed_object(Json properties) {
  return {{"type", "object"},
          {"properties", std::move(properties)},
          {"additionalProperties", false}};
}

Json reference(const std::string& name) {
  return {{"$ref", "#/$defs/" + name}};
}

std::string description(const Parameter& parameter) {
  if (parameter.unit.empty()) return parameter.help;
  return parameter.help + " Unit: " + parameter.unit + ".";
}

Json defaults(const Parameter& parameter) {
  const Defaults& values = parameter.defaults;
  if (values.quick == values.standard && values.quick == values.paper) {
    return to_json(values.quick);
  }
  return {{"quick", to_json(values.quick)},
          {"standard", to_json(values.standard)},
          {"paper", to_json(values.paper)}};
}

// Where the parameter stands: a value, or an object of values by profile.
Json property_schema(const Parameter& parameter) {
  Json by_profile = closed_object({{"quick", reference(parameter.name)},
                                   {"standard", reference(parameter.name)},
                                   {"paper", reference(parameter.name)}});
  by_profile["minProperties"] = 1;
  return {{"description", description(parameter)},
          {"default", defaults(parameter)},
          {"anyOf", {reference(parameter.name), std::move(by_profile)}}};
}

Json axis_schema(const Parameter& parameter) {
  Json list = list_of(parameter, reference(parameter.name));
  if (!takes_ranges(parameter)) return list;
  return {{"anyOf", {std::move(list), reference("sweep.range")}}};
}

Json range_schema() {
  const Json number = {{"type", "number"}};
  Json schema = closed_object(
      {{"from", number},
       {"to", number},
       {"step", number},
       {"factor", {{"type", "number"}, {"exclusiveMinimum", 0}}}});
  schema["description"] =
      "From and up to and with to, by adding step or multiplying with factor.";
  schema["required"] = {"from", "to"};
  schema["not"] = {{"required", {"step", "factor"}}};
  return schema;
}

Json axes_schema(const ParameterSet& parameters) {
  Json axes = Json::object();
  for (const Parameter& parameter : parameters.all()) {
    axes[parameter.name] = axis_schema(parameter);
  }
  return closed_object(std::move(axes));
}

Json sweep_schema(const ParameterSet& parameters) {
  Json values = Json::object();
  for (const Parameter& parameter : parameters.all()) {
    values[parameter.name] = reference(parameter.name);
  }
  Json product = reference("sweep.axes");
  product["description"] = "Every combination of the axes' values.";
  Json zip = reference("sweep.axes");
  zip["description"] = "Axes of one length that go in step.";
  Json pattern = closed_object(std::move(values));
  pattern["minProperties"] = 1;
  Json exclude = {{"type", "array"},
                  {"items", std::move(pattern)},
                  {"description", "Points to leave out."}};
  return closed_object({{"product", std::move(product)},
                        {"zip", std::move(zip)},
                        {"exclude", std::move(exclude)}});
}

// Adds the schema at object["a"]["properties"]["b"] for the name "a.b".
void add_property(Json& properties, std::string_view name, Json schema) {
  const std::size_t dot = name.find('.');
  Json& member = properties[std::string(name.substr(0, dot))];
  if (dot == std::string_view::npos) {
    member = std::move(schema);
    return;
  }
  if (member.is_null()) member = closed_object(Json::object());
  add_property(member["properties"], name.substr(dot + 1), std::move(schema));
}

}  // namespace

std::string schema_text(const ExperimentInfo& info) {
  const ParameterSet parameters(info);
  Json properties = {{"$schema", {{"type", "string"}}},
                     {"experiment", {{"const", info.name}}},
                     {"name",
                      {{"type", "string"},
                       {"pattern", "^[A-Za-z0-9_-][A-Za-z0-9._-]*$"},
                       {"maxLength", 100},
                       {"default", info.name},
                       {"description", "Names the folder of the results."}}},
                     {"title", {{"type", "string"}, {"default", info.title}}}};
  Json definitions = Json::object();
  for (const Parameter& parameter : parameters.all()) {
    definitions[parameter.name] = value_schema(parameter);
    add_property(properties, parameter.name, property_schema(parameter));
  }
  definitions["sweep.range"] = range_schema();
  definitions["sweep.axes"] = axes_schema(parameters);
  properties["sweep"] = sweep_schema(parameters);
  properties.update(outputs_schema());
  Json schema = {{"$schema", "https://json-schema.org/draft/2020-12/schema"},
                 {"title", info.name + ": " + info.title}};
  schema.update(closed_object(std::move(properties)));
  schema["required"] = {"experiment"};
  schema["$defs"] = std::move(definitions);
  return indented_json(schema, kColumns);
}

}  // namespace zipml
