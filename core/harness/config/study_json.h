// The resolved study as JSON: every value that is used, for provenance.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "core/harness/config/config.h"
#include "core/harness/experiment.h"

namespace zipml {

// {"profile", "seed", "repetitions", "parameters": {dotted name: value}}.
nlohmann::ordered_json to_json(const Settings& settings);

// {"name", "experiment", "title", "config", "profile", "points":
// [{"coordinates", "settings"}, ...]}; "config" is the file's path or null.
nlohmann::ordered_json to_json(const Study& study);

}  // namespace zipml
