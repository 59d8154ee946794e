#include "core/json/text.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <string_view>

#include "core/base/text.h"

namespace zipml {
namespace {

using Json = nlohmann::ordered_json;

std::string scalar_text(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

bool is_plain_list(const Json& json) {
  return json.is_array() &&
         std::none_of(json.begin(), json.end(), [](const Json& element) {
           return element.is_structured();
         });
}

// On one line.
std::string flat_text(const Json& json) {
  if (!json.is_structured()) return scalar_text(json);
  std::string text;
  for (const auto& [key, element] : json.items()) {
    if (!text.empty()) text += ", ";
    if (json.is_object()) text += scalar_text(key) + ": ";
    text += flat_text(element);
  }
  return json.is_array() ? '[' + text + ']' : '{' + text + '}';
}

// Whether `flat` and a comma still end on the last line of `text`.
bool fits(const std::string& text, const std::string& flat, int width) {
  const std::size_t line = text.rfind('\n') + 1;  // 0 when there is none
  return display_width(std::string_view(text).substr(line)) +
             display_width(flat) + 1 <=
         width;
}

void append(const Json& json, int level, int width, std::string& text) {
  const bool flat =
      !json.is_structured() || json.empty() || is_plain_list(json);
  if (flat || width > 0) {
    const std::string line = flat_text(json);
    if (flat || fits(text, line, width)) {
      text += line;
      return;
    }
  }
  const auto new_line = [&](int depth) {
    text += '\n' + std::string(static_cast<std::size_t>(2 * depth), ' ');
  };
  text += json.is_array() ? '[' : '{';
  bool first = true;
  for (const auto& [key, element] : json.items()) {
    if (!first) text += ',';
    first = false;
    new_line(level + 1);
    if (json.is_object()) text += scalar_text(key) + ": ";
    append(element, level + 1, width, text);
  }
  new_line(level);
  text += json.is_array() ? ']' : '}';
}

// Whether more brackets are open at once, whatever they are.
bool is_deeper_than(int most, std::string_view text) {
  int depth = 0;
  bool in_text = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_text) {
      if (c == '\\') ++i;
      in_text = c != '"';
      continue;
    }
    in_text = c == '"';
    if (c == '[' || c == '{') ++depth;
    if (c == ']' || c == '}') --depth;
    if (depth > most) return true;
  }
  return false;
}

}  // namespace

std::string indented_json(const Json& json, int width) {
  std::string text;
  append(json, 0, width, text);
  return text + '\n';
}

nlohmann::ordered_json parse_stored_json(std::string_view text) {
  constexpr int kDeepest = 100;
  if (is_deeper_than(kDeepest, text)) {
    throw std::runtime_error("JSON of more than 100 levels");
  }
  try {
    return Json::parse(text);
  } catch (const Json::exception& error) {
    throw std::runtime_error(error.what());
  }
}

}  // namespace zipml
