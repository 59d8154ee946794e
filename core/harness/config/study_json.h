// The resolved study: every value that is used, for provenance and to repeat.
#pragma once

#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "core/harness/config/config.h"
#include "core/harness/experiment.h"

namespace zipml {

// {"profile", "seed", "repetitions", "parameters": {dotted name: value}}.
nlohmann::ordered_json to_json(const Settings& settings);
// Equal to what was written, to the bit. std::runtime_error when the JSON is
// not what to_json writes.
Settings settings_from_json(const nlohmann::ordered_json& json);

// {"name", "experiment", "title", "config", "profile", "points":
// [{"coordinates", "settings"}, ...]}; "config" is the file's path or null.
nlohmann::ordered_json to_json(const Study& study);

// A config (without a sweep) of one grid point: load_study makes the same
// settings of it under the same profile, whatever the defaults are then. Paths
// are written relative to `folder`, where the config will lie; both must be
// relative to the working folder, or both absolute.
std::string config_text(const Study& study, const GridPoint& point,
                        const ExperimentInfo& info,
                        const std::filesystem::path& folder = "");

}  // namespace zipml
