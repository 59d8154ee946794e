// How a verdict is computed from an estimate: rules, never opinions.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/harness/findings/findings.h"

namespace zipml {

// The rules on an estimate look at its interval alone. They are inconclusive,
// with the reason, when fewer than two values are behind it (n < 2) or when
// its mean or a limit is not a number or its mean is infinite, as after a run
// that diverged: such a claim needs a rule of its own.

// "value > bound with 95 % confidence": reproduced when the whole interval is
// above, not reproduced when it is all at or below, inconclusive in between or
// when the interval is unknown.
Judgement judge_above(const Estimate& value, double bound);
Judgement judge_below(const Estimate& value, double bound);

// "|value - target| <= tolerance": reproduced when the whole interval is
// inside, not reproduced when it is all outside, inconclusive in between.
Judgement judge_within(const Estimate& value, double target, double tolerance);

// A quantity without sampling error (a count of bits, a closed form, "it
// diverged"; Estimate::exact): reproduced or not, as `holds` says; inconclusive
// when nothing is behind it (measured.n = 0). `rule` is the rule in words,
// `numbers` what was put into it.
Judgement judge_fact(const Estimate& measured, bool holds, std::string rule,
                     std::string numbers);
Judgement judge_fact(bool holds, std::string rule, std::string numbers);

// "3.2 [3.1, 3.3] (n = 5)", or "not measured" when nothing is behind it. For
// reasons: what was not measured has no number.
std::string estimate_text(const Estimate& value);

// Many z scores at once, by the largest of them.
struct Scores {
  double largest = 0;  // |z|
  std::int64_t count = 0;

  // The largest of both.
  void merge(const Scores& other);
  // Which the largest passes once in 1000 runs (core/base/statistics.h).
  double threshold() const;
  Estimate estimate() const { return Estimate::exact(largest, count); }
};

// "No score passes the threshold of 1 false alarm in 1000": reproduced or not;
// inconclusive without scores.
Judgement judge_scores(const Scores& scores);
// The same where the data must be able to tell: inconclusive, too, when the
// scores of the `alternative`, which is known to be wrong, all stay below the
// threshold of `scores`. `alternative_words` say of what they are, e.g.
// "against no bias at all".
Judgement judge_scores(const Scores& scores, double alternative,
                       const std::string& alternative_words);

// `judgement` with more said in its reason.
Judgement with_reason(Judgement judgement, const std::string& more);
// The same, and inconclusive: `why` the data leave the claim open.
Judgement left_open(Judgement judgement, const std::string& why);

// Several parts of one claim: all reproduced -> reproduced; none and at least
// one not reproduced -> not reproduced; some of each -> partly; all not
// testable -> not testable; otherwise (also for no parts) inconclusive. A part
// that is partly counts as some of each. The rules and reasons are joined.
Judgement judge_all(const std::vector<Judgement>& parts);

// "For each": parts that share one rule (a number of bits each, a data set
// each), which is to hold in all of them: not reproduced when one is not (or is
// partly), reproduced when all are, not testable when all are not, otherwise
// (also for no parts) inconclusive. The first part's rule stands for all, the
// reasons are joined.
Judgement judge_each(const std::vector<Judgement>& parts);

}  // namespace zipml
