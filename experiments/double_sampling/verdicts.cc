#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "core/harness/findings/judge.h"
#include "experiments/double_sampling/analysis.h"
#include "experiments/linear/storage.h"

namespace zipml::double_sampling {
namespace {

Verdict same_solution(const PanelResult& panel) {
  Verdict verdict = verdict_on(
      panel.problem, "C2",
      "Double sampling converges to the same solution as 32 bits.",
      "section 2.2, 5.1, Fig 8",
      fmt::format("final half-MSE over the 32-bit one, minus 1, {} bits",
                  panel.bits));
  verdict.ours = panel.relative_difference();
  // 1 %, or what the paper's own curves differ by at the same epoch.
  double allowed = 0.01;
  if (const auto paper = paper_curves(panel.problem)) {
    const double difference =
        paper->low.at(panel.epochs) / paper->full.at(panel.epochs) - 1;
    if (std::isfinite(difference)) {
      verdict.paper = difference;
      allowed = std::max(allowed, difference);
    }
  }
  Judgement judgement = judge_within(verdict.ours, 0, allowed);
  judgement.tolerance += fmt::format(
      " (the larger of 0.01 and the difference of the paper's own curves at "
      "epoch {})",
      panel.epochs);
  // A diverged run has no interval, but it is no open question either.
  const bool full_finite =
      std::none_of(panel.full_loss.begin(), panel.full_loss.end(),
                   [](double loss) { return std::isinf(loss); });
  if (panel.divergence.diverged > 0 && full_finite) {
    judgement.outcome = Outcome::kNotReproduced;
    judgement.reason =
        fmt::format("{} of {} low-precision runs diverged, no 32-bit run did",
                    panel.divergence.diverged, panel.divergence.runs);
  }
  apply(judgement, verdict);
  return verdict;
}

Verdict comparable_rate(const PanelResult& panel) {
  Verdict verdict = verdict_on(
      panel.problem, "C2", "Double sampling converges at a comparable rate.",
      "section 2.2, 5.1, Fig 8",
      fmt::format("epochs to within 1 % of the final 32-bit loss, over "
                  "those of 32 bits, {} bits",
                  panel.bits));
  verdict.ours = panel.epoch_ratio();
  // The paper's own curves say what it calls comparable; at least a factor 2.
  double allowed = 2;
  if (const auto paper = paper_curves(panel.problem)) {
    verdict.paper = paper->epoch_ratio();
    allowed = std::max(allowed, 1.5 * paper->epoch_ratio());
  }
  Judgement judgement = judge_below(verdict.ours, allowed);
  if (panel.never > 0) {
    judgement.reason += fmt::format(
        "; {} of {} runs never came within 1 % and count as {} epochs",
        panel.never, panel.low_epochs.size(), panel.epochs + 1);
  }
  judgement.tolerance +=
      " (the larger of 2 and 1.5 times the ratio of the paper's own curves)";
  apply(judgement, verdict);
  return verdict;
}

// For the two real sets, whose optimum is known: is 32-bit SGD the paper's?
Verdict paper_level(const PanelResult& panel, double paper) {
  Verdict verdict =
      verdict_on(panel.problem, "C2", "32-bit SGD ends where the paper's does.",
                 "Fig 8", "final 32-bit half-MSE");
  verdict.ours = interval(panel.full_loss);
  verdict.paper = paper;
  apply(judge_within(verdict.ours, paper, 0.03 * paper), verdict);
  return verdict;
}

ProblemSpec all_swept(const SweepResult& sweep) {
  std::vector<ProblemSpec> problems;
  for (const SweepResult::Set& set : sweep.sets) {
    problems.push_back(set.problem);
  }
  return joined(problems);
}

// Runs for which no bits sufficed would be missing in the slope.
void apply_uncensored(Judgement judgement, const SweepResult& sweep,
                      Verdict& verdict) {
  if (sweep.censored > 0) {
    judgement.outcome = Outcome::kInconclusive;
    judgement.reason += fmt::format(
        "; but for {} runs none of the bits sufficed", sweep.censored);
  }
  apply(judgement, verdict);
}

Verdict more_features_more_bits(const SweepResult& sweep) {
  Verdict verdict = verdict_on(
      all_swept(sweep), "C19", "More features need more bits.",
      "section 5.2, supplement J.1",
      "slope of the fewest bits that suffice against log2(features)");
  verdict.ours = sweep.slope.slope;
  // Fig 8: 3, 4 and 6 bits at 10, 100 and 1000 features.
  verdict.paper =
      fit_line(std::vector<double>{std::log2(10.0), std::log2(100.0),
                                   std::log2(1000.0)},
               std::vector<double>{3, 4, 6})
          .slope.mean;
  apply_uncensored(judge_above(verdict.ours, 0), sweep, verdict);
  return verdict;
}

Verdict half_a_bit_a_doubling(const SweepResult& sweep) {
  Verdict verdict = verdict_on(
      all_swept(sweep), "C3",
      "The extra variance is negligible once n / s^2 is: bits grow as "
      "log2(n) / 2.",
      "section 2.3, supplement B.2",
      "slope of the fewest bits that suffice against log2(features)");
  verdict.ours = sweep.slope.slope;
  verdict.paper = 0.5;
  apply_uncensored(judge_within(verdict.ours, 0.5, 0.25), sweep, verdict);
  return verdict;
}

Verdict extra_bits(const CellMaker& cells, const ProblemSpec& problem,
                   const Results& results, int draws) {
  Verdict verdict =
      extra_bits_verdict(results.of(cells.storage(problem)).rows, draws);
  verdict.data = problem.set;
  verdict.data.stands_in_for = problem.stand_in_for;
  return verdict;
}

Verdict lower_variance(const CellMaker& cells, const ProblemSpec& problem,
                       const Results& results) {
  Verdict verdict = verdict_on(
      problem, "C2", "The symmetrised form has a lower variance by a constant.",
      "section 2.2, footnote 2",
      fmt::format("exact variance of the symmetrised form over the plain one, "
                  "{} bits, at the optimum, over samples",
                  cells.bits(problem)));
  const CellResult& moments = results.of(cells.moments(problem));
  if (moments.status == Status::kOk) {
    verdict.ours = moments.values.at("symmetrised_over_plain").estimate();
  }
  std::vector<Judgement> parts = {judge_below(verdict.ours, 1)};
  for (const Record& row : moments.rows) {
    Judgement formula = judge_within(row.at("ratio").estimate(), 1, 0.05);
    formula.tolerance =
        "measured over exact variance of each form " + formula.tolerance;
    formula.reason = method_label(row.text("method")) + ": " + formula.reason;
    parts.push_back(formula);
  }
  apply(judge_all(parts), verdict);
  return verdict;
}

}  // namespace

std::vector<Verdict> make_verdicts(const CellMaker& cells,
                                   const Results& results,
                                   const std::vector<PanelResult>& panels,
                                   const SweepResult& sweep) {
  std::vector<Verdict> verdicts;
  for (const PanelResult& panel : panels) {
    verdicts.push_back(same_solution(panel));
    verdicts.push_back(comparable_rate(panel));
    const auto paper = paper_curves(panel.problem);
    // The paper's YearPredictionMSD ends at two levels (erratum X8), and its
    // synthetic sets are not ours.
    const bool comparable =
        panel.problem.set == "cadata" || panel.problem.set == "cpusmall";
    if (paper && comparable && panel.epochs == paper->full.epochs.back()) {
      verdicts.push_back(paper_level(panel, paper->full.values.back()));
    }
    verdicts.push_back(lower_variance(cells, panel.problem, results));
  }
  verdicts.push_back(more_features_more_bits(sweep));
  verdicts.push_back(half_a_bit_a_doubling(sweep));
  // Codes depend on the bits alone: one set for each number of bits.
  std::set<int> seen;
  for (const ProblemSpec& problem : cells.problems()) {
    if (!seen.insert(cells.bits(problem)).second) continue;
    for (const int draws : {2, 16}) {
      verdicts.push_back(extra_bits(cells, problem, results, draws));
    }
  }
  return verdicts;
}

}  // namespace zipml::double_sampling
