// The last step of every analysis: what holds for the findings of any
// experiment.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/harness/experiment.h"
#include "core/harness/findings/findings.h"

namespace zipml {

// The findings of a point, checked and completed:
//   - a verdict of a kind that info.verdict_kinds lacks is a bug:
//     std::logic_error;
//   - while cells are missing (findings.cells) nothing is decided: what every
//     case or some case shows may hang on the one that is not there, so that
//     verdicts are inconclusive and say what they would be so far;
//   - data that stands in for a set says nothing of what the paper claims of
//     that set: before a verdict on a stand-in comes the claim's own, not
//     testable here. The one on the stand-in stays, to be shown apart; it never
//     counts (counts_for_claim).
Findings finish_findings(Findings findings, const ExperimentInfo& info);

// The kind of these verdicts.
inline constexpr const char* kNoExperimentKind = "no_experiment";
// A verdict for each claim ("C1", ...) among the titles that is no
// experiment's: not testable here, for there is no experiment yet.
std::vector<Verdict> untested_claims(
    const std::map<std::string, std::string>& titles,
    const std::vector<const ExperimentInfo*>& experiments);

// Whether a verdict says something of its claim: not one on a stand-in.
inline bool counts_for_claim(const Verdict& verdict) {
  return !verdict.data.is_stand_in();
}

}  // namespace zipml
