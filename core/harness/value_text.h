// A value on one line, as a config writes it.
#pragma once

#include <string>

#include "core/harness/value.h"

namespace zipml {

// Compact JSON: `0.1`, `"cadata"`, `[1,2]`. Text that is not UTF-8 has
// U+FFFD in place of the wrong bytes.
std::string compact_json(const Value& value);

// A line `name=value` for each field, with compact JSON: the same text for
// equal records, and for no others.
std::string record_text(const Record& record);

}  // namespace zipml
