#include "core/harness/config/schema.h"

#include <catch.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>

#include "core/harness/config/example_experiment_testing.h"

using namespace zipml;
using Json = nlohmann::json;

namespace {

// Validates by the part of JSON Schema 2020-12 that schema_text uses; any
// other keyword throws.
class Validator {
 public:
  explicit Validator(Json root) : root_(std::move(root)) {}
  bool accepts(const Json& value) const { return accepts(root_, value); }

 private:
  bool accepts(const Json& schema, const Json& value) const {
    for (const auto& [keyword, rule] : schema.items()) {
      if (!holds(keyword, rule, schema, value)) return false;
    }
    return true;
  }

  bool holds(const std::string& keyword, const Json& rule, const Json& schema,
             const Json& value) const {
    const auto follows = [&](const Json& other) {
      return accepts(other, value);
    };
    if (keyword == "$ref") {
      return follows(
          root_.at(Json::json_pointer(rule.get<std::string>().substr(1))));
    }
    if (keyword == "anyOf") {
      return std::any_of(rule.begin(), rule.end(), follows);
    }
    if (keyword == "not") return !follows(rule);
    if (keyword == "type") return has_type(rule, value);
    if (keyword == "const") return value == rule;
    if (keyword == "enum") {
      return std::find(rule.begin(), rule.end(), value) != rule.end();
    }
    if (keyword == "minimum") return !value.is_number() || value >= rule;
    if (keyword == "maximum") return !value.is_number() || value <= rule;
    if (keyword == "exclusiveMinimum") {
      return !value.is_number() || value > rule;
    }
    if (keyword == "minItems") {
      return !value.is_array() || value.size() >= rule;
    }
    if (keyword == "minProperties") {
      return !value.is_object() || value.size() >= rule;
    }
    if (keyword == "minLength" || keyword == "maxLength") {
      if (!value.is_string()) return true;
      const std::size_t size = value.get_ref<const std::string&>().size();
      return keyword == "minLength" ? size >= rule : size <= rule;
    }
    if (keyword == "pattern")
      return !value.is_string() || matches(rule, value.get<std::string>());
    if (keyword == "items") {
      return !value.is_array() ||
             std::all_of(value.begin(), value.end(),
                         [&](const Json& item) { return accepts(rule, item); });
    }
    if (keyword == "required") {
      return !value.is_object() ||
             std::all_of(rule.begin(), rule.end(), [&](const Json& key) {
               return value.contains(key.get<std::string>());
             });
    }
    if (keyword == "properties") {
      if (!value.is_object()) return true;
      for (const auto& [key, member] : value.items()) {
        if (rule.contains(key) && !accepts(rule.at(key), member)) return false;
      }
      return true;
    }
    if (keyword == "additionalProperties") {
      if (!value.is_object()) return true;
      const bool any = !schema.contains("properties");
      for (const auto& [key, member] : value.items()) {
        if (!any && schema.at("properties").contains(key)) continue;
        if (rule == false || !accepts(rule, member)) return false;
      }
      return true;
    }
    for (const char* remark :
         {"$schema", "$defs", "title", "description", "default"}) {
      if (keyword == remark) return true;
    }
    throw std::runtime_error("keyword " + keyword);
  }

  // The one pattern there is, without std::regex: sanitizers find fault with
  // libstdc++'s.
  static bool matches(const Json& pattern, const std::string& text) {
    if (pattern != "^[A-Za-z0-9_-][A-Za-z0-9._-]*$") {
      throw std::runtime_error("pattern " + pattern.dump());
    }
    return !text.empty() && text[0] != '.' &&
           std::all_of(text.begin(), text.end(), [](char c) {
             return std::isalnum(static_cast<unsigned char>(c)) != 0 ||
                    c == '.' || c == '_' || c == '-';
           });
  }

  static bool has_type(const Json& type, const Json& value) {
    if (type.is_array()) {
      return std::any_of(type.begin(), type.end(),
                         [&](const Json& one) { return has_type(one, value); });
    }
    if (type == "object") return value.is_object();
    if (type == "array") return value.is_array();
    if (type == "string") return value.is_string();
    if (type == "boolean") return value.is_boolean();
    if (type == "number") return value.is_number();
    if (type == "integer") {
      return value.is_number() &&
             value.get<double>() == std::trunc(value.get<double>());
    }
    throw std::runtime_error("type " + type.dump());
  }

  Json root_;
};

}  // namespace

TEST_CASE("the schema agrees with the reader", "[property]") {
  const Validator schema(Json::parse(schema_text(example_info())));
  const char* parts[] = {
      // Accepted.
      R"("seed": 1)",
      R"("seed": 2.0)",
      R"("note": "x", "title": "t")",
      R"("name": "a-b_c.d1")",
      R"("bits": 4)",
      R"("bits": [1, 16])",
      R"("epochs": {"quick": 1, "paper": 1000})",
      R"("sgd": {"step_size": 0, "batch_size": 2, "shuffle": false})",
      R"("sgd": {})",
      R"("data": ["cadata", "cpusmall"])",
      R"("search": {"step_size": {"quick": [1, 2.5], "standard": 1}})",
      R"("sweep": {})",
      R"("sweep": {"product": {}, "zip": {}, "exclude": []})",
      R"("sweep": {"product": {"bits": [1, [2, 3]], "epochs":
          {"from": 1, "to": 9, "step": 2}}})",
      R"("sweep": {"zip": {"sgd.step_size": {"from": 0.1, "to": 1,
          "factor": 10}, "rounding": ["nearest", "nearest"]}})",
      R"("sweep": {"product": {"seed": [1, 2]}, "exclude": [{"seed": 1}]})",
      R"("tables": [], "figures": [], "own_figures": true)",
      R"("tables": [{"id": "t", "from": "a", "columns": "b", "sort": ["-b"],
          "where": {"b": [1, "x", true], "c": 0.5}, "pool": ["seed"]}])",
      R"("figures": [{"id": "f", "from": "a", "x": "b", "y": ["c", "d"],
          "lines": "e", "panels": ["e"], "log_x": true, "log_y": false,
          "y_min": -1, "y_max": 2.5, "title": "T", "caption": "C",
          "bands": false}])",
      // Refused.
      R"("tables": {})",
      R"("tables": [{"id": "t"}])",
      R"("tables": [{"id": ".t", "from": "a"}])",
      R"("tables": [{"id": "t", "from": ""}])",
      R"("tables": [{"id": "t", "from": "a", "columns": []}])",
      R"("tables": [{"id": "t", "from": "a", "columns": [1]}])",
      R"("tables": [{"id": "t", "from": "a", "x": "b"}])",
      R"("tables": [{"id": "t", "from": "a", "where": {"b": null}}])",
      R"("tables": [{"id": "t", "from": "a", "where": {"b": []}}])",
      R"("tables": [{"id": "t", "from": "a", "where": []}])",
      R"("figures": [{"id": "f", "from": "a", "x": "b"}])",
      R"("figures": [{"id": "f", "from": "a", "x": ["b"], "y": "c"}])",
      R"("figures": [{"id": "f", "from": "a", "x": "b", "y": "c",
          "log_x": 1}])",
      R"("figures": [{"id": "f", "from": "a", "x": "b", "y": "c",
          "y_min": "1"}])",
      R"("own_figures": 0)",
      R"("sead": 1)",
      R"("seed": -1)",
      R"("seed": 1.5)",
      R"("seed": "1")",
      R"("seed": null)",
      R"("seed": [1])",
      R"("note": 1)",
      R"("title": 1)",
      R"("name": ".a")",
      R"("name": "a/b")",
      R"("name": "")",
      R"("bits": [])",
      R"("bits": 17)",
      R"("bits": [0])",
      R"("bits": [[1]])",
      R"("epochs": {"quik": 1})",
      R"("epochs": {"quick": 0})",
      R"("epochs": {})",
      R"("rounding": "neares")",
      R"("data": "")",
      R"("sgd": {"stepsize": 1})",
      R"("sgd": 1)",
      R"("sgd": {"shuffle": 0})",
      R"("search": {"step_size": [1, 11]})",
      R"("sweep": [])",
      R"("sweep": {"prod": {}})",
      R"("sweep": {"product": {"sgd": [1]}})",
      R"("sweep": {"product": {"epochs": 1}})",
      R"("sweep": {"product": {"epochs": []}})",
      R"("sweep": {"product": {"epochs": {"from": 1}}})",
      R"("sweep": {"product": {"rounding": {"from": 1, "to": 2}}})",
      R"("sweep": {"product": {"epochs": {"from": 1, "to": 2, "step": 1,
          "factor": 2}}})",
      R"("sweep": {"product": {"epochs": {"from": 1, "to": 2,
          "factor": -2}}})",
      R"("sweep": {"exclude": {}})",
      R"("sweep": {"exclude": [{}]})",
      R"("sweep": {"exclude": [{"seed": "1"}]})",
  };
  int accepted = 0;
  for (const char* part : parts) {
    const std::string text =
        std::string("{\"experiment\": \"naive_bias\", ") + part + "}";
    INFO(text);
    const bool by_reader = example_mistakes(text).empty();
    accepted += by_reader ? 1 : 0;
    CHECK(schema.accepts(Json::parse(text)) == by_reader);
  }
  CHECK(accepted == 19);
}

TEST_CASE("the schema names the experiment and its defaults", "[unit]") {
  const std::string text = schema_text(example_info());
  CHECK(text == schema_text(example_info()));
  const Json schema = Json::parse(text);
  const Validator validator(schema);
  CHECK(!validator.accepts(Json::object()));
  CHECK(!validator.accepts({{"experiment", "other"}}));
  const Json& properties = schema.at("properties");
  CHECK(properties.at("epochs").at("default") ==
        Json::parse(R"({"quick": 5, "standard": 20, "paper": 100})"));
  CHECK(properties.at("sgd").at("properties").at("step_size").at("default") ==
        0.5);
  CHECK(properties.at("bits").at("description") ==
        "Bits of a value. Unit: bits.");
  CHECK(schema.at("$defs").at("bits").at("anyOf").at(0) ==
        Json::parse(R"({"type": "integer", "minimum": 1, "maximum": 16})"));
}
