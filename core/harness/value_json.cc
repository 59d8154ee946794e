#include "core/harness/value_json.h"

#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <utility>

namespace zipml {
namespace {

using Json = nlohmann::ordered_json;

constexpr double kInfinity = std::numeric_limits<double>::infinity();

bool reads_as_number(const std::string& text) {
  return text == "NaN" || text == "Infinity" || text == "-Infinity";
}

}  // namespace

Json number_to_json(double number) {
  if (std::isnan(number)) return "NaN";
  if (std::isinf(number)) return number > 0 ? "Infinity" : "-Infinity";
  return number;
}

double number_from_json(const Json& json) {
  if (json.is_number()) return json.get<double>();
  if (json == "NaN") return std::numeric_limits<double>::quiet_NaN();
  if (json == "Infinity") return kInfinity;
  if (json == "-Infinity") return -kInfinity;
  throw std::runtime_error("not a number: " + json.dump());
}

std::int64_t integer_from_json(const Json& json) {
  const bool fits = !json.is_number_unsigned() ||
                    std::in_range<std::int64_t>(json.get<std::uint64_t>());
  if (!json.is_number_integer() || !fits) {
    throw std::runtime_error("not an integer of 64 bits: " + json.dump());
  }
  return json.get<std::int64_t>();
}

Json to_json(const Value& value) {
  if (value.is_null()) return nullptr;
  if (value.is_boolean()) return value.boolean();
  if (value.is_integer()) return value.integer();
  if (value.is_text()) {
    if (reads_as_number(value.text())) return {{"text", value.text()}};
    return value.text();
  }
  if (value.is_estimate()) {
    const Estimate& estimate = value.estimate();
    return {{"mean", number_to_json(estimate.mean)},
            {"low", number_to_json(estimate.low)},
            {"high", number_to_json(estimate.high)},
            {"n", estimate.n}};
  }
  if (value.is_list()) {
    Json list = Json::array();
    for (const Value& element : value.list()) list.push_back(to_json(element));
    return list;
  }
  return number_to_json(value.number());
}

Json to_json(const Record& record) {
  Json object = Json::object();
  for (const auto& [name, value] : record) object[name] = to_json(value);
  return object;
}

Value value_from_json(const Json& json) {
  switch (json.type()) {
    case Json::value_t::null:
      return {};
    case Json::value_t::boolean:
      return json.get<bool>();
    case Json::value_t::number_integer:
    case Json::value_t::number_unsigned:
      return integer_from_json(json);
    case Json::value_t::number_float:
      return json.get<double>();
    case Json::value_t::string: {
      const auto& text = json.get_ref<const std::string&>();
      return reads_as_number(text) ? Value(number_from_json(json))
                                   : Value(text);
    }
    case Json::value_t::array: {
      Value::List list;
      for (const Json& element : json) {
        list.push_back(value_from_json(element));
      }
      return list;
    }
    case Json::value_t::object:
      if (json.contains("text")) return json.at("text").get<std::string>();
      return Estimate{
          number_from_json(json.at("mean")), number_from_json(json.at("low")),
          number_from_json(json.at("high")), integer_from_json(json.at("n"))};
    default:
      throw std::runtime_error("not a value: " + json.dump());
  }
}

Record record_from_json(const Json& json) {
  if (!json.is_object()) {
    throw std::runtime_error("not a record: " + json.dump());
  }
  Record record;
  for (const auto& [name, value] : json.items()) {
    record.set(name, value_from_json(value));
  }
  return record;
}

}  // namespace zipml
