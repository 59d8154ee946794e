// One claim about several cases at once: of the largest, or of every one.
//
// With m intervals of 95 % one in 20 misses by itself, so the largest of many
// looks larger than it is. Here the intervals are as much wider as it takes for
// all m to hold together with 95 % (Bonferroni: each to 1 - 0.05 / m).
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/harness/findings/findings.h"

namespace zipml {

// A t interval of 95 %, widened to hold together with those of `cases` - 1
// others. One without sampling error, or not known, stays.
Estimate jointly(const Estimate& value, std::size_t cases);

// "Up to": the largest (smallest) of the values that the estimates are of, with
// its joint interval. Where a case was not measured (n = 0) nothing bounds the
// largest from above (the smallest from below); n = 0 when none was. n is the
// least of those measured.
Estimate largest_jointly(const std::vector<Estimate>& cases);
Estimate smallest_jointly(const std::vector<Estimate>& cases);

// A case of "every", with its own outcome.
struct JointCase {
  std::string name = {};  // "gisette", "4-bit"
  Estimate value = {};
  Judgement judgement = {};
};

// "In every case": not reproduced when one is not, else inconclusive when one
// is or there is none, else reproduced. The first case's rule stands for all.
// `decisive` is the value of the first case with that outcome: the number to
// print.
struct EveryCase {
  Estimate decisive = {};
  Judgement judgement = {};
};
EveryCase judge_every(const std::vector<JointCase>& cases);

}  // namespace zipml
