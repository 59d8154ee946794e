#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <iterator>
#include <limits>

#include "core/base/statistics.h"
#include "core/harness/findings/judge.h"
#include "experiments/optimal_levels/analysis.h"
#include "experiments/optimal_levels/instances.h"

namespace zipml::optimal_levels {
namespace {

constexpr const char* kDrawn = "drawn points";

// The largest of a field, or of a quotient.
Estimate largest_of(const Rows& rows, const std::string& name,
                    const std::string& over = "") {
  return Estimate::exact(largest(rows, name, over),
                         static_cast<std::int64_t>(rows.size()));
}

// A quantity over its bound, the largest of all cases.
Judgement judge_bounded(const Estimate& largest, const std::string& cases) {
  return judge_fact(
      largest, largest.mean <= 1, "at most 1 in every case",
      fmt::format("{} {}; largest {:.3g}", largest.n, cases, largest.mean));
}

Verdict against_brute_force(
    const Rows& rows, const std::string& kind, const std::string& statement,
    const std::string& place,
    const std::function<bool(const Record&)>& is_counted) {
  std::int64_t instances = 0, agree = 0;
  double worst = 0;
  for (const Record& row : rows) {
    if (!is_counted(row)) continue;
    instances += row.integer("instances");
    agree += row.integer("agree");
    worst = std::max(worst, row.number("worst"));
  }
  const Estimate share = Estimate::exact(
      static_cast<double>(agree) /
          static_cast<double>(std::max<std::int64_t>(instances, 1)),
      instances);
  return {
      .claim = "C10",
      .kind = kind,
      .statement = statement,
      .where = place,
      .metric =
          "share of small instances in which the levels cost what brute "
          "force finds",
      .paper = 1.0,
      .ours = share,
      .data = kDrawn,
      .judgement = judge_fact(
          share, agree == instances,
          fmt::format("all agree, to a relative {:g} (rounding)", kRounding),
          fmt::format("{} of {} agree; the largest difference is {:.2g}", agree,
                      instances, worst))};
}

Verdict lemma_3(const Rows& rows) {
  const Estimate advantage =
      Estimate::exact(largest(rows, "advantage"), sum(rows, "searches"));
  const std::int64_t reached = sum(rows, "reached");
  Judgement judgement = judge_fact(
      advantage, advantage.mean <= kRounding,
      fmt::format("no search over the reals beats points by more than a "
                  "relative {:g} (rounding), and some find the optimum (else "
                  "they are too weak to tell)",
                  kRounding),
      fmt::format("{} searches, of which {} ended at the optimum; largest "
                  "advantage {:.2g}",
                  advantage.n, reached, advantage.mean));
  if (judgement.outcome == Outcome::kReproduced && reached == 0) {
    judgement = left_open(judgement, "");
  }
  return {
      .claim = "C10",
      .kind = "levels_at_points",
      .statement =
          "Some optimal set of levels stands at points only, ends included.",
      .where = "Lemma 3",
      .metric =
          "largest advantage of levels anywhere in [0, 1], (optimum at points "
          "- found) / optimum",
      .paper = 0.0,
      .ours = advantage,
      .data = kDrawn,
      .judgement = judgement};
}

Verdict linear_between_points(const Rows& rows) {
  const Estimate bend =
      Estimate::exact(largest(rows, "bend"), sum(rows, "moves"));
  return {
      .claim = "C10",
      .kind = "linear_between_points",
      .statement =
          "Moving one level between neighbouring points changes MV as A b + C, "
          "so an end is at least as good (the lemma's proof).",
      .where = "Lemma 3",
      .metric =
          "largest departure of MV from a straight line between two points, "
          "relative",
      .paper = 0.0,
      .ours = bend,
      .data = kDrawn,
      .judgement = judge_fact(
          bend, bend.mean <= kRounding,
          fmt::format("straight to a relative {:g} (rounding)", kRounding),
          fmt::format("{} moves; largest departure {:.2g}, largest gain "
                      "between points {:.2g}",
                      bend.n, bend.mean, largest(rows, "better")))};
}

Verdict theorem_2(const Rows& rows, const std::string& bound,
                  const std::string& statement) {
  // Points are in [0, 1]: no levels have a mean variance above 1/4.
  constexpr double kLargestVariance = 0.25;
  Rows breakable;
  std::copy_if(
      rows.begin(), rows.end(), std::back_inserter(breakable),
      [&](const Record& row) { return row.number(bound) < kLargestVariance; });
  const Estimate worst = largest_of(breakable, "gap", bound);
  Judgement judgement = with_reason(
      judge_bounded(worst, "cases of shape, k, M and repetition"),
      fmt::format("; {} more are left out, whose bound is 1/4 or more: no "
                  "levels on [0, 1] could break it",
                  rows.size() - breakable.size()));
  if (breakable.empty() && !rows.empty()) {
    judgement.outcome = Outcome::kNotTestable;
  }
  return {.claim = "C10",
          .kind = "theorem_2",
          .statement = statement,
          .where = "Theorem 2",
          .metric =
              "largest (MV on M candidates - optimum) / bound, with a = 1 and "
              "the b and c of the very points",
          .ours = worst,
          .data = kDrawn,
          .judgement = std::move(judgement)};
}

Verdict gap_falls(const Rows& rows, const std::string& x,
                  const std::string& statement) {
  const Estimate exponent = t_interval(gap_exponents(rows, x));
  const bool in_m = x == "candidates";
  return {.claim = "C10",
          .kind = in_m ? "gap_falls_with_m" : "gap_falls_with_k",
          .statement = statement,
          .where = "Theorem 2, section 3.2",
          .metric = fmt::format("exponent p of the gap ~ {}^p, mean over "
                                "shapes and sizes, a value a repetition",
                                in_m ? "M" : "k"),
          .paper = -1.0,
          .ours = exponent,
          .data = kDrawn,
          .judgement = judge_below(exponent, -1)};
}

Verdict theorem_9(const Rows& rows) {
  const Estimate worst = largest_of(rows, "greedy_ratio", "bound");
  return {.claim = "C10",
          .kind = "theorem_9",
          .statement = "ADAQUANT's MV is at most (1 + 1/gamma) OPT_k.",
          .where = "Theorem 9",
          .metric = "largest MV / ((1 + 1/gamma) OPT_k)",
          .ours = worst,
          .data = kDrawn,
          .judgement = judge_bounded(
              worst, "cases of shape, N, k, gamma and repetition")};
}

Verdict interval_count(const Rows& rows, const std::string& limit,
                       const std::string& statement) {
  const Estimate worst = largest_of(rows, "used", limit);
  return {.claim = "C10",
          .kind = "interval_count",
          .statement = statement,
          .where = "Algorithm 1, Theorem 9",
          .metric = "largest intervals / limit, delta = 0",
          .ours = worst,
          .data = kDrawn,
          .judgement = judge_bounded(worst, "cases")};
}

// Work over N log2 N that does not grow: exponent 0 or below. A fifth of the
// way to the next that one would think of, N^1.5, is left for what N log N
// hides.
Verdict theorem_8(const Rows& rows) {
  const Estimate exponent = t_interval(work_exponents(rows));
  Judgement judgement = judge_below(exponent, 0.1);
  judgement.tolerance += " (a fifth of the way to N^1.5)";
  if (exponent.n > 0) {
    double least = std::numeric_limits<double>::infinity(), most = 0;
    for (const Record& row : rows) {
      least = std::min(least, row.number("points"));
      most = std::max(most, row.number("points"));
    }
    judgement.reason += fmt::format("; N from {} to {}", least, most);
  }
  return {.claim = "C10",
          .kind = "theorem_8",
          .statement = "ADAQUANT takes O(N log N) time.",
          .where = "Theorem 8",
          .metric =
              "exponent p of work / (N log2 N) ~ N^p, the work counted (pairs "
              "looked at and comparisons that select among them, after the "
              "sort), mean over shapes, k and gamma, a value a repetition",
          .paper = "at most 0",
          .ours = exponent,
          .data = kDrawn,
          .judgement = judgement};
}

Verdict two_approximation(const TaskRows& rows) {
  const Rows at_gamma_one = where(rows.greedy, "gamma", 1.0);
  std::string numbers;
  double most = 0;
  bool all = true;
  // 0: without rows.
  const auto add = [&](const char* what, double ratio, bool counts = true) {
    most = std::max(most, ratio);
    all = all && (ratio > 0 || !counts);
    if (ratio > 0) {
      numbers +=
          fmt::format("{}{} {:.4g}", numbers.empty() ? "" : ", ", what, ratio);
    }
  };
  add("worst drawn", std::max(largest(at_gamma_one, "program_ratio"),
                              largest(rows.adversary, "start_ratio")));
  add("found by hill climbing", largest(rows.adversary, "ratio"));
  add("of these with distinct points",
      largest(where(rows.adversary, "multiplicity", 1.0), "ratio"), false);
  add("of the constructed family", largest(rows.constructed, "ratio"));
  add("of these with distinct points",
      largest(where(rows.constructed, "distinct", true), "ratio"), false);
  const Estimate worst = Estimate::exact(
      most, sum(rows.adversary, "instances") +
                static_cast<std::int64_t>(at_gamma_one.size() +
                                          rows.constructed.size()));
  Judgement judgement = judge_fact(worst, worst.mean <= 2,
                                   "at most 2 in every instance", numbers);
  if (judgement.outcome == Outcome::kReproduced && !all) {
    judgement = left_open(judgement, "; the others were not measured");
  }
  return {.claim = "C10",
          .kind = "two_approximation",
          .statement =
              "The dynamic program on ADAQUANT's 4k levels is a general "
              "2-approximation with k intervals.",
          .where = "section 3, supplement I (no proof given)",
          .metric = "worst MV of the program over OPT_k",
          .paper = 2.0,
          .ours = worst,
          .data = "drawn, searched and constructed points",
          .judgement = judgement};
}

Verdict no_constant(const Rows& rows) {
  std::vector<double> x, y;
  for (const Record& row : where(rows, "distinct", true)) {
    x.push_back(row.number("width"));
    y.push_back(row.number("excess"));
  }
  const Estimate exponent = fit_power_law(x, y).slope;
  return {.claim = "C10",
          .kind = "no_constant",
          .statement =
              "No constant would do in its place: on a constructed family the "
              "ratio minus 1 grows as 1 / w (ours).",
          .where = "not in the paper",
          .metric = "exponent p of ratio - 1 ~ w^p, distinct points",
          .ours = exponent,
          .data = "constructed points",
          .judgement = judge_within(exponent, -1, 0.1)};
}

Verdict crowding(const FeatureSet& set) {
  std::vector<double> values;
  for (const Record& row : set.features) {
    // Null: the quartiles coincide.
    if (row.at("crowding").is_number()) {
      values.push_back(row.number("crowding"));
    }
  }
  const Estimate mean = t_interval(values);
  return {.claim = "C10",
          .kind = "crowding",
          .statement = "Optimal levels are dense where the values are.",
          .where = "section 3, Fig 3",
          .metric =
              "levels a unit of length between the quartiles over those of the "
              "whole range, mean over features (1 for uniform levels)",
          .ours = mean,
          .data = set.problem.label(),
          .judgement = judge_above(mean, 1)};
}

bool is_program(const Record& row) {
  return row.text("method").starts_with("dynamic_program");
}

}  // namespace

std::vector<Verdict> make_verdicts(const TaskRows& rows) {
  std::vector<Verdict> verdicts = {
      against_brute_force(rows.brute_force, "program_is_exact",
                          "The dynamic program finds optimal levels.",
                          "section 3.1, supplement H", is_program),
      against_brute_force(
          rows.brute_force, "fast_methods_are_exact",
          "So do the faster exact methods, by every way (ours).",
          "not in the paper", std::not_fn(is_program)),
      lemma_3(rows.off_points),
      linear_between_points(rows.off_points),
      theorem_2(rows.discretised, "printed",
                "The best levels on M candidates cost at most a^2 b k / (4 "
                "M^3) + a^2 b c^2 / (M k) more than the optimum (as printed)."),
      theorem_2(rows.discretised, "halved",
                "The same with a^2 b c^2 / (2 M k), the sum behind it (ours)."),
      gap_falls(rows.discretised, "candidates",
                "The gap is O(1/(M k)), read as a rate (more than an upper "
                "bound says): at the same k it falls on average at least as "
                "fast as 1/M."),
      gap_falls(rows.discretised, "intervals",
                "The gap is O(1/(M k)), read as a rate (more than an upper "
                "bound says): at the same M it falls on average at least as "
                "fast as 1/k."),
      theorem_9(rows.greedy),
      interval_count(rows.greedy, "limit",
                     "ADAQUANT ends with at most 2 (1 + gamma) k + delta "
                     "intervals (as printed)."),
      interval_count(rows.greedy, "odd_limit",
                     "ADAQUANT ends with at most 2 ceil((1 + gamma) k) + 1 "
                     "intervals: with an odd number left over, every pair "
                     "stays split (ours)."),
      theorem_8(rows.greedy),
      two_approximation(rows),
      no_constant(rows.constructed)};
  for (const FeatureSet& set : rows.sets) verdicts.push_back(crowding(set));
  return verdicts;
}

}  // namespace zipml::optimal_levels
