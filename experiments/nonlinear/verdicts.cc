#include <fmt/format.h>

#include "core/harness/findings/judge.h"
#include "core/sgd/method.h"
#include "experiments/nonlinear/analysis.h"
#include "experiments/paper/curves.h"

namespace zipml::nonlinear {
namespace {

std::string loss_name(const SetRuns& set) {
  return set.loss == "hinge" ? "SVM" : "logistic regression";
}

// The paper's final loss of a method minus another's, over its 32-bit one; null
// but for the real gisette at 8 bits.
Value paper_difference(const SetRuns& set, int bits, const std::string& method,
                       const std::string& other) {
  const std::string figure = paper_figure(set);
  if (figure.empty() || bits != kPaperBits) return {};
  const auto last = [&](const std::string& name) {
    return paper_curve(figure, paper_series_of(name)).values.back();
  };
  return (last(method) - last(other)) / last("32-bit");
}

Judgement converged(const Divergence& runs) {
  return judge_fact(runs.diverged == 0, "no run diverges",
                    fmt::format("{} of {} diverged", runs.diverged, runs.runs));
}

Judgement named(Judgement judgement, const std::string& what) {
  judgement.tolerance = what + " " + judgement.tolerance;
  judgement.reason = what + ": " + judgement.reason;
  return judgement;
}

// Divergence refutes alone: the two parts have no number then.
Judgement as_full(const SetRuns& set, const Runs& runs) {
  if (runs.divergence().diverged > 0) return converged(runs.divergence());
  return judge_all(
      {named(judge_within(set.gap(runs), 0, kLossTolerance), "objective"),
       named(judge_above(accuracy_difference(runs, set.full),
                         -kAccuracyTolerance),
             "accuracy")});
}

Verdict chebyshev(const SetRuns& set, int bits) {
  const Runs& runs = set.low.at("polynomial").at(bits);
  return {
      .claim = "C14",
      .statement = fmt::format(
          "{} by Chebyshev polynomials at a total of 8 bits converges to "
          "nearly the same solution, with no loss of test accuracy.",
          set.loss == "hinge" ? "SVM" : "Logistic regression"),
      .where = "section 5.4, Fig 9",
      .metric = fmt::format(
          "final objective of Chebyshev over the 32-bit one, minus 1, {} bits; "
          "and test accuracy minus the 32-bit one's",
          bits),
      .paper = paper_difference(set, bits, "polynomial", "32-bit"),
      .ours = set.gap(runs),
      .data = set.problem.label(),
      .judgement = as_full(set, runs)};
}

// Whether plain rounding does as well as Chebyshev, or better.
Judgement as_well(const SetRuns& set, const Runs& plain,
                  const Runs& polynomial) {
  const Divergence ours = plain.divergence();
  const Divergence other = polynomial.divergence();
  if (ours.diverged > 0) return converged(ours);
  if (other.diverged > 0 && ours.runs > 0) {
    return judge_fact(
        true, "no run diverges, or Chebyshev's do",
        fmt::format("{} of {} Chebyshev runs diverged, none of {} plain ones",
                    other.diverged, other.runs, ours.runs));
  }
  return judge_all(
      {named(judge_below(set.difference(plain, polynomial), kTieTolerance),
             "objective"),
       named(judge_above(accuracy_difference(plain, polynomial),
                         -kAccuracyTolerance),
             "accuracy")});
}

Verdict plain_does_as_well(const SetRuns& set, const std::string& method,
                           int bits) {
  const Runs& plain = set.low.at(method).at(bits);
  const Runs& polynomial = set.low.at("polynomial").at(bits);
  return {
      .claim = "C15",
      .statement = fmt::format(
          "Negative result, {}: plain {} at 8 bits does as well as Chebyshev "
          "or better; there is no strong reason for Chebyshev.",
          loss_name(set),
          method == "nearest" ? "rounding to nearest" : "stochastic rounding"),
      .where = "section 5.4, Fig 9",
      .metric = fmt::format(
          "final objective of {} minus Chebyshev's, over the 32-bit one, {} "
          "bits each; and test accuracy minus Chebyshev's",
          method_label(method), bits),
      .paper = paper_difference(set, bits, method, "polynomial"),
      .ours = set.difference(plain, polynomial),
      .data = set.problem.label(),
      .judgement = as_well(set, plain, polynomial)};
}

// At how many numbers of bits Chebyshev is better than both plain roundings.
struct BetterBits {
  int compared = 0;
  std::vector<int> bits = {};
};

BetterBits better_bits(const SetRuns& set) {
  BetterBits better;
  for (const auto& [bits, polynomial] : set.low.at("polynomial")) {
    bool is_known = true;
    bool wins = polynomial.divergence().diverged == 0;
    for (const char* method : {"nearest", "naive"}) {
      const Estimate difference =
          set.difference(set.low.at(method).at(bits), polynomial);
      is_known = is_known && difference.n > 1;
      wins = wins && difference.low > kTieTolerance;
    }
    if (!is_known) continue;
    ++better.compared;
    if (wins) better.bits.push_back(bits);
  }
  return better;
}

Verdict at_every_bit(const SetRuns& set) {
  const BetterBits better = better_bits(set);
  const Estimate count =
      Estimate::exact(static_cast<double>(better.bits.size()), better.compared);
  return {
      .claim = "C15",
      .statement = fmt::format(
          "Negative result, {}: at no number of bits is Chebyshev better than "
          "the better plain rounding (ours: the whole curve).",
          loss_name(set)),
      .where = "not in the paper",
      .metric =
          "numbers of bits at which Chebyshev's final objective is below that "
          "of both plain roundings by more than 1 % of the 32-bit one (95 %)",
      .ours = count,
      .data = set.problem.label(),
      .judgement = judge_fact(
          count, better.bits.empty(), "better at no number of bits",
          better.bits.empty()
              ? fmt::format("better at none of {}", better.compared)
              : fmt::format("better at {} bits, of {} numbers of bits",
                            fmt::join(better.bits, ", "), better.compared))};
}

}  // namespace

std::vector<Verdict> make_verdicts(const std::vector<SetRuns>& sets,
                                   int figure_bits) {
  std::vector<Verdict> verdicts;
  for (const SetRuns& set : sets) {
    verdicts.push_back(chebyshev(set, figure_bits));
    verdicts.push_back(plain_does_as_well(set, "nearest", figure_bits));
    verdicts.push_back(plain_does_as_well(set, "naive", figure_bits));
    verdicts.push_back(at_every_bit(set));
  }
  return verdicts;
}

}  // namespace zipml::nonlinear
