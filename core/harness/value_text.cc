#include "core/harness/value_text.h"

#include <nlohmann/json.hpp>

#include "core/harness/value_json.h"

namespace zipml {

std::string compact_json(const Value& value) {
  return to_json(value).dump(-1, ' ', false,
                             nlohmann::json::error_handler_t::replace);
}

}  // namespace zipml
