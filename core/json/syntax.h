// Says in plain words why a text is not JSON.
#pragma once

#include <optional>

#include "core/base/error.h"
#include "core/json/cursor.h"

namespace zipml {

// Where a parser stands when it meets a syntax error.
struct JsonState {
  enum class Container { kNone, kObject, kList };
  enum class After {
    kStart,  // nothing read yet
    kOpen,   // the container was just opened
    kKey,    // a key was read, its ':' was not
    kValue,  // a value of the container was read, or it was the whole text
  };
  Container container = Container::kNone;
  Position opened = {};  // where the container starts
  After after = After::kStart;
};

// What is wrong with the last token that was read, which starts at `last` (a
// parser takes "01" for the number 0), or behind it, from `cursor`. File and
// pointer of the result are empty.
Diagnostic explain_syntax_error(const JsonCursor& last, JsonCursor cursor,
                                const JsonState& state);

// What keeps the bytes from being a text at all: empty, UTF-16, invalid UTF-8
// or a zero byte. Nothing for a text (JSON or not).
std::optional<Diagnostic> find_encoding_error(std::string_view bytes);

}  // namespace zipml
