// Checks a value that a user gave against its parameter's descriptor.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "core/harness/parameter.h"
#include "core/harness/value.h"
#include "core/json/mistakes.h"
#include "core/json/tree.h"

namespace zipml {

// The value of `parameter` that `node` holds, in its canonical form: integers
// as integers (3.0 is one), numbers as doubles (3 is one), lists as lists (a
// lone value is a list of one), files as paths from the working folder
// (`folder` joined with a relative path). Otherwise nothing, and each mistake
// goes to `mistakes` at `pointer`, the elements of a list at theirs.
std::optional<Value> read_value(const Parameter& parameter,
                                const JsonNode& node,
                                const std::string& pointer,
                                const std::filesystem::path& folder,
                                Mistakes& mistakes);

}  // namespace zipml
