// A run by claims: what became of each, and which data it rests on.
#pragma once

#include <array>
#include <span>
#include <string>
#include <vector>

#include "core/harness/findings/findings.h"

namespace zipml {

struct ClaimSummary {
  std::string claim = {};
  // Of the verdicts that count for it, in the order of the outcomes.
  std::array<int, 5> counts = {};
  std::vector<std::string> data = {};     // sets that they rest on, by name
  std::vector<std::string> missing = {};  // sets that were not to be had
};

// One for each claim that has a verdict: claims before theorems before errata,
// C2 before C10.
std::vector<ClaimSummary> claim_summaries(
    std::span<const StudyVerdicts> studies);

// How many verdicts a run makes, how many of them rest on a 95 % interval, and
// what that means over all of them: two or three sentences.
std::string chance_of_error_text(std::span<const StudyVerdicts> studies);

// The order of the summaries.
struct ByClaimNumber {
  bool operator()(const std::string& a, const std::string& b) const;
};

}  // namespace zipml
