#include "experiments/scaling_and_storage/verdicts.h"

#include <fmt/format.h>

#include <cmath>

#include "core/harness/findings/judge.h"

namespace zipml::scaling_and_storage {
namespace {

// On the first data set, at every number of bits.
Verdict extra_bits(const Cells& cells, const Measurements& measured,
                   int draws) {
  const ProblemSpec& problem = cells.problems().front();
  Verdict verdict;
  Estimate farthest;
  std::vector<Judgement> parts;
  for (const PackedSet& set : measured.storage) {
    if (set.data != problem.title()) continue;
    verdict = extra_bits_verdict(set.rows, draws, problem.label());
    Judgement part = verdict.judgement;
    part.tolerance += " at every number of bits";
    if (verdict.ours.n > 0) {
      part.reason =
          fmt::format("{} bits: {} extra", set.bits, verdict.ours.mean);
    }
    const auto away = [&](const Estimate& extra) {
      return std::abs(extra.mean - std::log2(draws));
    };
    if (farthest.n == 0 || away(verdict.ours) > away(farthest)) {
      farthest = verdict.ours;
    }
    parts.push_back(std::move(part));
  }
  verdict.metric += "; the number of bits at which it is farthest from log2(k)";
  verdict.ours = farthest;
  verdict.judgement = judge_each(parts);
  return verdict;
}

}  // namespace

std::vector<Verdict> storage_verdicts(const Cells& cells,
                                      const Measurements& measured) {
  std::vector<Verdict> verdicts;
  for (const int draws : cells.storage_draws()) {
    if (draws > 1) verdicts.push_back(extra_bits(cells, measured, draws));
  }
  return verdicts;
}

std::vector<Verdict> make_verdicts(const Cells& cells,
                                   const Measurements& measured) {
  std::vector<Verdict> verdicts = scaling_verdicts(cells, measured);
  for (const std::vector<Verdict>& more :
       {fixed_point_verdicts(cells, measured),
        storage_verdicts(cells, measured)}) {
    verdicts.insert(verdicts.end(), more.begin(), more.end());
  }
  return verdicts;
}

}  // namespace zipml::scaling_and_storage
