#include "core/json/text.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace zipml {
namespace {

using Json = nlohmann::ordered_json;

std::string scalar_text(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

bool on_one_line(const Json& json) {
  if (json.empty()) return true;
  return json.is_array() &&
         std::none_of(json.begin(), json.end(), [](const Json& element) {
           return element.is_structured();
         });
}

void append(const Json& json, int level, std::string& text) {
  if (!json.is_structured()) {
    text += scalar_text(json);
    return;
  }
  const bool flat = on_one_line(json);
  const auto new_line = [&](int depth) {
    if (!flat) {
      text += '\n' + std::string(static_cast<std::size_t>(2 * depth), ' ');
    }
  };
  text += json.is_array() ? '[' : '{';
  bool first = true;
  for (const auto& [key, element] : json.items()) {
    if (!first) text += flat ? ", " : ",";
    first = false;
    new_line(level + 1);
    if (json.is_object()) text += scalar_text(key) + ": ";
    append(element, level + 1, text);
  }
  new_line(level);
  text += json.is_array() ? ']' : '}';
}

}  // namespace

std::string indented_json(const Json& json) {
  std::string text;
  append(json, 0, text);
  return text + '\n';
}

}  // namespace zipml
