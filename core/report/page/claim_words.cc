#include "core/report/page/claim_words.h"

#include <algorithm>

#include "core/report/format.h"

namespace zipml {
namespace {

// ASCII only: a number has no other letters.
bool is_of_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) ||
         c == '_' || c == '.';
}

}  // namespace

std::vector<ClaimWords> split_at_claims(
    std::string_view text, const std::map<std::string, std::string>& titles) {
  std::vector<ClaimWords> pieces;
  std::string plain;
  while (!text.empty()) {
    const auto letters = static_cast<std::size_t>(
        std::find_if_not(text.begin(), text.end(), is_of_word) - text.begin());
    std::string word(text.substr(0, std::max<std::size_t>(letters, 1)));
    // The full stop of a sentence is not of the word.
    while (word.size() > 1 && word.back() == '.') word.pop_back();
    text.remove_prefix(word.size());
    const auto found = titles.find(word);
    if (found == titles.end()) {
      plain += word;
      continue;
    }
    if (!plain.empty()) pieces.push_back({plain});
    plain.clear();
    pieces.push_back({word, found->second});
  }
  if (!plain.empty()) pieces.push_back({plain});
  return pieces;
}

}  // namespace zipml
