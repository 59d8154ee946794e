// JSON as text that people can read and diff.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

namespace zipml {

// Two spaces a level, one member a line; an array of plain values stays on
// one line, and so does anything else that ends within `width` columns (0:
// nothing does). Ends with a newline. Numbers read back to the bit; bytes that
// are not UTF-8 become U+FFFD.
std::string indented_json(const nlohmann::ordered_json& json, int width = 0);

// JSON that a program wrote (a config of people's: tree.h).
// std::runtime_error when the text is no JSON, or has more than 100 levels:
// what goes through it level by level need not expect more.
nlohmann::ordered_json parse_stored_json(std::string_view text);

}  // namespace zipml
