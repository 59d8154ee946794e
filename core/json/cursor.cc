#include "core/json/cursor.h"

#include <algorithm>

namespace zipml {
namespace {

bool is_continuation(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

bool is_blank(char byte) {
  return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

}  // namespace

void JsonCursor::advance(std::size_t bytes) {
  const std::size_t end = std::min(text_.size(), offset_ + bytes);
  for (; offset_ < end; ++offset_) {
    if (text_[offset_] == '\n') {
      ++position_.line;
      position_.column = 1;
    } else if (!is_continuation(text_[offset_])) {
      ++position_.column;
    }
  }
}

void JsonCursor::skip_blank() {
  while (!at_end()) {
    if (is_blank(peek())) {
      advance();
    } else if (peek() == '/' && peek(1) == '/') {
      advance(std::min(rest().find('\n'), rest().size()));
    } else if (peek() == '/' && peek(1) == '*') {
      const std::size_t end = rest().find("*/", 2);
      if (end == std::string_view::npos) return;
      advance(end + 2);
    } else {
      return;
    }
  }
}

void JsonCursor::skip_separators() {
  skip_blank();
  while (peek() == ',' || peek() == ':') {
    advance();
    skip_blank();
  }
}

void JsonCursor::skip_token() {
  const std::string_view here = rest();
  if (here.empty()) return;
  std::size_t length = 1;
  if (here[0] == '"') {
    while (length < here.size() && here[length] != '"') {
      length += here[length] == '\\' ? 2 : 1;
    }
    ++length;
  } else if (std::string_view("[]{}").find(here[0]) == std::string_view::npos) {
    length = std::min(here.find_first_of(",:[]{}\"/ \t\n\r"), here.size());
  }
  advance(length);
}

std::size_t utf8_length(std::string_view text) {
  const auto byte = [&](std::size_t i) -> unsigned {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
  };
  const unsigned first = byte(0);
  if (first < 0x80U) return 1;
  if (first < 0xC2U || first > 0xF4U) return 0;
  const std::size_t length = first < 0xE0U ? 2 : first < 0xF0U ? 3 : 4;
  // The second byte rules out overlong forms, surrogates and too large ones.
  const unsigned low = first == 0xE0U ? 0xA0U : first == 0xF0U ? 0x90U : 0x80U;
  const unsigned high = first == 0xEDU ? 0x9FU : first == 0xF4U ? 0x8FU : 0xBFU;
  if (byte(1) < low || byte(1) > high) return 0;
  for (std::size_t i = 2; i < length; ++i) {
    if ((byte(i) & 0xC0U) != 0x80U) return 0;
  }
  return length;
}

}  // namespace zipml
