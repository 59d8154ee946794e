#include <fmt/format.h>

#include <cmath>

#include "core/harness/findings/judge.h"
#include "experiments/naive_bias/analysis.h"
#include "experiments/paper/curves.h"

namespace zipml::naive_bias {
namespace {

// The final loss of a series of the paper's inset, over its 32-bit loss.
double paper_gap(const std::string& series) {
  return paper_curve("2.2", series).values.back() /
             paper_curve("2.2", "32-bit").values.back() -
         1;
}

Verdict biased(const SetRuns& set, int bits) {
  const Estimate above =
      set.relative_difference("naive", "double_sampling", bits);
  return {.claim = "C1",
          .statement =
              "Naive stochastic quantization of samples is biased: "
              "SGD goes to another solution, and double sampling does "
              "not.",
          .where = "section 2.2",
          .metric = fmt::format("final loss of naive stochastic rounding minus "
                                "double sampling, over the 32-bit one, {} bits",
                                bits),
          .paper = paper_gap("naive stochastic") - paper_gap("double sampling"),
          .ours = above,
          .data = set.problem.label(),
          .judgement =
              judge_all({judge_above(interval(set.excess("naive", bits)), 0),
                         judge_above(set.relative_gap("naive", bits), 0),
                         judge_above(above, 0)})};
}

Verdict diverges(const SetRuns& set) {
  const Divergence naive = set.naive_divergence();
  const Estimate share = binomial_interval(naive.diverged, naive.runs);
  return {.claim = "C1",
          .statement =
              "As x is large and gradients are small, the naive "
              "iteration \"will simply diverge\" (the paper's words).",
          .where = "section 2.2",
          .metric =
              "share of naive runs that diverged: every number of bits, "
              "from zero and from the exact optimum",
          .paper = 1.0,
          .ours = share,
          .data = set.problem.label(),
          .judgement = with_reason(judge_above(share, 0.5),
                                   fmt::format("; {} of {} runs diverged",
                                               naive.diverged, naive.runs))};
}

Judgement judge_gap(const SetRuns& set, const Estimate& ours, double paper) {
  std::string others;
  for (const auto& [bits, runs] : set.low.at("naive")) {
    others += fmt::format("{}{} bits {:.3g} %", others.empty() ? "" : ", ",
                          bits, 100 * set.relative_gap("naive", bits).mean);
  }
  const bool inside = ours.low > paper / 2 && ours.high < paper * 2;
  const bool outside = ours.high < paper / 2 || ours.low > paper * 2;
  return {.outcome = inside    ? Outcome::kReproduced
                     : outside ? Outcome::kNotTestable
                               : Outcome::kInconclusive,
          .tolerance =
              "within a factor of 2 of the paper's; the inset names "
              "neither data nor bits, so a miss is not testable",
          .reason = fmt::format("ours by bits: {}; the paper's {:.3g} %",
                                others, 100 * paper)};
}

Verdict gap(const SetRuns& set, int bits) {
  const double paper = paper_gap("naive stochastic");
  const Estimate ours = set.relative_gap("naive", bits);
  return {.claim = "C1",
          .statement =
              "Naive stochastic rounding ends 7 % above 32 bits (the "
              "inset).",
          .where = "section 2.2",
          .metric = fmt::format("final loss of naive stochastic rounding over "
                                "the 32-bit one, minus 1, {} bits",
                                bits),
          .paper = paper,
          .ours = ours,
          .data = set.problem.label(),
          .judgement = judge_gap(set, ours, paper)};
}

Verdict nearest_is_worse(const SetRuns& set, int bits) {
  const Estimate above = set.relative_difference("nearest", "naive", bits);
  return {.claim = "C1",
          .statement =
              "Rounding to nearest ends above naive stochastic "
              "rounding (the inset).",
          .where = "section 2.2",
          .metric = fmt::format("final loss of nearest rounding minus naive "
                                "stochastic, over the 32-bit one, {} bits",
                                bits),
          .paper = paper_gap("deterministic rounding") -
                   paper_gap("naive stochastic"),
          .ours = above,
          .data = set.problem.label(),
          .judgement = judge_above(above, 0)};
}

Verdict bias_formula(const SetRuns& set) {
  std::vector<double> squares;
  Scores scores;
  double without_bias = 0;
  for (const auto& [bits, runs] : set.monte_carlo) {
    if (!set.has_monte_carlo(bits)) continue;
    const CellResult& result = runs.front();
    for (const double square : column(result.rows, "mean_square")) {
      squares.push_back(square);
    }
    scores.merge(
        {result.values.number("largest"), result.values.integer("count")});
    without_bias =
        std::max(without_bias, result.values.number("largest_without"));
  }
  return {.claim = "C1",
          .statement =
              "E[g] of the naive estimator is the full gradient plus D_a x.",
          .where = "section 2.2, supplement B.1",
          .metric =
              "mean z^2 of E[g] - full gradient - D_a x over samples and "
              "bits (1 if it holds); largest |z| against its threshold",
          .paper = 1.0,
          .ours = t_interval(squares),
          .data = set.problem.label(),
          .judgement =
              judge_scores(scores, without_bias, "against no bias at all")};
}

// At the fewest bits: there the bias outweighs what training has not reached.
Verdict ridge(const SetRuns& set) {
  const int bits = set.low.at("naive").begin()->first;
  const double oracle = set.ridge_excess(bits).value_or(std::nan(""));
  std::vector<double> ratios = set.excess("naive", bits);
  for (double& ratio : ratios) ratio /= oracle;
  const Estimate ours = interval(ratios);
  return {.claim = "C1",
          .statement =
              "Where naive SGD with fresh draws goes is ridge "
              "regression (ours, in place of \"will diverge\").",
          .where = "not in the paper",
          .metric = fmt::format("final excess of naive SGD over the excess of "
                                "(S + Dbar)^-1 c, {} bits",
                                bits),
          .ours = ours,
          .data = set.problem.label(),
          .judgement = judge_within(ours, 1, 0.1)};
}

}  // namespace

std::vector<Verdict> make_verdicts(const std::vector<SetRuns>& sets,
                                   int figure_bits) {
  std::vector<Verdict> verdicts;
  for (const SetRuns& set : sets) {
    for (Verdict& verdict : std::vector<Verdict>{
             biased(set, figure_bits), diverges(set), gap(set, figure_bits),
             nearest_is_worse(set, figure_bits), bias_formula(set),
             ridge(set)}) {
      verdicts.push_back(std::move(verdict));
    }
  }
  return verdicts;
}

}  // namespace zipml::naive_bias
