// What commands print with --json.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "tools/zipml/session.h"

namespace zipml {

// `body`, an object, with the member "schema" in front: "zipml COMMAND 1". The
// number is raised when a member goes or changes its meaning, not when one is
// added.
void print_json(const Session& session, const char* command,
                const nlohmann::ordered_json& body);

}  // namespace zipml
