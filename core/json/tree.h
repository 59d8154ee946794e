// JSON with comments as a tree whose nodes know where they stand.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"

namespace zipml {

struct JsonMember;

struct JsonNode {
  enum class Kind { kNull, kBoolean, kInteger, kNumber, kText, kList, kObject };

  Kind kind = Kind::kNull;
  Position position = {};  // of its first character; zero when not from a file
  // Whether parse_json found fault with it (an integer that does not fit): to
  // be left alone, not reported again.
  bool is_reported = false;
  // The one that `kind` names.
  bool boolean = false;
  std::int64_t integer = 0;
  double number = 0;  // finite
  std::string text = {};
  std::vector<JsonNode> items = {};
  // In the order of the text. No `= {}`: the type is not complete here.
  std::vector<JsonMember> members;

  bool is_object() const { return kind == Kind::kObject; }
  bool is_list() const { return kind == Kind::kList; }
  bool is_text() const { return kind == Kind::kText; }
  // An integer or a number.
  bool is_number() const {
    return kind == Kind::kInteger || kind == Kind::kNumber;
  }
  double as_number() const {
    return kind == Kind::kInteger ? static_cast<double>(integer) : number;
  }
  // The member of an object, or nullptr.
  const JsonMember* find(std::string_view key) const;

  static JsonNode of_text(std::string text);
  static JsonNode of_number(double number);
};

struct JsonMember {
  std::string key = {};
  Position position = {};  // of the key's opening quote
  JsonNode value = {};
};

// Parses `text` (RFC 8259 in UTF-8, with // and /* */ comments). What is wrong
// goes to `mistakes`, with the name `file`. All duplicate keys (the first one
// stays in the tree), integers that do not fit 64 bits and a byte order mark
// are found in one pass and leave a tree; at a syntax error, wrong encoding or
// more than 100 levels there is none.
std::optional<JsonNode> parse_json(std::string_view text,
                                   const std::string& file,
                                   std::vector<Diagnostic>& mistakes);

// What was found, for a message: `null`, `true`, `17`, `0.5`,
// `the text "four"`, `a list of 3`, `an empty list`, `an object`.
std::string found_text(const JsonNode& node);

// The JSON pointer (RFC 6901) of the member `key` below `parent`.
std::string child_pointer(const std::string& parent, std::string_view key);

}  // namespace zipml
