// Claim C17: random projections, and the bounds of Lemma 11 and Theorem 7.
#include <fmt/format.h>

#include <functional>
#include <numeric>

#include "core/harness/findings/joint.h"
#include "core/harness/findings/judge.h"
#include "experiments/refetch/analysis.h"

namespace zipml::refetch {
namespace {

double mean(const std::vector<double>& values) {
  return summarize(values).mean();
}

// At the largest sketch: under the premise if there is one, and for the model
// as everything else trains it.
Verdict always_correct(const SetRuns& set) {
  const int dimension = set.sketches.front().dimensions.back();
  Estimate share;
  std::vector<Judgement> parts;
  for (const SketchRuns& sketches : set.sketches) {
    const auto sum = [&](const char* name) {
      const std::vector<double> terms = sketches.values(dimension, name);
      return std::accumulate(terms.begin(), terms.end(), 0.0);
    };
    const double flips = sum("flips"), rows = sum("rows");
    if (rows == 0) continue;
    if (parts.empty()) {
      share = binomial_interval(static_cast<std::int64_t>(flips),
                                static_cast<std::int64_t>(rows));
    }
    const char* ball = sketches.is_bounded() ? "bounded" : "free";
    parts.push_back(judge_fact(
        flips == 0, fmt::format("no wrong side with ||x|| {}", ball),
        fmt::format(
            "||x|| {}: {} of {} rows on the wrong side (bound on the chance "
            "{:.3g})",
            ball, flips, rows,
            mean(sketches.values(dimension, "failure_bound")))));
  }
  Judgement whole = judge_all(parts);
  if (parts.empty()) whole.tolerance = "no wrong side";
  return {.claim = "C17",
          .kind = "always_correct",
          .statement = "JL-refetching is always correct.",
          .where = "section 4.3",
          .metric = fmt::format(
              "share of rows used on the wrong side, r = {}, at the model that "
              "32-bit training ends with; the number is of ||x|| bounded, if "
              "it was",
              dimension),
          .paper = 0.0,
          .ours = share,
          .data = set.problem.label(),
          .judgement = std::move(whole)};
}

// So many wrong rows must be expected at the bound for their absence to say
// something: e^-3 < 5 %.
constexpr double kFewestExpected = 3;

// By the share of wrong rows with its exact interval against the mean bound, at
// every r at which the bound could be broken: one below 1, at which the rows
// that were looked at would show some.
Verdict correct_up_to_bound(const SetRuns& set) {
  const SketchRuns& sketches = set.sketches.front();
  std::vector<JointCase> cases;
  std::string left_out;
  bool measured = false;
  for (const int dimension : sketches.dimensions) {
    const auto bounds = sketches.values(dimension, "failure_bound");
    if (bounds.empty()) continue;
    measured = true;
    const double bound = mean(bounds);
    const auto sum = [&](const char* name) {
      const std::vector<double> terms = sketches.values(dimension, name);
      return std::accumulate(terms.begin(), terms.end(), 0.0);
    };
    const double rows = sum("rows");
    if (bound >= 1 || bound * rows < kFewestExpected) {
      left_out += fmt::format(
          "; r = {} is left out: a bound of {:.3g} on {} "
          "rows could not be seen to break",
          dimension, bound, rows);
      continue;
    }
    const Estimate share =
        binomial_interval(static_cast<std::int64_t>(sum("flips")),
                          static_cast<std::int64_t>(rows));
    const Estimate over{share.mean / bound, share.low / bound,
                        share.high / bound, share.n};
    cases.push_back(
        {fmt::format("r = {}", dimension), over, judge_below(over, 1)});
  }
  const EveryCase every = judge_every(cases);
  Judgement judgement = with_reason(every.judgement, left_out);
  judgement.tolerance =
      "the whole 95 % interval (Clopper-Pearson) at most 1, for every r at "
      "which the bound could be seen to break";
  if (measured && cases.empty()) {
    judgement.outcome = Outcome::kNotTestable;
    judgement.reason = "no bound could be seen to break" + left_out;
  }
  return {
      .claim = "C17",
      .kind = "correct_up_to_bound",
      .statement =
          "JL-refetching is wrong at most with the failure probability "
          "(ours, in place of \"always correct\").",
      .where = "Theorem 5",
      .metric = "share of wrong sides over its bound, at the r that decides",
      .ours = every.decisive,
      .data = set.problem.label(),
      .judgement = std::move(judgement)};
}

// A share of its own is no "seldom", and the paper gives none to compare it
// with: neither data, nor delta, nor r, nor the constant of Theorem 7's
// O(delta).
Verdict small_share(const SetRuns& set) {
  const auto& [dimension, training] = *set.jl.rbegin();
  const Estimate share = interval(training.share);
  return {
      .claim = "C17",
      .kind = "seldom_again",
      .statement = "JL-refetching seldom needs a row again.",
      .where = "section 4.3, Theorem 7",
      .metric = fmt::format("share of visits fetched again, r = {}", dimension),
      .paper = "small",
      .ours = share,
      .data = set.problem.label(),
      .judgement = {
          .outcome =
              share.n > 0 ? Outcome::kNotTestable : Outcome::kInconclusive,
          .tolerance = "none: the paper gives neither a number nor "
                       "data, delta or r for it",
          .reason = fmt::format(
              "{} for delta = {:.3g}, which is ours; for comparison, "
              "the paper's share of l1-refetching at 8 bits is {}",
              estimate_text(share), set.delta, paper_share(kPaperBits))}};
}

// A bound on a share of the rows.
struct GapBound {
  const char* kind;
  const char* statement;
  const char* where;
  const char* share;  // values of the sketch cells
  const char* share_words;
  const char* bound;
  bool printed = false;
};

constexpr GapBound kGapBounds[] = {
    {"lemma_11_printed",
     "At most R / (C (1 - delta)^2) margins lie within delta of 0 (Lemma 11 as "
     "printed).",
     "Lemma 11", "in_gap", "|m| <= delta", "printed", true},
    {"lemma_11_corrected",
     "At most C R^2 / (1 - delta)^2 margins lie within delta of 0 (Lemma 11 as "
     "corrected).",
     "Lemma 11", "in_gap", "|m| <= delta", "corrected"},
    {"theorem_7_corrected",
     "At most C R^2 / (1 - 3 delta)^2 margins lie within 3 delta of 0, which "
     "bounds the rows fetched again up to the failure probability (Theorem 7 "
     "as corrected, in place of its O(delta)).",
     "Theorem 7", "in_wide_gap", "|m| <= 3 delta", "corrected_refetch"},
};

// A bound of 1 or more on a share says nothing: no data could break it.
Judgement judge_bound(const std::vector<double>& share,
                      const std::vector<double>& bound) {
  bool holds = true, says_something = true;
  for (std::size_t i = 0; i < share.size(); ++i) {
    holds = holds && share[i] <= bound[i];
    says_something = says_something && bound[i] < 1;
  }
  Judgement judgement = judge_fact(
      interval(share), holds,
      "at most the bound in every repetition, whose bound is below 1 (else it "
      "says nothing)",
      share.empty()
          ? ""
          : fmt::format("{:.3g} against {:.3g}", mean(share), mean(bound)));
  if (!share.empty() && !says_something) {
    judgement.outcome = Outcome::kNotTestable;
    judgement.reason += ": no share could break a bound of 1 or more";
  }
  return judgement;
}

Verdict gap_bound(const SetRuns& set, const GapBound& of) {
  const SketchRuns& sketches = set.sketches.front();
  const std::vector<double> share = sketches.values(of.share);
  const std::vector<double> bound = sketches.values(of.bound);
  return {.claim = "C17",
          .kind = of.kind,
          .statement = of.statement,
          .where = of.where,
          .metric = fmt::format("share of rows with {}", of.share_words),
          .paper = of.printed && !share.empty() ? Value(mean(bound)) : Value(),
          .ours = interval(share),
          .data = set.problem.label(),
          .judgement = judge_bound(share, bound)};
}

}  // namespace

std::vector<Verdict> sketch_verdicts(const SetRuns& set) {
  std::vector<Verdict> verdicts = {always_correct(set),
                                   correct_up_to_bound(set), small_share(set)};
  for (const GapBound& bound : kGapBounds) {
    verdicts.push_back(gap_bound(set, bound));
  }
  return verdicts;
}

}  // namespace zipml::refetch
