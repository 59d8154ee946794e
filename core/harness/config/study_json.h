// The resolved study as JSON: every value that is used, for provenance.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "core/harness/config/config.h"
#include "core/harness/experiment.h"

namespace zipml {

// {"profile", "seed", "repetitions", "parameters": {dotted name: value}}, with
// the names of the files.
nlohmann::ordered_json to_json(const Settings& settings, const OwnFiles& files);

// {"name", "experiment", "title", "config", "profile", "files": [{"name",
// "sha256"}, ...], "points": [{"coordinates", "settings"}, ...]} and, where the
// config has them, "tables", "figures" and "own_figures"; "config" is the
// file's name or null. Files stand there by their names alone: who runs it
// again gives the path, and has the same file when its SHA-256 is the same.
nlohmann::ordered_json to_json(const Study& study);

}  // namespace zipml
