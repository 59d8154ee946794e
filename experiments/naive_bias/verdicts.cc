#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/harness/findings/judge.h"
#include "experiments/linear/quantized_problem.h"
#include "experiments/naive_bias/analysis.h"
#include "experiments/paper/curves.h"

namespace zipml::naive_bias {
namespace {

Verdict about(const Measured& m, std::string statement, std::string metric) {
  return verdict_on(m.problem, "C1", std::move(statement), "section 2.2",
                    std::move(metric));
}

// The final loss of a series of the paper's inset, over its 32-bit loss.
double paper_gap(const std::string& series) {
  return paper_curve("2.2", series).values.back() /
             paper_curve("2.2", "32-bit").values.back() -
         1;
}

Verdict biased(const Measured& m, int bits) {
  Verdict verdict = about(
      m,
      "Naive stochastic quantization of samples is biased: SGD goes to another "
      "solution, and double sampling does not.",
      fmt::format("final loss of naive stochastic rounding minus double "
                  "sampling, over the 32-bit one, {} bits",
                  bits));
  const std::vector<double>& naive = m.excess.at("naive").at(bits);
  verdict.ours = m.relative_difference("naive", "double_sampling", bits);
  verdict.paper = paper_gap("naive stochastic") - paper_gap("double sampling");
  apply(judge_all({judge_above(interval(naive), 0),
                   judge_above(m.relative_gap("naive", bits), 0),
                   judge_above(verdict.ours, 0)}),
        verdict);
  return verdict;
}

Verdict diverges(const Measured& m) {
  Verdict verdict = about(
      m,
      "As x is large and gradients are small, the naive iteration \"will "
      "simply diverge\" (the paper's words).",
      "share of naive runs that diverged: every number of bits, from zero and "
      "from the exact optimum");
  verdict.ours =
      binomial_interval(m.naive_divergence.diverged, m.naive_divergence.runs);
  verdict.paper = 1.0;
  Judgement judgement = judge_above(verdict.ours, 0.5);
  judgement.reason +=
      fmt::format("; {} of {} runs diverged", m.naive_divergence.diverged,
                  m.naive_divergence.runs);
  apply(judgement, verdict);
  return verdict;
}

Verdict gap(const CellMaker& cells, const Measured& m, int bits) {
  const double paper = paper_gap("naive stochastic");
  Verdict verdict =
      about(m, "Naive stochastic rounding ends 7 % above 32 bits (the inset).",
            fmt::format("final loss of naive stochastic rounding over the "
                        "32-bit one, minus 1, {} bits",
                        bits));
  verdict.ours = m.relative_gap("naive", bits);
  verdict.paper = paper;
  Judgement judgement;
  judgement.tolerance =
      "within a factor of 2 of the paper's; the inset names neither data nor "
      "bits, so a miss is not testable";
  std::string others;
  for (const int other : cells.bits()) {
    others += fmt::format("{}{} bits {:.3g} %", others.empty() ? "" : ", ",
                          other, 100 * m.relative_gap("naive", other).mean);
  }
  const bool inside =
      verdict.ours.low > paper / 2 && verdict.ours.high < paper * 2;
  const bool outside =
      verdict.ours.high < paper / 2 || verdict.ours.low > paper * 2;
  judgement.outcome = inside    ? Outcome::kReproduced
                      : outside ? Outcome::kNotTestable
                                : Outcome::kInconclusive;
  judgement.reason = fmt::format("ours by bits: {}; the paper's {:.3g} %",
                                 others, 100 * paper);
  apply(judgement, verdict);
  return verdict;
}

Verdict nearest_is_worse(const Measured& m, int bits) {
  Verdict verdict = about(
      m,
      "Rounding to nearest ends above naive stochastic rounding (the inset).",
      fmt::format("final loss of nearest rounding minus naive stochastic, over "
                  "the 32-bit one, {} bits",
                  bits));
  verdict.ours = m.relative_difference("nearest", "naive", bits);
  verdict.paper =
      paper_gap("deterministic rounding") - paper_gap("naive stochastic");
  apply(judge_above(verdict.ours, 0), verdict);
  return verdict;
}

Verdict bias_formula(const Measured& m) {
  Verdict verdict =
      about(m, "E[g] of the naive estimator is the full gradient plus D_a x.",
            "mean z^2 of E[g] - full gradient - D_a x over samples and bits "
            "(1 if it holds); largest |z| against its threshold");
  verdict.where = "section 2.2, supplement B.1";
  verdict.paper = 1.0;
  std::vector<double> squares;
  std::int64_t count = 0;
  double largest = 0, largest_without = 0;
  for (const auto& [bits, result] : m.monte_carlo) {
    for (const double square : column(result.rows, "mean_square")) {
      squares.push_back(square);
    }
    count += result.values.integer("count");
    largest = std::max(largest, result.values.number("largest"));
    largest_without =
        std::max(largest_without, result.values.number("largest_without"));
  }
  verdict.ours = t_interval(squares);
  const double threshold = largest_score_threshold(count);
  Judgement judgement;
  judgement.tolerance =
      "no score passes the threshold of 1 false alarm in 1000, and some score "
      "against no bias at all does (else the data cannot tell)";
  judgement.outcome = count == 0 || !(largest_without > threshold)
                          ? Outcome::kInconclusive
                      : largest < threshold ? Outcome::kReproduced
                                            : Outcome::kNotReproduced;
  judgement.reason = fmt::format(
      "largest |z| {:.3g} of {} scores, threshold {:.3g}; without D_a x it is "
      "{:.3g}",
      largest, count, threshold, largest_without);
  apply(judgement, verdict);
  return verdict;
}

// At the fewest bits: there the bias outweighs what training has not reached.
Verdict ridge(const Measured& m, int bits) {
  Verdict verdict = about(
      m,
      "Where naive SGD with fresh draws goes is ridge regression (ours, in "
      "place of \"will diverge\").",
      fmt::format("final excess of naive SGD over the excess of "
                  "(S + Dbar)^-1 c, {} bits",
                  bits));
  verdict.where = "not in the paper";
  std::vector<double> ratios = m.excess.at("naive").at(bits);
  const auto oracle = m.ridge_excess.find(bits);
  for (double& ratio : ratios) {
    ratio = oracle == m.ridge_excess.end()
                ? std::numeric_limits<double>::quiet_NaN()
                : ratio / oracle->second;
  }
  verdict.ours = interval(ratios);
  verdict.paper = Value();
  apply(judge_within(verdict.ours, 1, 0.1), verdict);
  return verdict;
}

}  // namespace

std::vector<Verdict> make_verdicts(const CellMaker& cells,
                                   const std::vector<Measured>& measured,
                                   int figure_bits) {
  const int fewest =
      *std::min_element(cells.bits().begin(), cells.bits().end());
  std::vector<Verdict> verdicts;
  for (const Measured& m : measured) {
    verdicts.push_back(biased(m, figure_bits));
    verdicts.push_back(diverges(m));
    verdicts.push_back(gap(cells, m, figure_bits));
    verdicts.push_back(nearest_is_worse(m, figure_bits));
    verdicts.push_back(bias_formula(m));
    verdicts.push_back(ridge(m, fewest));
  }
  return verdicts;
}

}  // namespace zipml::naive_bias
