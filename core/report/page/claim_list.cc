#include "core/report/page/claim_list.h"

#include <fmt/format.h>

#include "core/report/page/claim_words.h"
#include "core/report/page/escape.h"
#include "core/report/page/outline.h"

namespace zipml {

ClaimList::ClaimList(std::span<const ClaimReport> claims) {
  for (const ClaimReport& claim : claims) titles_[claim.number] = claim.title;
}

std::string ClaimList::html(const std::string& text) {
  std::string result;
  for (const ClaimWords& words : split_at_claims(text, titles_)) {
    if (words.title.empty()) {
      result += escaped(words.text);
      continue;
    }
    named_.insert(words.text);
    result += fmt::format(R"(<a class="named" href="#{}" title="{}">{}</a>)",
                          claim_address(words.text), escaped(words.title),
                          escaped(words.text));
  }
  return result;
}

std::string ClaimList::title(const std::string& number) const {
  const auto found = titles_.find(number);
  return found == titles_.end() ? "" : found->second;
}

}  // namespace zipml
