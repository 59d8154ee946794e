#include "experiments/paper/claims.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/base/text.h"
#include "experiments/paper/claims_md.h"

namespace zipml {
namespace {

// What `text` says from behind `begin` to before `end`; empty when it has no
// `begin`, the rest when it has no `end`.
std::string_view between(std::string_view text, std::string_view begin,
                         std::string_view end) {
  const std::size_t start = text.find(begin);
  if (start == std::string_view::npos) return {};
  text.remove_prefix(start + begin.size());
  return text.substr(0, text.find(end));
}

// The words of several lines on one.
std::string on_one_line(std::string_view text) {
  std::string line(text);
  std::replace(line.begin(), line.end(), '\n', ' ');
  return line;
}

PaperClaim claim_from(std::string_view entry) {
  PaperClaim claim;
  claim.number = entry.substr(0, entry.find('\n'));
  claim.title = on_one_line(between(entry, "\n**", ".**"));
  claim.text = on_one_line(between(entry, ".** ", "\n\n"));
  claim.where = on_one_line(between(entry, "\n- Where: ", "\n- "));
  std::string_view checked = between(entry, "\n- Checked by: ", "\n\n");
  while (true) {
    const std::string_view name = between(checked, "`", "`");
    if (name.empty()) break;
    claim.experiments.emplace_back(name);
    checked.remove_prefix(checked.find(name) + name.size() + 1);
  }
  return claim;
}

}  // namespace

std::vector<PaperClaim> claims_from_markdown(std::string_view markdown) {
  constexpr std::string_view kHeading = "\n### ";
  std::vector<PaperClaim> claims;
  while (true) {
    const std::size_t start = markdown.find(kHeading);
    if (start == std::string_view::npos) return claims;
    markdown.remove_prefix(start + kHeading.size());
    claims.push_back(claim_from(markdown.substr(0, markdown.find("\n#"))));
  }
}

const std::vector<PaperClaim>& paper_claims() {
  static const std::vector<PaperClaim> kClaims =
      claims_from_markdown(kPaperClaimsMd);
  return kClaims;
}

const PaperClaim* paper_claim(std::string_view number) {
  for (const PaperClaim& claim : paper_claims()) {
    if (claim.number == number) return &claim;
  }
  return nullptr;
}

std::map<std::string, std::string> claim_titles() {
  std::map<std::string, std::string> titles;
  for (const PaperClaim& claim : paper_claims()) {
    titles[claim.number] = claim.title;
  }
  return titles;
}

std::string claim_text(const PaperClaim& claim) {
  constexpr WrapOptions kLines{.indent = 2};
  std::string text = fmt::format("{}: {}\n", claim.number, claim.title);
  text += wrapped(claim.text, kLines);
  text += wrapped("Where: " + claim.where, kLines);
  text += wrapped(
      fmt::format("Checked by: {}",
                  claim.experiments.empty()
                      ? "no experiment"
                      : fmt::format("{}", fmt::join(claim.experiments, ", "))),
      kLines);
  return text;
}

}  // namespace zipml
