#include "core/report/claim_summary.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string_view>
#include <tuple>

#include "core/harness/findings/finish_findings.h"

namespace zipml {
namespace {

void add_once(std::vector<std::string>& names, const std::string& name) {
  if (std::find(names.begin(), names.end(), name) == names.end()) {
    names.push_back(name);
  }
}

// The sets of a label, one or several joined (DataLabel).
void add_sets(std::vector<std::string>& sets, std::string_view label) {
  constexpr std::string_view kBetween = ", ";
  while (!label.empty()) {
    const auto end = std::min(label.find(kBetween), label.size());
    add_once(sets, std::string(label.substr(0, end)));
    label.remove_prefix(std::min(end + kBetween.size(), label.size()));
  }
}

}  // namespace

bool ByClaimNumber::operator()(const std::string& a,
                               const std::string& b) const {
  return std::tuple(a.substr(0, 1), a.size(), a) <
         std::tuple(b.substr(0, 1), b.size(), b);
}

std::vector<ClaimSummary> claim_summaries(
    std::span<const StudyVerdicts> studies) {
  std::map<std::string, ClaimSummary, ByClaimNumber> by_claim;
  for (const StudyVerdicts& study : studies) {
    for (const Verdict& verdict : study.verdicts) {
      ClaimSummary& summary = by_claim[verdict.claim];
      summary.claim = verdict.claim;
      if (counts_for_claim(verdict)) {
        ++summary.counts.at(
            static_cast<std::size_t>(verdict.judgement.outcome));
        if (verdict.ours.n > 0) {
          add_sets(summary.data, verdict.data.name);
        } else if (verdict.judgement.outcome == Outcome::kNotTestable &&
                   verdict.kind != kNoExperimentKind) {
          add_sets(summary.missing, verdict.data.name);
        }
      } else {
        add_sets(summary.missing, verdict.data.stands_in_for);
      }
    }
  }
  std::vector<ClaimSummary> summaries;
  for (auto& [claim, summary] : by_claim) {
    summaries.push_back(std::move(summary));
  }
  return summaries;
}

std::string chance_of_error_text(std::span<const StudyVerdicts> studies) {
  int all = 0, by_interval = 0;
  for (const StudyVerdicts& study : studies) {
    for (const Verdict& verdict : study.verdicts) {
      if (!counts_for_claim(verdict)) continue;
      ++all;
      by_interval += verdict.judgement.by_interval ? 1 : 0;
    }
  }
  constexpr double kErrorRate = 0.05;
  return fmt::format(
      "{} verdicts count for a claim; {} of them rest on a 95 % interval. Each "
      "of these leaves its true value outside of the interval with a chance of "
      "5 %, so that of {} about {:.0f} do by chance alone, and one whose truth "
      "lies at the edge of its rule can then come out wrong. Nothing corrects "
      "for their number across verdicts; within one, the best of several and "
      "the largest of many z scores are corrected for.",
      all, by_interval, by_interval, kErrorRate * by_interval);
}

}  // namespace zipml
