// The tables and figures that a config asks for as JSON, and their JSON Schema.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "core/harness/findings/chosen_outputs.h"

namespace zipml {

// What outputs_reader.h reads, the keys that are given alone; an empty object
// where nothing is asked for.
nlohmann::ordered_json to_json(const ChosenOutputs& outputs);

// The properties "tables", "figures" and "own_figures" of a config's schema.
nlohmann::ordered_json outputs_schema();

}  // namespace zipml
