#include <fmt/format.h>

#include "core/harness/findings/judge.h"
#include "experiments/nonlinear/analysis.h"
#include "experiments/paper/curves.h"

namespace zipml::nonlinear {
namespace {

Verdict about(const Measured& m, std::string claim, std::string statement,
              std::string metric) {
  Verdict verdict;
  verdict.claim = std::move(claim);
  verdict.statement = std::move(statement);
  verdict.where = "section 5.4, Fig 9";
  verdict.metric = std::move(metric);
  verdict.data = m.panel.problem.set;
  verdict.data.stands_in_for = m.panel.problem.stand_in_for;
  return verdict;
}

std::string loss_name(const Measured& m) {
  return m.panel.loss == "hinge" ? "SVM" : "Logistic regression";
}

// The paper's final loss of a series of Fig 9 minus another's, over its 32-bit
// one; null but for the real gisette at 8 bits.
Value paper_difference(const Measured& m, int bits, const char* series,
                       const char* other) {
  if (m.panel.problem.set != "gisette" || bits != 8) return {};
  const char* figure = m.panel.loss == "hinge" ? "9a" : "9b";
  const auto last = [&](const char* name) {
    return paper_curve(figure, name).values.back();
  };
  return (last(series) - last(other)) / last("32-bit");
}

Judgement converged(const Way& way) {
  return judge_fact(way.divergence.diverged == 0, "no run diverges",
                    fmt::format("{} of {} diverged", way.divergence.diverged,
                                way.divergence.runs));
}

Judgement named(Judgement judgement, const std::string& what) {
  judgement.tolerance = what + " " + judgement.tolerance;
  judgement.reason = what + ": " + judgement.reason;
  return judgement;
}

Verdict chebyshev(const Measured& m, int bits) {
  Verdict verdict = about(
      m, "C14",
      fmt::format("{} by Chebyshev polynomials at a total of 8 bits converges "
                  "to nearly the same solution, with no loss of test accuracy.",
                  loss_name(m)),
      fmt::format("final objective of Chebyshev over the 32-bit one, minus 1, "
                  "{} bits; and test accuracy minus the 32-bit one's",
                  bits));
  const Way& own = m.ways.at(kPolynomial).at(bits);
  verdict.ours = m.gap(own);
  verdict.paper = paper_difference(m, bits, "Chebyshev 8-bit", "32-bit");
  // Divergence refutes alone: the two parts have no number then.
  apply(own.divergence.diverged > 0
            ? converged(own)
            : judge_all({named(judge_within(verdict.ours, 0, kLossTolerance),
                               "objective"),
                         named(judge_above(accuracy_difference(own, m.full),
                                           -kAccuracyTolerance),
                               "accuracy")}),
        verdict);
  return verdict;
}

// Whether plain rounding does as well as Chebyshev, or better.
Judgement as_well(const Measured& m, const Way& plain, const Way& chebyshev) {
  if (plain.divergence.diverged > 0) return converged(plain);
  if (chebyshev.divergence.diverged > 0 && plain.divergence.runs > 0) {
    return judge_fact(
        true, "no run diverges, or Chebyshev's do",
        fmt::format("{} of {} Chebyshev runs diverged, none of "
                    "{} plain ones",
                    chebyshev.divergence.diverged, chebyshev.divergence.runs,
                    plain.divergence.runs));
  }
  return judge_all(
      {named(judge_below(m.difference(plain, chebyshev), kTieTolerance),
             "objective"),
       named(judge_above(accuracy_difference(plain, chebyshev),
                         -kAccuracyTolerance),
             "accuracy")});
}

Verdict plain_does_as_well(const Measured& m, const std::string& method,
                           int bits) {
  const bool is_nearest = method == "nearest";
  Verdict verdict = about(
      m, "C15",
      fmt::format("Negative result, {}: plain {} at 8 bits does as well as "
                  "Chebyshev or better; there is no strong reason for "
                  "Chebyshev.",
                  m.panel.loss == "hinge" ? "SVM" : "logistic regression",
                  is_nearest ? "rounding to nearest" : "stochastic rounding"),
      fmt::format("final objective of {} minus Chebyshev's, over the 32-bit "
                  "one, {} bits each; and test accuracy minus Chebyshev's",
                  method_label(method), bits));
  const Way& plain = m.ways.at(method).at(bits);
  const Way& own = m.ways.at(kPolynomial).at(bits);
  verdict.ours = m.difference(plain, own);
  verdict.paper = paper_difference(
      m, bits,
      is_nearest ? "deterministic 8-bit"
                 : "unlabelled (probably naive stochastic 8-bit)",
      "Chebyshev 8-bit");
  apply(as_well(m, plain, own), verdict);
  return verdict;
}

Verdict at_every_bit(const CellMaker& cells, const Measured& m) {
  Verdict verdict = about(
      m, "C15",
      fmt::format("Negative result, {}: at no number of bits is Chebyshev "
                  "better than the better plain rounding (ours: the whole "
                  "curve).",
                  m.panel.loss == "hinge" ? "SVM" : "logistic regression"),
      "numbers of bits at which Chebyshev's final objective is below that of "
      "both plain roundings by more than 1 % of the 32-bit one (95 %)");
  verdict.where = "not in the paper";
  std::string better;
  int compared = 0, count = 0;
  for (const int bits : cells.bits()) {
    const Way& own = m.ways.at(kPolynomial).at(bits);
    bool known = true, wins = own.divergence.diverged == 0;
    for (const char* method : {"nearest", "naive"}) {
      const Estimate difference = m.difference(m.ways.at(method).at(bits), own);
      known = known && difference.n > 1;
      wins = wins && difference.low > kTieTolerance;
    }
    if (!known) continue;
    ++compared;
    if (!wins) continue;
    ++count;
    better += fmt::format("{}{}", better.empty() ? "" : ", ", bits);
  }
  verdict.ours.mean = verdict.ours.low = verdict.ours.high = count;
  verdict.ours.n = compared;
  verdict.paper = Value();
  Judgement judgement =
      judge_fact(count == 0, "better at no number of bits",
                 count == 0 ? fmt::format("better at none of {}", compared)
                            : fmt::format("better at {} bits, of {} numbers "
                                          "of bits",
                                          better, compared));
  if (compared == 0) judgement.outcome = Outcome::kInconclusive;
  apply(judgement, verdict);
  return verdict;
}

}  // namespace

std::vector<Verdict> make_verdicts(const CellMaker& cells,
                                   const std::vector<Measured>& measured) {
  const int bits = cells.figure_bits();
  std::vector<Verdict> verdicts;
  for (const Measured& m : measured) {
    verdicts.push_back(chebyshev(m, bits));
    verdicts.push_back(plain_does_as_well(m, "nearest", bits));
    verdicts.push_back(plain_does_as_well(m, "naive", bits));
    verdicts.push_back(at_every_bit(cells, m));
  }
  return verdicts;
}

}  // namespace zipml::nonlinear
