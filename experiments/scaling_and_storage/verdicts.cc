#include "experiments/scaling_and_storage/verdicts.h"

#include <fmt/format.h>

#include <cmath>

#include "core/harness/findings/judge.h"
#include "experiments/linear/storage.h"

namespace zipml::scaling_and_storage {
namespace {

Verdict extra_bits(const CellMaker& cells, const Results& results, int draws) {
  const ProblemSpec& problem = cells.problems().front();
  std::vector<Judgement> parts;
  Verdict verdict;
  for (const int bits : cells.storage_bits()) {
    verdict = extra_bits_verdict(results.of(cells.storage(problem, bits)).rows,
                                 draws);
    parts.push_back(
        {verdict.judgement.outcome, verdict.judgement.tolerance + " at every number of bits",
         fmt::format("{} bits: {} extra", bits, verdict.ours.mean)});
  }
  verdict.data = problem.set;
  verdict.data.stands_in_for = problem.stand_in_for;
  apply(judge_each(parts), verdict);
  return verdict;
}

// Erratum X7: the paper's words taken literally.
Verdict counts_alone(const CellMaker& cells) {
  Verdict verdict = about(
      {}, "C6",
      "The count of \"low\" among k samples of one cell costs log2(k) bits.",
      "section 2.2; erratum X7",
      "log2 of the counts that are possible, minus log2(k); the largest k");
  verdict.data = "arithmetic";
  verdict.paper = 0.0;
  std::string reason;
  bool holds = true;
  for (const int draws : cells.storage_draws()) {
    const double excess = std::log2(draws + 1) - std::log2(draws);
    holds = holds && excess <= 0;
    verdict.ours = {excess, excess, excess, 1};
    reason += fmt::format("{}k = {}: {} counts, {:.3g} bits",
                          reason.empty() ? "" : "; ", draws, draws + 1,
                          std::log2(draws + 1));
  }
  apply(judge_fact(holds, "k samples have at most k possible counts",
                   reason + "; it is the shared ends of cells that make "
                            "log2(k) enough"),
        verdict);
  return verdict;
}

}  // namespace

Verdict about(const std::vector<ProblemSpec>& problems, const char* claim,
              std::string statement, const char* where, std::string metric) {
  Verdict verdict;
  verdict.claim = claim;
  verdict.statement = std::move(statement);
  verdict.where = where;
  verdict.metric = std::move(metric);
  const auto join = [](std::string& list, const std::string& item) {
    if (!item.empty()) list += (list.empty() ? "" : ", ") + item;
  };
  for (const ProblemSpec& problem : problems) {
    join(verdict.data, problem.set);
    join(verdict.data.stands_in_for, problem.stand_in_for);
  }
  return verdict;
}

std::vector<Verdict> storage_verdicts(const CellMaker& cells,
                                      const Results& results) {
  std::vector<Verdict> verdicts;
  for (const int draws : cells.storage_draws()) {
    if (draws > 1) verdicts.push_back(extra_bits(cells, results, draws));
  }
  verdicts.push_back(counts_alone(cells));
  return verdicts;
}

std::vector<Verdict> make_verdicts(const CellMaker& cells,
                                   const Results& results,
                                   const Measurements& measured) {
  std::vector<Verdict> verdicts = scaling_verdicts(cells, measured);
  for (const std::vector<Verdict>& more :
       {fixed_point_verdicts(cells, measured),
        storage_verdicts(cells, results)}) {
    verdicts.insert(verdicts.end(), more.begin(), more.end());
  }
  return verdicts;
}

}  // namespace zipml::scaling_and_storage
