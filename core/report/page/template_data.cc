#include "core/report/page/template_data.h"

#include <array>
#include <cctype>

namespace zipml {
namespace {

// How an outcome looks; the symbol tells them apart without colour.
struct Look {
  Outcome outcome;
  const char* style;
  const char* symbol;
};

constexpr std::array<Look, 5> kLooks = {{
    {Outcome::kReproduced, "reproduced", "\u2713"},
    {Outcome::kPartly, "partly", "\u25D0"},
    {Outcome::kNotReproduced, "refuted", "\u2717"},
    {Outcome::kInconclusive, "inconclusive", "?"},
    {Outcome::kNotTestable, "untestable", "\u2013"},
}};

}  // namespace

TemplateData text_or_false(const std::string& text) {
  return text.empty() ? TemplateData(false) : TemplateData(text);
}

std::string link_path(const std::string& path) {
  static constexpr char kDigits[] = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) != 0 ||
        std::string("/._-~").find(c) != std::string::npos) {
      encoded += c;
    } else {
      encoded += '%';
      encoded += kDigits[byte >> 4];
      encoded += kDigits[byte & 15];
    }
  }
  return encoded;
}

TemplateData outcome_data(Outcome outcome) {
  const Look& look = kLooks.at(static_cast<std::size_t>(outcome));
  TemplateData badge;
  badge.set("class", look.style);
  badge.set("symbol", look.symbol);
  badge.set("outcome", std::string(outcome_name(outcome)));
  badge.set("rank", std::to_string(static_cast<int>(outcome)));
  return badge;
}

TemplateData badges_of(const std::array<int, 5>& counts) {
  TemplateData badges(TemplateData::type::list);
  for (const Look& look : kLooks) {
    const int count = counts.at(static_cast<std::size_t>(look.outcome));
    if (count == 0) continue;
    TemplateData badge = outcome_data(look.outcome);
    badge.set("count", std::to_string(count));
    badges << badge;
  }
  return badges;
}

}  // namespace zipml
