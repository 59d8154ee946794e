#include <fmt/format.h>

#include <map>
#include <string>
#include <utility>

#include "core/harness/findings/judge.h"
#include "core/sgd/method.h"
#include "experiments/linear/comparison.h"
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

Judgement named(Judgement judgement, const std::string& what) {
  judgement.tolerance = what + " " + judgement.tolerance;
  judgement.reason = what + ": " + judgement.reason;
  return judgement;
}

// The paper's numbers are of 8 bits: other bits say nothing of them, hit or
// miss.
Judgement at_the_papers_bits(Judgement judgement, int bits) {
  if (bits == kPaperBits) return judgement;
  judgement.outcome = Outcome::kNotTestable;
  judgement.reason +=
      fmt::format("; {} bits were run, not {}", bits, kPaperBits);
  return judgement;
}

Judgement as_full(const SetRuns& set, const Runs& runs) {
  return refuted_if_failed(
      judge_all(
          {named(judge_within(set.gap(runs), 0, kLossTolerance), "objective"),
           named(judge_above(accuracy_difference(runs, set.full),
                             -kAccuracyTolerance),
                 "accuracy")}),
      runs, set.full);
}

Verdict chebyshev(const SetRuns& set, int bits) {
  const Runs& runs = set.low.at("polynomial").at(bits);
  return {
      .claim = "C14",
      .kind = "same_solution",
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
      .judgement = at_the_papers_bits(as_full(set, runs), bits)};
}

// How two ways of low precision fail, by the rule of count_failures.
struct FailedPair {
  Failures plain = {}, polynomial = {};

  FailedPair(const SetRuns& set, const Runs& of_plain,
             const Runs& of_polynomial)
      : plain(count_failures(of_plain, set.full)),
        polynomial(count_failures(of_polynomial, set.full)) {}
  bool any() const { return plain.failed + polynomial.failed > 0; }
  // Both have results, and 32 bits does not fail here as well.
  bool is_testable() const {
    return plain.runs > 0 && polynomial.runs > 0 && plain.full_failed == 0 &&
           polynomial.full_failed == 0;
  }
  std::string text() const {
    return fmt::format(
        "runs that diverged or ended above {:g} times the 32-bit objective: {} "
        "of {} plain ones, {} of {} of Chebyshev",
        kFailedRatio, plain.failed, plain.runs, polynomial.failed,
        polynomial.runs);
  }
};

// Whether plain rounding does as well as Chebyshev, or better. Where runs
// failed, no mean says how well they did: then they are counted.
Judgement as_well(const SetRuns& set, const Runs& plain,
                  const Runs& polynomial) {
  const FailedPair failed(set, plain, polynomial);
  if (failed.any()) {
    Judgement judgement = judge_fact(
        failed.plain.failed < failed.polynomial.failed,
        "fewer failed runs than Chebyshev, where runs failed", failed.text());
    if (!failed.is_testable() ||
        failed.plain.failed == failed.polynomial.failed) {
      judgement.outcome = Outcome::kInconclusive;
    }
    return judgement;
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
  const bool nearest = method == "nearest";
  return {
      .claim = "C15",
      .kind = nearest ? "nearest_as_well" : "stochastic_as_well",
      .statement = fmt::format(
          "Negative result, {}: plain {} at 8 bits does as well as Chebyshev "
          "or better; there is no strong reason for Chebyshev.",
          loss_name(set),
          nearest ? "rounding to nearest" : "stochastic rounding"),
      .where = "section 5.4, Fig 9",
      .metric = fmt::format(
          "final objective of {} minus Chebyshev's, over the 32-bit one, {} "
          "bits each; and test accuracy minus Chebyshev's",
          method_label(method), bits),
      .paper = paper_difference(set, bits, method, "polynomial"),
      .ours = set.difference(plain, polynomial),
      .data = set.problem.label(),
      .judgement = at_the_papers_bits(as_well(set, plain, polynomial), bits)};
}

// Chebyshev against plain rounding at one number of bits.
struct AtBits {
  Outcome no_better = Outcome::kInconclusive;
  // Of the plain rounding that does better; nothing where runs failed.
  Estimate difference = {};
};

// At one number of bits: Chebyshev is no better where one plain rounding is
// surely not worse, and better where both are surely worse. Each is a test of
// 2.5 %, so that the better of two is chosen at 5 % at most.
AtBits compare_at(const SetRuns& set, int bits) {
  const Runs& polynomial = set.low.at("polynomial").at(bits);
  AtBits at;
  int worse = 0;
  bool one_is_as_good = false;
  for (const char* method : {"nearest", "naive"}) {
    const Runs& plain = set.low.at(method).at(bits);
    const FailedPair failed(set, plain, polynomial);
    if (!failed.is_testable()) continue;
    if (failed.any()) {
      const int more = failed.plain.failed - failed.polynomial.failed;
      const bool all_fail = failed.plain.failed == failed.plain.runs &&
                            failed.polynomial.failed == failed.polynomial.runs;
      one_is_as_good = one_is_as_good || more < 0 || all_fail;
      worse += more > 0;
      continue;
    }
    const Estimate difference = set.difference(plain, polynomial);
    if (difference.n < 2) continue;
    one_is_as_good = one_is_as_good || difference.high < kTieTolerance;
    worse += difference.low > kTieTolerance;
    if (at.difference.n == 0 || difference.mean < at.difference.mean) {
      at.difference = difference;
    }
  }
  if (one_is_as_good) {
    at.no_better = Outcome::kReproduced;
  } else if (worse == 2) {
    at.no_better = Outcome::kNotReproduced;
  }
  return at;
}

Verdict at_every_bit(const SetRuns& set) {
  Estimate largest;
  std::map<Outcome, std::vector<int>> bits_of;
  for (const auto& [bits, polynomial] : set.low.at("polynomial")) {
    const AtBits at = compare_at(set, bits);
    bits_of[at.no_better].push_back(bits);
    if (at.difference.n == 0) continue;
    if (largest.n == 0 || at.difference.mean > largest.mean) {
      largest = at.difference;
    }
  }
  Judgement judgement{
      .tolerance = fmt::format(
          "at every number of bits the objective of one plain rounding is less "
          "than {:g} of the 32-bit one above Chebyshev's with 95 % confidence; "
          "refuted where both are more than that above it; where runs diverged "
          "or ended above {:g} times the 32-bit objective, by their number",
          kTieTolerance, kFailedRatio)};
  const std::vector<int>& better = bits_of[Outcome::kNotReproduced];
  const std::vector<int>& open = bits_of[Outcome::kInconclusive];
  const std::vector<int>& no_better = bits_of[Outcome::kReproduced];
  if (!better.empty()) {
    judgement.outcome = Outcome::kNotReproduced;
  } else if (open.empty() && !no_better.empty()) {
    judgement.outcome = Outcome::kReproduced;
  }
  const auto list = [](const std::vector<int>& bits) {
    return bits.empty() ? std::string("none")
                        : fmt::format("{}", fmt::join(bits, ", "));
  };
  judgement.reason = fmt::format(
      "bits at which Chebyshev is no better: {}; better: {}; open: "
      "{}",
      list(no_better), list(better), list(open));
  return {
      .claim = "C15",
      .kind = "no_better_at_any_bits",
      .statement = fmt::format(
          "Negative result, {}: at no number of bits is Chebyshev better than "
          "the better plain rounding (ours: the whole curve).",
          loss_name(set)),
      .where = "not in the paper",
      .metric =
          "final objective of the better plain rounding minus "
          "Chebyshev's, over the 32-bit one, at the bits where that is "
          "largest",
      .ours = largest,
      .data = set.problem.label(),
      .judgement = std::move(judgement)};
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
