// The last step of every analysis: what holds for the findings of any
// experiment.
#pragma once

#include "core/harness/experiment.h"
#include "core/harness/findings/findings.h"

namespace zipml {

// The findings of a point, checked and completed:
//   - a verdict of a kind that info.verdict_kinds lacks is a bug:
//     std::logic_error;
//   - data that stands in for a set says nothing of what the paper claims of
//     that set: before a verdict on a stand-in comes the claim's own, not
//     testable here. The one on the stand-in stays, to be shown apart; it never
//     counts (counts_for_claim).
Findings finish_findings(Findings findings, const ExperimentInfo& info);

// Whether a verdict says something of its claim: not one on a stand-in.
inline bool counts_for_claim(const Verdict& verdict) {
  return !verdict.data.is_stand_in();
}

}  // namespace zipml
