#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "core/harness/findings/judge.h"
#include "experiments/optimal_vs_uniform/analysis.h"

namespace zipml::optimal_vs_uniform {
namespace {

constexpr const char* kFigure10 = "section 5.2, Fig 10";

// Sets whose verdicts are joined into one: a stand-in is another set.
template <typename Measured>
std::vector<Measured> real_sets(std::vector<Measured> sets) {
  std::erase_if(sets, [](const Measured& set) {
    return !set.problem.stand_in_for.empty();
  });
  return sets;
}

template <typename Measured>
DataLabel data_of_all(const std::vector<Measured>& sets) {
  std::vector<ProblemSpec> problems;
  for (const Measured& set : sets) problems.push_back(set.problem);
  return data_of(problems);
}

// "Up to" is a claim about the best of several cases.
struct Best {
  Estimate value = {};  // its interval holds for all cases at once (Bonferroni)
  std::string name = {};  // of the case; empty: nothing was measured
  std::size_t cases = 0;
  int bounded = 0;  // of the case
};

struct Case {
  std::string name = {};
  std::vector<double> values = {};  // by repetition
  // Repetitions whose value is an upper bound only.
  int bounded = 0;
};

using IntervalOf = Estimate (*)(const std::vector<double>&, double);

Best best_of(const std::vector<Case>& cases, IntervalOf interval_of) {
  Best best{.cases = cases.size()};
  for (const Case& candidate : cases) {
    const Estimate value = interval_of(
        candidate.values, 1 - 0.05 / static_cast<double>(cases.size()));
    if (value.n == 0 || (!best.name.empty() && value.mean <= best.value.mean)) {
      continue;
    }
    best.value = value;
    best.name = candidate.name;
    best.bounded = candidate.bounded;
  }
  return best;
}

// `judgement` on the best's value, by a rule with more words.
Judgement of_best(Judgement judgement, const Best& best,
                  const std::string& more_of_rule = "") {
  judgement.tolerance += fmt::format(
      "{} (of the largest of {} cases, all covered at once by Bonferroni)",
      more_of_rule, best.cases);
  if (!best.name.empty()) judgement.reason += "; largest: " + best.name;
  return judgement;
}

// Optimal levels that never came to the loss have an upper bound of the ratio:
// it can refute that they are faster, but not confirm it.
Judgement open_if_bounded(Judgement judgement, int never) {
  if (never == 0 || judgement.outcome == Outcome::kNotReproduced) {
    return judgement;
  }
  return left_open(std::move(judgement),
                   fmt::format("; but in {} repetitions optimal levels never "
                               "reached the loss",
                               never));
}

Verdict faster(const SetRuns& set) {
  const Estimate ours = geometric_interval(set.faster());
  int never = 0;
  for (const Checkpoint& checkpoint : set.checkpoints) {
    never = std::max(never, checkpoint.never);
  }
  return {.claim = "C9",
          .kind = "faster",
          .statement = "Optimal levels converge faster at equal bits.",
          .where = kFigure10,
          .metric = fmt::format(
              "epochs to equal loss, uniform over optimal, {} bits (geometric "
              "mean over the losses of table equal_loss)",
              set.bits),
          .paper = known(set.paper_faster()),
          .ours = ours,
          .data = set.problem.label(),
          .judgement = open_if_bounded(judge_above(ours, 1), never)};
}

// Every set and loss that could be the "up to".
std::vector<Case> speed_cases(const std::vector<SetRuns>& sets,
                              bool only_as_plotted) {
  std::vector<Case> cases;
  for (const SetRuns& set : sets) {
    for (const Checkpoint& checkpoint : set.checkpoints) {
      if (only_as_plotted && !std::isfinite(checkpoint.paper)) continue;
      cases.push_back({fmt::format("{}, the loss of epoch {}",
                                   set.problem.title(), checkpoint.epoch),
                       checkpoint.ratios, checkpoint.never});
    }
  }
  return cases;
}

Verdict up_to_four_times(const std::vector<SetRuns>& all) {
  const std::vector<SetRuns> sets = real_sets(all);
  const Best best = best_of(speed_cases(sets, false), geometric_interval);
  return {.claim = "C9",
          .kind = "up_to_four_times",
          .statement = "Optimal levels converge up to 4 times faster.",
          .where = "section 5.2 (text)",
          .metric =
              "largest ratio of epochs to equal loss, uniform over optimal, "
              "over sets and losses",
          .paper = 4.0,
          .ours = best.value,
          .data = data_of_all(sets.empty() ? all : sets),
          .judgement = of_best(
              open_if_bounded(judge_above(best.value, 3.5), best.bounded), best,
              ", what rounds to 4 or more")};
}

// The largest ratio of the paper's own curves; nothing without curves.
Value largest_as_plotted(const std::vector<SetRuns>& sets) {
  double largest = 0;
  for (const SetRuns& set : sets) {
    for (const Checkpoint& checkpoint : set.checkpoints) {
      if (std::isfinite(checkpoint.paper)) {
        largest = std::max(largest, checkpoint.paper);
      }
    }
  }
  return largest > 0 ? Value(largest) : Value();
}

Verdict about_three_as_plotted(const std::vector<SetRuns>& sets) {
  std::vector<SetRuns> plotted = sets;
  std::erase_if(plotted, [](const SetRuns& set) {
    return !std::isfinite(set.paper_faster());
  });
  const Best best = best_of(speed_cases(plotted, true), geometric_interval);
  return {
      .claim = "C9",
      .kind = "three_times_as_plotted",
      .statement =
          "Optimal levels converge up to about 3 times faster, as Fig 10 "
          "plots it.",
      .where = kFigure10,
      .metric =
          "largest ratio of epochs to equal loss, uniform over optimal, "
          "over the paper's sets and losses",
      .paper = largest_as_plotted(plotted),
      .ours = best.value,
      .data = data_of_all(plotted.empty() ? sets : plotted),
      .judgement = of_best(
          open_if_bounded(judge_within(best.value, 3, 1), best.bounded), best)};
}

// The rule looks at the epochs after the tenth. A side that diverged alone is
// the less stable one, whatever the other's rises.
Judgement judge_stable(const Estimate& less_rise, const SetRuns& set) {
  Judgement judgement = judge_above(less_rise, 0);
  const int uniform = set.own_uniform().divergence().diverged;
  const int optimal = set.own_optimal().divergence().diverged;
  if ((uniform > 0) != (optimal > 0)) {
    return judge_fact(
        uniform > 0, std::move(judgement.tolerance),
        fmt::format("{} of {} runs diverged with uniform levels, {} with "
                    "optimal ones",
                    uniform, set.own_uniform().size(), optimal));
  }
  if (set.epochs < kFewestSmoothEpochs) {
    judgement.outcome = Outcome::kNotTestable;
    judgement.reason = fmt::format("{} epochs, the rule needs {}", set.epochs,
                                   kFewestSmoothEpochs);
  }
  return judgement;
}

Verdict more_stable(const SetRuns& set) {
  const Estimate ours = t_interval(pairwise(largest_rises(set.own_uniform()),
                                            largest_rises(set.own_optimal()),
                                            std::minus<double>()));
  return {.claim = "C9",
          .kind = "more_stable",
          .statement = "With optimal levels the curve is more stable.",
          .where = kFigure10,
          .metric = fmt::format(
              "largest rise of an epoch after the tenth over the lowest loss "
              "before it, uniform minus optimal, {} bits",
              set.bits),
          .ours = std::isfinite(ours.mean) ? ours : Estimate(),
          .data = set.problem.label(),
          .judgement = judge_stable(ours, set)};
}

// Runs for which no bits of optimal levels sufficed are missing in the ratio.
Judgement open_if_censored(Judgement judgement, const SweptSet& set) {
  const int none = set.optimal.none();
  if (none == 0) return judgement;
  return left_open(
      std::move(judgement),
      fmt::format("; but in {} runs no number of bits sufficed with optimal "
                  "levels",
                  none));
}

Judgement judge_fewer_bits(const SweptSet& set, const Estimate& ratio) {
  Judgement judgement = judge_above(ratio, 1);
  if (set.epochs < kFewestSmoothEpochs) {
    judgement.outcome = Outcome::kNotTestable;
    judgement.reason =
        fmt::format("{} epochs, the rule for a smooth curve needs {}",
                    set.epochs, kFewestSmoothEpochs);
    return judgement;
  }
  judgement.reason +=
      fmt::format("; 32-bit curve smooth in {} of {} runs, the others are out",
                  smooth_runs(set.full, set.full), set.full.size());
  if (const int none = set.uniform.none(); none > 0) {
    judgement.reason += fmt::format(
        "; in {} runs no number of bits sufficed with uniform levels, so the "
        "ratio is a lower bound",
        none);
  }
  return open_if_censored(std::move(judgement), set);
}

Verdict fewer_bits(const SweptSet& set) {
  const Estimate ratio = interval(set.ratios);
  return {.claim = "C8",
          .kind = "fewer_bits",
          .statement = "Optimal levels need fewer bits.",
          .where = "abstract, section 5.2",
          .metric = "fewest bits for a smooth curve, uniform over optimal",
          .ours = ratio,
          .data = set.problem.label(),
          .judgement = judge_fewer_bits(set, ratio)};
}

Judgement judge_five_thirds(const std::vector<SweptSet>& sweep,
                            const Best& best) {
  Judgement judgement = judge_above(best.value, 1.55);
  if (std::none_of(sweep.begin(), sweep.end(), [](const SweptSet& set) {
        return set.epochs >= kFewestSmoothEpochs;
      })) {
    judgement.outcome = Outcome::kNotTestable;
    judgement.reason = fmt::format(
        "no real set has the {} epochs that the rule for a smooth curve needs",
        kFewestSmoothEpochs);
    return judgement;
  }
  for (const SweptSet& set : sweep) {
    if (set.problem.title() == best.name) {
      judgement = open_if_censored(std::move(judgement), set);
    }
  }
  return of_best(std::move(judgement), best,
                 ", what rounds to the 1.6 of section 1.1 or more");
}

Verdict up_to_five_thirds(const std::vector<SweptSet>& all) {
  const std::vector<SweptSet> sweep = real_sets(all);
  std::vector<Case> cases;
  for (const SweptSet& set : sweep) {
    cases.push_back({set.problem.title(), set.ratios});
  }
  const Best best =
      best_of(cases, [](const std::vector<double>& ratios, double confidence) {
        return t_interval(present(ratios), confidence);
      });
  return {.claim = "C8",
          .kind = "up_to_five_thirds",
          .statement = "Optimal levels save up to 1.7 times the bits (5 -> 3).",
          .where = "abstract, sections 1.1 (1.6 times), 5.2",
          .metric =
              "largest ratio over sets of the fewest bits for a smooth curve, "
              "uniform over optimal",
          .paper = 5.0 / 3,
          .ours = best.value,
          .data = data_of_all(sweep.empty() ? all : sweep),
          .judgement = judge_five_thirds(sweep, best)};
}

Verdict few_bits_as_many(const Figure7aSet& set, int few, int many) {
  const Estimate ours = set.above_many_uniform(set.optimal);
  const Judgement not_as_good =
      about("uniform levels of fewer bits",
            judge_above(set.above_many_uniform(set.few_uniform), kClose));
  return {
      .claim = "C8",
      .kind = "few_bits_as_many",
      .statement = fmt::format(
          "Optimal levels of {} bits are as good as uniform ones of {}, "
          "and uniform ones of {} are not.",
          few, many, few),
      .where = "section 5.2, Fig 7a",
      .metric = fmt::format(
          "mean over epochs of the loss above the 32-bit one, optimal "
          "{}-bit minus uniform {}-bit",
          few, many),
      .ours = ours,
      .data = set.problem.label(),
      .judgement = judge_all(
          {about("optimal levels", judge_below(ours, kClose)), not_as_good})};
}

// The claim's own set, where it is not to be had.
Verdict without_figure_7a() {
  return {.claim = "C8",
          .kind = "few_bits_as_many",
          .statement = "Optimal levels save 1.7 times the bits (5 -> 3).",
          .where = "section 5.2, Fig 7a",
          .metric = "fewest bits for a smooth curve, uniform over optimal",
          .paper = 5.0 / 3,
          .data = kFigure7aData,
          .judgement = {.outcome = Outcome::kNotTestable,
                        .tolerance = "the set is among those of this run",
                        .reason = fmt::format(
                            "{} is not here; `zipml data get {}` fetches it",
                            kFigure7aData, kFigure7aData)}};
}

}  // namespace

std::vector<Verdict> make_verdicts(const Measurements& measured) {
  const auto& [few, many, figure_7a_sets] = measured.figure_7a;
  std::vector<Verdict> verdicts;
  if (!measured.sweep.empty()) {
    verdicts.push_back(up_to_five_thirds(measured.sweep));
  }
  for (const SweptSet& set : measured.sweep) {
    verdicts.push_back(fewer_bits(set));
  }
  // The paper says so of one set; of the others the table tells.
  bool has_papers_set = false;
  for (const Figure7aSet& set : figure_7a_sets) {
    if (set.problem.set != kFigure7aData) continue;
    verdicts.push_back(few_bits_as_many(set, few, many));
    has_papers_set = true;
  }
  if (!has_papers_set) verdicts.push_back(without_figure_7a());
  verdicts.push_back(up_to_four_times(measured.sets));
  verdicts.push_back(about_three_as_plotted(measured.sets));
  for (const SetRuns& set : measured.sets) {
    verdicts.push_back(faster(set));
    verdicts.push_back(more_stable(set));
  }
  return verdicts;
}

}  // namespace zipml::optimal_vs_uniform
