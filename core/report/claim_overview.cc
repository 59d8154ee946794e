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
  std::vector<Verdict> verdicts = {};
  std::vector<std::string> studies = {};
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

std::string outcome_of(const OneClaim& claim,
                       std::span<const std::string> missing) {
  if (!claim.has_experiment) return "no experiment";
  std::string text = fmt::format("{} ({}", count_outcomes(claim.verdicts),
                                 fmt::join(claim.studies, ", "));
  if (!missing.empty()) {
    text += fmt::format("; without {}", fmt::join(missing, ", "));
  }
  return text + ")";
}

}  // namespace

std::string claims_overview_text(
    std::span<const StudyVerdicts> studies,
    const std::map<std::string, std::string>& titles, int width) {
  std::map<std::string, std::vector<std::string>> missing;
  for (const ClaimSummary& summary : claim_summaries(studies)) {
    missing[summary.claim] = summary.missing;
  }
  const std::map<std::string, std::string, ByClaimNumber> in_order(
      titles.begin(), titles.end());
  const WrapOptions lines{.width = std::max(width, kLeastOverviewColumns),
                          .indent = kNumberColumns};
  std::string text;
  std::vector<std::string> untried;
  for (const auto& [number, title] : in_order) {
    if (!is_claim(number)) continue;
    const OneClaim claim = verdicts_of(studies, number);
    if (claim.verdicts.empty()) {
      untried.push_back(number);
      continue;
    }
    std::string row =
        wrapped(title + ": " + outcome_of(claim, missing[number]), lines);
    text += row.replace(0, number.size(), number);
  }
  if (untried.empty()) return text;
  return text +
         wrapped(fmt::format("Not in this run: {}", fmt::join(untried, ", ")),
                 {.width = lines.width});
}

}  // namespace zipml
