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
  std::vector<Judgement> parts;
  for (const PackedSet& set : measured.storage) {
    if (set.data != problem.title()) continue;
    verdict = extra_bits_verdict(set.rows, draws, problem.label());
    Judgement part = verdict.judgement;
    part.tolerance += " at every number of bits";
    part.reason = fmt::format("{} bits: {} extra", set.bits, verdict.ours.mean);
    parts.push_back(std::move(part));
  }
  verdict.judgement = judge_each(parts);
  return verdict;
}

// Erratum X7: the paper's words taken literally.
Verdict counts_alone(const Cells& cells) {
  std::string reason;
  bool holds = true;
  double excess = 0;
  for (const int draws : cells.storage_draws()) {
    excess = std::log2(draws + 1) - std::log2(draws);
    holds = holds && excess <= 0;
    reason += fmt::format("{}k = {}: {} counts, {:.3g} bits",
                          reason.empty() ? "" : "; ", draws, draws + 1,
                          std::log2(draws + 1));
  }
  const Estimate ours = Estimate::exact(excess);
  return {.claim = "C6",
          .statement =
              "The count of \"low\" among k samples of one cell "
              "costs log2(k) bits.",
          .where = "section 2.2; erratum X7",
          .metric =
              "log2 of the counts that are possible, minus log2(k); the "
              "largest k",
          .paper = 0.0,
          .ours = ours,
          .data = "arithmetic",
          .judgement = judge_fact(
              ours, holds, "k samples have at most k possible counts",
              reason + "; it is the shared ends of cells that make log2(k) "
                       "enough")};
}

}  // namespace

std::vector<Verdict> storage_verdicts(const Cells& cells,
                                      const Measurements& measured) {
  std::vector<Verdict> verdicts;
  for (const int draws : cells.storage_draws()) {
    if (draws > 1) verdicts.push_back(extra_bits(cells, measured, draws));
  }
  verdicts.push_back(counts_alone(cells));
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
