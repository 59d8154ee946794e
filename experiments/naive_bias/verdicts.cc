#include <fmt/format.h>

#include <algorithm>
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

// A run that failed has no interval, but it did go elsewhere.
Judgement elsewhere_if_failed(Judgement judgement, const SetRuns& set,
                              int bits) {
  const Failures naive = count_failures(set.low.at("naive").at(bits), set.full);
  const Failures other =
      count_failures(set.low.at("double_sampling").at(bits), set.full);
  if (!naive.refute() || other.failed > 0) return judgement;
  judgement.outcome = Outcome::kReproduced;
  judgement.reason = fmt::format(
      "{} of {} naive runs diverged or ended above {:g} times the 32-bit loss, "
      "no 32-bit or double sampling run did",
      naive.failed, naive.runs, kFailedRatio);
  return judgement;
}

// By how much the losses of two solutions differ at least: the paper's double
// sampling, which goes to the same one, ends 0.04 % above 32 bits.
constexpr double kAnother = 0.001;

Verdict other_solution(const SetRuns& set, int bits) {
  const Estimate above = set.relative_gap("naive", "double_sampling", bits);
  return {
      .claim = "C1",
      .kind = "other_solution",
      .statement =
          "Naive stochastic quantization of samples is biased: SGD goes to "
          "another solution.",
      .where = "section 2.2",
      .metric = fmt::format("final loss of naive stochastic rounding over that "
                            "of double sampling, minus 1, {} bits",
                            bits),
      .paper = (1 + paper_gap("naive stochastic")) /
                   (1 + paper_gap("double sampling")) -
               1,
      .ours = above,
      .data = set.problem.label(),
      .judgement = elsewhere_if_failed(
          judge_all(
              {about("over double sampling, whose noise is alike,",
                     judge_above(above, kAnother)),
               about("over 32 bits",
                     judge_above(set.relative_gap("naive", bits), kAnother))}),
          set, bits)};
}

// A tenth of what naive rounding does: half of it would be seen.
constexpr double kShareOfBias = 0.1;

Verdict double_sampling_unbiased(const SetRuns& set, int bits) {
  const Estimate share =
      set.fixed_point.at(bits).interval("double_sampling_share");
  return {
      .claim = "C1",
      .kind = "double_sampling_unbiased",
      .statement =
          "Double sampling does not lead SGD to another solution: the zero of "
          "its mean gradient is the optimum.",
      .where = "section 2.2",
      .metric = fmt::format(
          "share of naive rounding's way from the optimum, {} bits, over fresh "
          "draws of the whole set",
          bits),
      .paper = 0.0,
      .ours = share,
      .data = set.problem.label(),
      .judgement =
          refuted_if_failed(judge_within(share, 0, kShareOfBias),
                            set.low.at("double_sampling").at(bits), set.full)};
}

Verdict diverges(const SetRuns& set) {
  const Divergence naive = set.naive_divergence();
  const Estimate share =
      naive.runs > 0 ? Estimate::exact(static_cast<double>(naive.diverged) /
                                           static_cast<double>(naive.runs),
                                       naive.runs)
                     : Estimate();
  return {
      .claim = "C1",
      .kind = "diverges",
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
      .judgement = judge_fact(
          share, share.mean > 0.5,
          "more than half of the runs (the paper: all); a count of these "
          "runs, as they are not independent",
          fmt::format("{} of {} runs diverged", naive.diverged, naive.runs))};
}

// The inset names neither data nor bits: whatever ours are, they are others.
Judgement inset(const std::string& tolerance, const std::string& reason) {
  return {.outcome = Outcome::kNotTestable,
          .tolerance = tolerance,
          .reason =
              "the inset names neither its data nor its bits, so that a hit "
              "shows as little as a miss" +
              reason};
}

// "; by bits: 3 bits 7.1 %, 4 bits 0.8 %", of the bits that have a number.
std::string gap_by_bits(const SetRuns& set) {
  std::string text;
  for (const auto& [bits, runs] : set.low.at("naive")) {
    const Estimate gap = set.relative_gap("naive", bits);
    const int diverged = runs.divergence().diverged;
    if (gap.n == 0 && diverged == 0) continue;
    text += fmt::format("{}{} bits ", text.empty() ? "; ours by bits: " : ", ",
                        bits);
    text += diverged > 0 ? "diverged" : fmt::format("{:.3g} %", 100 * gap.mean);
  }
  return text;
}

Verdict inset_gap(const SetRuns& set, int bits) {
  const double paper = paper_gap("naive stochastic");
  return {.claim = "C1",
          .kind = "inset_gap",
          .statement =
              "Naive stochastic rounding ends 7 % above 32 bits (the "
              "inset).",
          .where = "section 2.2",
          .metric = fmt::format("final loss of naive stochastic rounding over "
                                "the 32-bit one, minus 1, {} bits",
                                bits),
          .paper = paper,
          .ours = set.relative_gap("naive", bits),
          .data = set.problem.label(),
          .judgement = inset("as the inset, on its data and at its bits",
                             gap_by_bits(set))};
}

Verdict inset_nearest(const SetRuns& set, int bits) {
  return {
      .claim = "C1",
      .kind = "inset_nearest",
      .statement =
          "Rounding to nearest ends above naive stochastic "
          "rounding (the inset).",
      .where = "section 2.2",
      .metric = fmt::format("final loss of nearest rounding over that of "
                            "naive stochastic rounding, minus 1, {} bits",
                            bits),
      .paper = (1 + paper_gap("deterministic rounding")) /
                   (1 + paper_gap("naive stochastic")) -
               1,
      .ours = set.relative_gap("nearest", "naive", bits),
      .data = set.problem.label(),
      .judgement = inset("above 0, on the inset's data and at its bits", "")};
}

Verdict bias_formula(const SetRuns& set) {
  Scores scores;
  double without_bias = 0;
  for (const auto& [bits, runs] : set.monte_carlo) {
    if (!set.has_monte_carlo(bits)) continue;
    const CellResult& result = runs.front();
    scores.merge(
        {result.values.number("largest"), result.values.integer("count")});
    without_bias =
        std::max(without_bias, result.values.number("largest_without"));
  }
  return {.claim = "C1",
          .kind = "bias_formula",
          .statement =
              "E[g] of the naive estimator is the full gradient plus D_a x.",
          .where = "section 2.2, supplement B.1",
          .metric =
              "largest |z| of E[g] - full gradient - D_a x over samples, "
              "coordinates and bits",
          .ours = scores.estimate(),
          .data = set.problem.label(),
          .judgement =
              judge_scores(scores, without_bias, "against no bias at all")};
}

// At the fewest bits: there the bias outweighs what training has not reached.
Verdict ridge(const SetRuns& set) {
  const auto& [bits, runs] = *set.low.at("naive").begin();
  const double oracle = set.ridge_excess(bits).value_or(std::nan(""));
  std::vector<double> ratios = set.excess("naive", bits);
  for (double& ratio : ratios) ratio /= oracle;
  const Estimate ours = mean_ratio_minus_one(ratios);
  Judgement judgement = judge_within(ours, 0, 0.1);
  const Divergence divergence = runs.divergence();
  if (divergence.diverged > 0 && set.full.divergence().diverged == 0) {
    judgement.outcome = Outcome::kNotReproduced;
    judgement.reason = fmt::format("{} of {} naive runs diverged",
                                   divergence.diverged, divergence.runs);
  }
  return {.claim = "C1",
          .kind = "ridge",
          .statement =
              "Where naive SGD with fresh draws goes is ridge "
              "regression (ours, in place of \"will diverge\").",
          .where = "not in the paper",
          .metric = fmt::format("final excess of naive SGD over the excess of "
                                "(S + Dbar)^-1 c, minus 1, {} bits",
                                bits),
          .ours = ours,
          .data = set.problem.label(),
          .judgement = std::move(judgement)};
}

}  // namespace

std::vector<Verdict> make_verdicts(const std::vector<SetRuns>& sets,
                                   int figure_bits) {
  std::vector<Verdict> verdicts;
  for (const SetRuns& set : sets) {
    for (Verdict& verdict : std::vector<Verdict>{
             other_solution(set, figure_bits),
             double_sampling_unbiased(set, figure_bits), diverges(set),
             inset_gap(set, figure_bits), inset_nearest(set, figure_bits),
             bias_formula(set), ridge(set)}) {
      verdicts.push_back(std::move(verdict));
    }
  }
  return verdicts;
}

}  // namespace zipml::naive_bias
