#include "core/harness/findings/finish_findings.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "core/harness/findings/judge.h"

namespace zipml {
namespace {

void check_kind(const Verdict& verdict, const ExperimentInfo& info) {
  const auto& kinds = info.verdict_kinds;
  if (std::find(kinds.begin(), kinds.end(), verdict.kind) != kinds.end()) {
    return;
  }
  throw std::logic_error(
      fmt::format("{} gives a verdict of the kind \"{}\", which it does not "
                  "declare",
                  info.name, verdict.kind));
}

// What the cells that are there would say, left open.
Judgement so_far(Judgement judgement, const CellCounts& cells) {
  if (judgement.outcome == Outcome::kInconclusive ||
      judgement.outcome == Outcome::kNotTestable) {
    return judgement;
  }
  const std::string outcome(outcome_name(judgement.outcome));
  return left_open(
      std::move(judgement),
      fmt::format("; but {}: {} so far", cells.what_is_missing(), outcome));
}

Verdict without_its_set(const Verdict& on_stand_in) {
  Verdict own = on_stand_in;
  own.ours = {};
  own.data = {on_stand_in.data.stands_in_for};
  own.judgement = {.outcome = Outcome::kNotTestable,
                   .tolerance = on_stand_in.judgement.tolerance,
                   .reason = fmt::format(
                       "{} is not to be had; what {} gives is shown apart "
                       "and does not count",
                       on_stand_in.data.stands_in_for, on_stand_in.data.name)};
  return own;
}

}  // namespace

Findings finish_findings(Findings findings, const ExperimentInfo& info) {
  std::vector<Verdict> verdicts;
  for (Verdict& verdict : findings.verdicts) {
    check_kind(verdict, info);
    if (!findings.cells.complete()) {
      verdict.judgement = so_far(std::move(verdict.judgement), findings.cells);
    }
    if (!counts_for_claim(verdict)) {
      verdicts.push_back(without_its_set(verdict));
    }
    verdicts.push_back(std::move(verdict));
  }
  findings.verdicts = std::move(verdicts);
  return findings;
}

std::vector<Verdict> untested_claims(
    const std::map<std::string, std::string>& titles,
    const std::vector<const ExperimentInfo*>& experiments) {
  const auto is_tried = [&](const std::string& claim) {
    return std::any_of(experiments.begin(), experiments.end(),
                       [&](const ExperimentInfo* info) {
                         return std::find(info->claims.begin(),
                                          info->claims.end(),
                                          claim) != info->claims.end();
                       });
  };
  std::vector<Verdict> verdicts;
  for (const auto& [claim, title] : titles) {
    if (!claim.starts_with('C') || is_tried(claim)) continue;
    verdicts.push_back({.claim = claim,
                        .kind = kNoExperimentKind,
                        .statement = title,
                        .metric = "nothing",
                        .data = "none",
                        .judgement = {.outcome = Outcome::kNotTestable,
                                      .tolerance = "needs an experiment",
                                      .reason = "no experiment yet"}});
  }
  return verdicts;
}

}  // namespace zipml
