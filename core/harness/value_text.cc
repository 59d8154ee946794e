#include "core/harness/value_text.h"

#include <nlohmann/json.hpp>

#include "core/harness/value_json.h"

namespace zipml {

std::string compact_json(const Value& value) {
  return to_json(value).dump(-1, ' ', false,
                             nlohmann::json::error_handler_t::replace);
}

std::string record_text(const Record& record) {
  std::string text;
  for (const auto& [name, value] : record) {
    text += name + '=' + compact_json(value) + '\n';
  }
  return text;
}

}  // namespace zipml
