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

std::string without_folders(std::string_view whole) {
  std::string text;
  std::size_t at = 0;
  while (at < whole.size()) {
    const bool begins = at == 0 || whole[at - 1] == '=' || whole[at - 1] == ',';
    if (whole[at] != '/' || !begins) {
      text += whole[at++];
      continue;
    }
    const std::size_t end = std::min(whole.find(',', at), whole.size());
    std::string_view path = whole.substr(at, end - at);
    while (path.size() > 1 && path.back() == '/') path.remove_suffix(1);
    text += "...";
    text += path.substr(path.rfind('/'));
    at = end;
  }
  return text;
}

}  // namespace zipml
