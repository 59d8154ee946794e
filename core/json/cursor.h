// A place that moves through a JSON text and knows its line and column.
#pragma once

#include <cstddef>
#include <string_view>

#include "core/base/error.h"

namespace zipml {

// Lines end at '\n'; columns count characters (UTF-8 code points) from 1.
class JsonCursor {
 public:
  explicit JsonCursor(std::string_view text) : text_(text) {}

  Position position() const { return position_; }
  std::size_t offset() const { return offset_; }
  bool at_end() const { return offset_ >= text_.size(); }
  // The byte here, or `ahead` bytes on; '\0' past the end.
  char peek(std::size_t ahead = 0) const {
    return offset_ + ahead < text_.size() ? text_[offset_ + ahead] : '\0';
  }
  // The text from here to the end.
  std::string_view rest() const { return text_.substr(offset_); }

  // Moves by `bytes`, not past the end.
  void advance(std::size_t bytes = 1);
  // Moves over white space and whole comments. A comment that never ends is
  // not moved over.
  void skip_blank();
  // The same, and over ',' and ':', to where the next token starts.
  void skip_separators();
  // Moves over the token that starts here, which must be well formed: a
  // bracket, a text with its quotes, a number or a word.
  void skip_token();

 private:
  std::string_view text_;
  std::size_t offset_ = 0;
  Position position_{1, 1};
};

// The length of the well-formed UTF-8 character at the start of a non-empty
// text, 1 to 4 bytes; 0 when it is not one (RFC 3629: no overlong forms, no
// surrogates, nothing above U+10FFFF).
std::size_t utf8_length(std::string_view text);

}  // namespace zipml
