#include "core/base/text.h"

#include <algorithm>

namespace zipml {
namespace {

// Bytes of UTF-8 beyond ASCII belong to words.
bool separates_words(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte <= 0x20 || byte == 0x7F;
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

}  // namespace zipml
