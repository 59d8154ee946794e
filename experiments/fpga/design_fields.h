// The fields of a hardware design by name: what a cell records of a design and
// what a file of designs may set.
#pragma once

#include <string>

#include "core/fpga/design.h"
#include "core/harness/value.h"
#include "core/json/mistakes.h"
#include "core/json/tree.h"

namespace zipml::fpga {

// Every field of the design by its dotted name, e.g. "stages.multiply", and
// its name; help is left out.
Record to_record(const Design& design);
// The inverse. std::out_of_range when a field is missing.
Design design_from_record(const Record& record);

// Sets the fields that the JSON object gives; groups such as "stages" are
// objects. Unknown keys, wrong types and unknown choices go to `mistakes` with
// their place; `pointer` is the object's own. The keys "base" and "help" are
// left to the caller.
void set_fields(const JsonNode& object, const std::string& pointer,
                Design& design, Mistakes& mistakes);

}  // namespace zipml::fpga
