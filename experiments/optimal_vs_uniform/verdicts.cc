#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/harness/findings/judge.h"
#include "experiments/optimal_vs_uniform/analysis.h"

namespace zipml::optimal_vs_uniform {
namespace {

constexpr const char* kFigure10 = "section 5.2, Fig 10";

// Sets whose verdicts are joined into one.
template <typename Result>
ProblemSpec all_of(const std::vector<Result>& results) {
  std::vector<ProblemSpec> problems;
  for (const Result& result : results) problems.push_back(result.problem);
  return joined(problems);
}

// "Up to" is a claim about the best of several cases.
struct Best {
  Estimate value = {};  // its interval holds for all cases at once (Bonferroni)
  std::string name = {};  // of the case; empty: nothing was measured
  std::size_t cases = 0;
};

struct Case {
  std::string name;
  std::vector<double> values;  // by repetition
};

using IntervalOf = Estimate (*)(const std::vector<double>&, double);

Best best_of(const std::vector<Case>& cases, IntervalOf interval_of) {
  Best best{.cases = cases.size()};
  for (const Case& own : cases) {
    const Estimate value =
        interval_of(own.values, 1 - 0.05 / static_cast<double>(cases.size()));
    if (value.n == 0 || (!best.name.empty() && value.mean <= best.value.mean)) {
      continue;
    }
    best.value = value;
    best.name = own.name;
  }
  return best;
}

void apply_best(Judgement judgement, const Best& best, Verdict& verdict) {
  verdict.ours = best.value;
  judgement.tolerance += fmt::format(
      " (of the largest of {} cases, all covered at once by Bonferroni)",
      best.cases);
  if (!best.name.empty()) judgement.reason += "; largest: " + best.name;
  apply(judgement, verdict);
}

Verdict faster(const PanelResult& panel) {
  Verdict verdict = verdict_on(
      panel.problem, "C9", "Optimal levels converge faster at equal bits.",
      kFigure10,
      fmt::format("epochs to equal loss, uniform over optimal, {} bits "
                  "(geometric mean over the losses of table equal_loss)",
                  panel.bits));
  verdict.ours = geometric_interval(panel.faster);
  if (std::isfinite(panel.paper_faster)) verdict.paper = panel.paper_faster;
  apply(judge_above(verdict.ours, 1), verdict);
  return verdict;
}

// Every set and loss that could be the "up to".
std::vector<Case> speed_cases(const std::vector<PanelResult>& panels,
                              bool only_as_plotted) {
  std::vector<Case> cases;
  for (const PanelResult& panel : panels) {
    for (const Checkpoint& checkpoint : panel.checkpoints) {
      if (only_as_plotted && !std::isfinite(checkpoint.paper)) continue;
      cases.push_back({fmt::format("{}, the loss of epoch {}",
                                   panel.problem.title(), checkpoint.epoch),
                       checkpoint.ratios});
    }
  }
  return cases;
}

Verdict up_to_four_times(const std::vector<PanelResult>& panels) {
  Verdict verdict = verdict_on(
      all_of(panels), "C9", "Optimal levels converge up to 4 times faster.",
      "section 5.2 (text)",
      "largest ratio of epochs to equal loss, uniform over optimal, over sets "
      "and losses");
  verdict.paper = 4.0;
  const Best best = best_of(speed_cases(panels, false), geometric_interval);
  Judgement judgement = judge_above(best.value, 3.5);
  judgement.tolerance += ", what rounds to 4 or more";
  apply_best(std::move(judgement), best, verdict);
  return verdict;
}

Verdict about_three_as_plotted(const std::vector<PanelResult>& panels) {
  std::vector<PanelResult> plotted = panels;
  std::erase_if(plotted, [](const PanelResult& panel) {
    return !std::isfinite(panel.paper_faster);
  });
  Verdict verdict = verdict_on(
      all_of(plotted.empty() ? panels : plotted), "C9",
      "Optimal levels converge up to about 3 times faster, as Fig 10 plots it.",
      kFigure10,
      "largest ratio of epochs to equal loss, uniform over optimal, over the "
      "paper's sets and losses");
  double largest = 0;
  for (const PanelResult& panel : plotted) {
    for (const Checkpoint& checkpoint : panel.checkpoints) {
      if (std::isfinite(checkpoint.paper)) {
        largest = std::max(largest, checkpoint.paper);
      }
    }
  }
  if (largest > 0) verdict.paper = largest;
  const Best best = best_of(speed_cases(plotted, true), geometric_interval);
  apply_best(judge_within(best.value, 3, 1), best, verdict);
  return verdict;
}

Verdict more_stable(const PanelResult& panel) {
  Verdict verdict = verdict_on(
      panel.problem, "C9", "With optimal levels the curve is more stable.",
      kFigure10,
      fmt::format("largest rise of an epoch after the tenth over the lowest "
                  "loss before it, uniform minus optimal, {} bits",
                  panel.bits));
  verdict.ours = t_interval(pairwise(panel.uniform_rise, panel.optimal_rise,
                                     [](double a, double b) { return a - b; }));
  apply(judge_above(verdict.ours, 0), verdict);
  return verdict;
}

// Runs for which no bits of optimal levels sufficed are missing in the ratio.
void leave_open_if_censored(const SweepResult& set, Judgement& judgement) {
  if (set.no_optimal == 0) return;
  judgement.outcome = Outcome::kInconclusive;
  judgement.reason += fmt::format(
      "; but in {} runs no number of bits sufficed with optimal levels",
      set.no_optimal);
}

Verdict fewer_bits(const SweepResult& set) {
  Verdict verdict =
      verdict_on(set.problem, "C8", "Optimal levels need fewer bits.",
                 "abstract, section 5.2",
                 "fewest bits for a smooth curve, uniform over optimal");
  verdict.ours = interval(set.ratios);
  Judgement judgement = judge_above(verdict.ours, 1);
  judgement.reason +=
      fmt::format("; 32-bit curve smooth in {} of {} runs, the others are out",
                  set.full_smooth, set.ratios.size());
  if (set.no_uniform > 0) {
    judgement.reason += fmt::format(
        "; in {} runs no number of bits sufficed with uniform levels, so the "
        "ratio is a lower bound",
        set.no_uniform);
  }
  leave_open_if_censored(set, judgement);
  apply(judgement, verdict);
  return verdict;
}

Verdict up_to_five_thirds(const std::vector<SweepResult>& sweep) {
  Verdict verdict =
      verdict_on(all_of(sweep), "C8",
                 "Optimal levels save up to 1.7 times the bits (5 -> 3).",
                 "abstract, sections 1.1 (1.6 times), 5.2",
                 "largest ratio over sets of the fewest bits for a smooth "
                 "curve, uniform over optimal");
  verdict.paper = 5.0 / 3;
  std::vector<Case> cases;
  for (const SweepResult& set : sweep) {
    cases.push_back({set.problem.title(), set.ratios});
  }
  const Best best =
      best_of(cases, [](const std::vector<double>& ratios, double confidence) {
        return t_interval(present(ratios), confidence);
      });
  Judgement judgement = judge_above(best.value, 1.55);
  judgement.tolerance += ", what rounds to the 1.6 of section 1.1 or more";
  for (const SweepResult& set : sweep) {
    if (set.problem.title() != best.name) continue;
    leave_open_if_censored(set, judgement);
  }
  apply_best(std::move(judgement), best, verdict);
  return verdict;
}

Verdict few_bits_as_many(const CellMaker& cells, const Figure7aResult& set) {
  Verdict verdict = verdict_on(
      set.problem, "C8",
      fmt::format("Optimal levels of {} bits are as good as uniform ones of "
                  "{}, and uniform ones of {} are not.",
                  cells.optimal_bits(), cells.uniform_bits(),
                  cells.optimal_bits()),
      "section 5.2, Fig 7a",
      fmt::format("mean over epochs of the loss above the 32-bit one, optimal "
                  "{}-bit minus uniform {}-bit",
                  cells.optimal_bits(), cells.uniform_bits()));
  const auto above = [&](const std::vector<double>& gaps) {
    return t_interval(pairwise(gaps, set.many_uniform,
                               [](double a, double b) { return a - b; }));
  };
  verdict.ours = above(set.optimal);
  Judgement as_good = judge_below(verdict.ours, kClose);
  Judgement not_as_good = judge_above(above(set.few_uniform), kClose);
  not_as_good.tolerance =
      "uniform levels of fewer bits " + not_as_good.tolerance;
  not_as_good.reason = "uniform levels of fewer bits: " + not_as_good.reason;
  apply(judge_all({as_good, not_as_good}), verdict);
  return verdict;
}

// The claim's own set, where it is not to be had.
Verdict without_figure_7a() {
  ProblemSpec problem;
  problem.set = kFigure7aData;
  Verdict verdict = verdict_on(
      problem, "C8", "Optimal levels save 1.7 times the bits (5 -> 3).",
      "section 5.2, Fig 7a",
      "fewest bits for a smooth curve, uniform over optimal");
  verdict.paper = 5.0 / 3;
  apply({Outcome::kNotTestable, "the set is among those of this run",
         fmt::format("{} is not here; `zipml data get {}` fetches it",
                     kFigure7aData, kFigure7aData)},
        verdict);
  return verdict;
}

}  // namespace

std::vector<Verdict> make_verdicts(
    const CellMaker& cells, const std::vector<PanelResult>& panels,
    const std::vector<SweepResult>& sweep,
    const std::vector<Figure7aResult>& figure_7a) {
  std::vector<Verdict> verdicts;
  if (!sweep.empty()) verdicts.push_back(up_to_five_thirds(sweep));
  for (const SweepResult& set : sweep) verdicts.push_back(fewer_bits(set));
  bool has_own_set = false;
  for (const Figure7aResult& set : figure_7a) {
    verdicts.push_back(few_bits_as_many(cells, set));
    has_own_set |= set.problem.set == kFigure7aData;
  }
  if (!has_own_set) verdicts.push_back(without_figure_7a());
  verdicts.push_back(up_to_four_times(panels));
  verdicts.push_back(about_three_as_plotted(panels));
  for (const PanelResult& panel : panels) {
    verdicts.push_back(faster(panel));
    verdicts.push_back(more_stable(panel));
  }
  return verdicts;
}

}  // namespace zipml::optimal_vs_uniform
