#include "core/base/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>

namespace zipml {
namespace {

// Bytes of UTF-8 beyond ASCII belong to words.
bool separates_words(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte <= 0x20 || byte == 0x7F;
}

// The bytes of the UTF-8 character that the text starts with; 0 when it starts
// with none, or with a control character.
std::size_t printable_bytes(std::string_view text) {
  const auto at = [&](std::size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u;
  };
  const unsigned lead = at(0);
  if (lead < 0x80) return lead >= 0x20 && lead != 0x7F ? 1 : 0;
  // What the second byte may be keeps out overlong forms, surrogates, and what
  // is above U+10FFFF; U+0080 to U+009F are control characters.
  std::size_t size = 0;
  unsigned low = 0x80, high = 0xBF;
  if (lead >= 0xC2 && lead <= 0xDF) {
    size = 2;
    if (lead == 0xC2) low = 0xA0;
  } else if (lead >= 0xE0 && lead <= 0xEF) {
    size = 3;
    if (lead == 0xE0) low = 0xA0;
    if (lead == 0xED) high = 0x9F;
  } else if (lead >= 0xF0 && lead <= 0xF4) {
    size = 4;
    if (lead == 0xF0) low = 0x90;
    if (lead == 0xF4) high = 0x8F;
  } else {
    return 0;
  }
  if (at(1) < low || at(1) > high) return 0;
  for (std::size_t i = 2; i < size; ++i) {
    if ((at(i) & 0xC0) != 0x80) return 0;
  }
  return size;
}

}  // namespace

int display_width(std::string_view text) {
  return static_cast<int>(std::count_if(text.begin(), text.end(), [](char c) {
    const bool continues = (static_cast<unsigned char>(c) & 0xC0) == 0x80;
    return !continues;
  }));
}

std::string wrapped(std::string_view text, const WrapOptions& options) {
  const std::string margin(static_cast<std::size_t>(options.indent), ' ');
  std::string result;
  int used = 0;  // columns of the line, 0 before the first word
  auto place = text.begin();
  while (true) {
    const auto begin = std::find_if_not(place, text.end(), separates_words);
    if (begin == text.end()) break;
    place = std::find_if(begin, text.end(), separates_words);
    const std::string_view word(begin, place);
    const int size = display_width(word);
    if (used > 0 && used + 1 + size <= options.width) {
      result += ' ';
      ++used;
    } else {
      if (used > 0) result += '\n';
      result += margin;
      used = options.indent;
    }
    result += word;
    used += size;
  }
  if (used > 0) result += '\n';
  return result;
}

std::string printable(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    const std::size_t bytes = printable_bytes(text);
    if (bytes > 0) {
      result += text.substr(0, bytes);
    } else {
      result += fmt::format("\\x{:02x}", static_cast<unsigned char>(text[0]));
    }
    text.remove_prefix(bytes > 0 ? bytes : 1);
  }
  return result;
}

std::string without_folders(std::string_view word) {
  std::string result;
  while (true) {
    const std::size_t end = word.find_first_of("=,\"'[]{}: ");
    std::string_view piece = word.substr(0, end);
    const std::size_t last = piece.find_last_not_of('/');
    const bool leads_away = piece.starts_with('/') || piece.starts_with('~') ||
                            piece.starts_with("..");
    if (leads_away && last != std::string_view::npos) {
      piece = piece.substr(0, last + 1);
      piece.remove_prefix(piece.rfind('/') + 1);
    }
    result += piece;
    if (end == std::string_view::npos) return result;
    result += word[end];
    word.remove_prefix(end + 1);
  }
}

std::string shell_word(std::string_view word) {
  const bool plain =
      !word.empty() && word.find_first_not_of(
                           "abcdefghijklmnopqrstuvwxyz"
                           "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                           "0123456789_-./=,:+") == std::string_view::npos;
  if (plain) return std::string(word);
  std::string text = "'";
  for (const char c : word) {
    if (c == '\'') {
      text += "'\\''";
    } else {
      text += c;
    }
  }
  return text + "'";
}

}  // namespace zipml
