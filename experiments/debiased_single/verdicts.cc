#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "core/harness/findings/judge.h"
#include "core/sgd/method.h"
#include "experiments/debiased_single/analysis.h"

namespace zipml::debiased_single {
namespace {

constexpr const char* kOneDraw = "debiased_single";
constexpr const char* kTwoDraws = "double_sampling";

// By how much the losses of two methods differ at least: a tenth of what counts
// as the 32-bit loss.
constexpr double kAnother = kClose / 10;

// Of the first set: codes depend on the bits alone.
Verdict one_bit(const SetRuns& set, int bits) {
  const int one = draw_bits(2, bits);
  const double measured =
      bits_a_value(*find_runs(set.judged(), kTwoDraws, bits), set.full);
  const Estimate extra =
      std::isnan(measured) ? Estimate() : Estimate::exact(measured - one);
  return {
      .claim = "C6",
      .kind = "one_bit",
      .statement =
          "The second draw costs 1 extra bit: two draws, without "
          "their order, in b bits have the levels of one in b - 1.",
      .where = "section 2.2",
      .metric = fmt::format("bits a value that the samples move by double "
                            "sampling on {} levels, minus those of one draw",
                            1 << one),
      .paper = 1.0,
      .ours = extra,
      .data = set.problem.label(),
      .judgement = judge_fact(
          extra, extra.mean == 1, "exactly 1 extra bit",
          fmt::format("{:g} bits for two draws, {} for one", measured, one))};
}

// A run that failed has no interval, but if those of one draw did so alone, the
// second draw was worth something.
Judgement worth_if_one_failed(Judgement judgement, const Runs& one,
                              const Runs& two) {
  if (!count_failures(one, two).refute()) return judgement;
  judgement.outcome = Outcome::kReproduced;
  judgement.reason = fmt::format(
      "of both, only runs of one draw diverged or ended above {:g} "
      "times the other's loss",
      kFailedRatio);
  return judgement;
}

Verdict worth_its_bit(const SetRuns& set, int bits) {
  const Runs& one = *find_runs(set.judged(), kOneDraw, bits);
  const Runs& two = *find_runs(set.judged(), kTwoDraws, bits);
  const Estimate above = above_other(two, one);
  Judgement judgement =
      refuted_if_failed(judge_below(above, kAnother), two, one);
  judgement.tolerance += " (0.1 % of the loss)";
  return {.claim = "C6",
          .kind = "worth_its_bit",
          .statement =
              "The second draw is worth the bit that it costs: at equal stored "
              "bits double sampling ends no higher than one draw of all bits, "
              "less the mean diagonal.",
          .where = "section 2.2, read at equal storage (erratum X17)",
          .metric = fmt::format("final loss of double sampling over that of "
                                "one draw minus diagonal, minus 1, {} stored "
                                "bits",
                                bits),
          .paper = 0.0,
          .ours = above,
          .data = set.problem.label(),
          .judgement = worth_if_one_failed(std::move(judgement), one, two)};
}

Verdict one_draw_suffices(const SetRuns& set, int bits) {
  const Runs& one = *find_runs(set.judged(), kOneDraw, bits);
  const Estimate above = mean_above_32_bits(one, set.full);
  return {.claim = "X17",
          .kind = "one_draw_suffices",
          .statement =
              "One draw less the mean diagonal ends within 1 % of the 32-bit "
              "loss (ours, in place of double sampling).",
          .where = "not in the paper",
          .metric = fmt::format("final loss of one draw minus diagonal over "
                                "the 32-bit one, minus 1, {} stored bits",
                                bits),
          .ours = above,
          .data = set.problem.label(),
          .judgement =
              refuted_if_failed(judge_within(above, 0, kClose), one, set.full)};
}

Verdict same_at_most_bits(const SetRuns& set, int bits) {
  const Runs& one = *find_runs(set.judged(), kOneDraw, bits);
  std::vector<Judgement> parts;
  Estimate shown;
  for (const char* pair : {"pair_sum", kTwoDraws}) {
    const Runs& two = *find_runs(set.judged(), pair, bits);
    shown = above_other(two, one);
    parts.push_back(
        about(method_label(pair) + ",",
              refuted_if_failed(judge_within(shown, 0, kAnother), two, one)));
  }
  return {.claim = "X17",
          .kind = "same_at_most_bits",
          .statement = fmt::format(
              "In {} stored bits one draw and two end at the same loss.", bits),
          .where = "not in the paper",
          .metric = fmt::format("final loss of double sampling over that of "
                                "one draw minus diagonal, minus 1, {} stored "
                                "bits",
                                bits),
          .ours = shown,
          .data = set.problem.label(),
          .judgement = judge_each(parts)};
}

// Over all sets and bits.
Verdict less_variance(const std::vector<SetRuns>& sets) {
  Estimate largest;
  std::vector<ProblemSpec> problems;
  for (const SetRuns& set : sets) {
    problems.push_back(set.problem);
    const auto pairs = set.variance.find("pair_sum");
    if (pairs == set.variance.end()) continue;
    for (const auto& [bits, runs] : pairs->second) {
      const double both =
          set.variance.at(kTwoDraws).at(bits).values("variance").front();
      const double ratio = runs.values("variance").front() / both;
      if (std::isnan(ratio)) continue;
      const double mean =
          largest.n == 0 ? ratio : std::max(largest.mean, ratio);
      largest = Estimate::exact(mean, largest.n + 1);
    }
  }
  return {
      .claim = "X17",
      .kind = "less_variance",
      .statement =
          "Two draws vary less as an unordered sum over pairs than in "
          "both orders (Rao and Blackwell).",
      .where = "not in the paper",
      .metric =
          "largest exact variance of the pair sum over that of double "
          "sampling, over sets and bits",
      .ours = largest,
      .data = data_of(problems),
      .judgement = judge_fact(
          largest, largest.mean <= 1, "at most 1 for every set and bits",
          fmt::format("largest ratio {:.6g} of {}", largest.mean, largest.n))};
}

}  // namespace

std::vector<Verdict> make_verdicts(const std::vector<SetRuns>& sets,
                                   const std::vector<int>& bits,
                                   int figure_bits) {
  std::vector<Verdict> verdicts;
  const bool pair_at_figure = draw_bits(2, figure_bits) > 0;
  if (pair_at_figure) verdicts.push_back(one_bit(sets.front(), figure_bits));
  for (const SetRuns& set : sets) {
    if (pair_at_figure) verdicts.push_back(worth_its_bit(set, figure_bits));
    verdicts.push_back(one_draw_suffices(set, figure_bits));
    if (draw_bits(2, bits.back()) > 0) {
      verdicts.push_back(same_at_most_bits(set, bits.back()));
    }
  }
  verdicts.push_back(less_variance(sets));
  return verdicts;
}

}  // namespace zipml::debiased_single
