#include "core/report/claim_overview.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>
#include <string_view>
#include <vector>

#include "core/base/text.h"
#include "core/harness/findings/finish_findings.h"
#include "core/report/claim_summary.h"
#include "core/report/format.h"
#include "core/report/tables/markdown.h"
#include "core/report/verdicts.h"

namespace zipml {
namespace {

constexpr int kLeastOverviewColumns = 40;
constexpr int kNumberColumns = 5;

// "C12", and no theorem or erratum.
bool is_claim(std::string_view number) {
  return number.size() > 1 && number[0] == 'C' &&
         std::all_of(number.begin() + 1, number.end(),
                     [](unsigned char c) { return std::isdigit(c) != 0; });
}

// What all studies say of one claim.
struct OneClaim {
  std::string number = {}, title = {};
  std::vector<Verdict> verdicts = {};
  std::vector<std::string> studies = {};
  std::vector<std::string> missing = {};  // sets that were not to be had
  bool has_experiment = true;
};

OneClaim verdicts_of(std::span<const StudyVerdicts> studies,
                     const std::string& number) {
  OneClaim claim;
  for (const StudyVerdicts& study : studies) {
    const std::size_t before = claim.verdicts.size();
    for (const Verdict& verdict : study.verdicts) {
      if (verdict.claim != number) continue;
      if (verdict.kind == kNoExperimentKind) claim.has_experiment = false;
      claim.verdicts.push_back(verdict);
    }
    if (claim.verdicts.size() > before) {
      claim.studies.push_back(single_line(study.study));
    }
  }
  return claim;
}

// "naive_bias, fpga; without gisette"
std::string where_to_look(const OneClaim& claim) {
  std::string text = fmt::format("{}", fmt::join(claim.studies, ", "));
  if (!claim.missing.empty()) {
    text += fmt::format("; without {}", fmt::join(claim.missing, ", "));
  }
  return text;
}

std::string outcome_of(const OneClaim& claim) {
  if (!claim.has_experiment) return "no experiment";
  return fmt::format("{} ({})", count_outcomes(claim.verdicts),
                     where_to_look(claim));
}

// C2 before C10; nothing that is no claim.
std::vector<OneClaim> claims_of(
    std::span<const StudyVerdicts> studies,
    const std::map<std::string, std::string>& titles) {
  std::map<std::string, std::vector<std::string>> missing;
  for (const ClaimSummary& summary : claim_summaries(studies)) {
    missing[summary.claim] = summary.missing;
  }
  const std::map<std::string, std::string, ByClaimNumber> in_order(
      titles.begin(), titles.end());
  std::vector<OneClaim> claims;
  for (const auto& [number, title] : in_order) {
    if (!is_claim(number)) continue;
    OneClaim claim = verdicts_of(studies, number);
    claim.number = number;
    claim.title = title;
    claim.missing = missing[number];
    claims.push_back(std::move(claim));
  }
  return claims;
}

}  // namespace

std::string claims_overview_text(
    std::span<const StudyVerdicts> studies,
    const std::map<std::string, std::string>& titles, int width) {
  const WrapOptions lines{.width = std::max(width, kLeastOverviewColumns),
                          .indent = kNumberColumns};
  std::string text;
  std::vector<std::string> untried;
  for (const OneClaim& claim : claims_of(studies, titles)) {
    if (claim.verdicts.empty()) {
      untried.push_back(claim.number);
      continue;
    }
    std::string row = wrapped(claim.title + ": " + outcome_of(claim), lines);
    text += row.replace(0, claim.number.size(), claim.number);
  }
  if (untried.empty()) return text;
  return text +
         wrapped(fmt::format("Not in this run: {}", fmt::join(untried, ", ")),
                 {.width = lines.width});
}

std::string claims_overview_markdown(
    std::span<const StudyVerdicts> studies,
    const std::map<std::string, std::string>& titles) {
  std::string text = "| | the paper says |";
  std::string rule = "|---|---|";
  for (const Outcome outcome : kOutcomes) {
    text += fmt::format(" {} |", outcome_name(outcome));
    rule += "---:|";
  }
  text += " experiments |\n" + rule + "---|\n";
  for (const OneClaim& claim : claims_of(studies, titles)) {
    if (claim.verdicts.empty()) continue;
    text +=
        fmt::format("| {} | {} |", claim.number, escape_markdown(claim.title));
    for (const Outcome outcome : kOutcomes) {
      const std::ptrdiff_t count = count_of(outcome, claim.verdicts);
      text += count == 0 ? " |" : fmt::format(" {} |", count);
    }
    text += fmt::format(" {} |\n", escape_markdown(where_to_look(claim)));
  }
  return text;
}

}  // namespace zipml
