#include "tools/zipml/json_output.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "core/json/text.h"

namespace zipml {

void print_json(const Session& session, const char* command,
                const nlohmann::ordered_json& body) {
  nlohmann::ordered_json document = {
      {"schema", fmt::format("zipml {} 1", command)}};
  document.update(body);
  session.output() << indented_json(document, 80);
}

}  // namespace zipml
