// How a verdict is computed from an estimate: rules, never opinions.
#pragma once

#include <string>

#include "core/harness/findings.h"

namespace zipml {

struct Judgement {
  Outcome outcome = Outcome::kInconclusive;
  std::string tolerance;  // the rule
  std::string reason;     // the numbers put into the rule
};

// "value > bound with 95 % confidence": reproduced when the whole interval is
// above, not reproduced when it is all at or below, inconclusive in between or
// when the interval is unknown.
Judgement judge_above(const Estimate& value, double bound);
Judgement judge_below(const Estimate& value, double bound);

// "|value - target| <= tolerance": reproduced when the whole interval is
// inside, not reproduced when it is all outside, inconclusive in between.
Judgement judge_within(const Estimate& value, double target, double tolerance);

// Several parts of one claim: all reproduced -> reproduced; none and at least
// one not reproduced -> not reproduced; some of each -> partly; otherwise
// inconclusive. The reasons are joined.
Judgement judge_all(const std::vector<Judgement>& parts);

// The verdict's outcome, tolerance and reason, set.
void apply(const Judgement& judgement, Verdict& verdict);

}  // namespace zipml
