// Claim C17: random projections, and the bounds of Lemma 11 and Theorem 7.
#include <fmt/format.h>

#include <functional>
#include <numeric>

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

Verdict correct_up_to_bound(const SetRuns& set) {
  const SketchRuns& sketches = set.sketches.front();
  Estimate least_room;
  bool holds = true;
  std::string numbers;
  for (const int dimension : sketches.dimensions) {
    const auto bounds = sketches.values(dimension, "failure_bound");
    if (bounds.empty() || mean(bounds) >= 1) continue;
    const auto wrong = sketches.wrong(dimension);
    const Estimate room =
        t_interval(pairwise(bounds, wrong, std::minus<double>()));
    if (numbers.empty() || room.mean < least_room.mean) least_room = room;
    holds = holds && mean(wrong) <= mean(bounds);
    numbers += fmt::format("{}r = {}: {:.3g} of at most {:.3g}",
                           numbers.empty() ? "" : ", ", dimension, mean(wrong),
                           mean(bounds));
  }
  Judgement judgement = judge_fact(
      least_room, holds,
      "the share of wrong sides is at most the mean bound, for every r whose "
      "bound is below 1 (else it says nothing)",
      numbers);
  if (numbers.empty()) {
    judgement.reason = "nothing was measured, or every bound is 1";
  }
  return {.claim = "C17",
          .statement =
              "JL-refetching is wrong at most with the failure probability "
              "(ours, in place of \"always correct\").",
          .where = "Theorem 5",
          .metric = "least of the bound minus the share of wrong sides, over r",
          .ours = least_room,
          .data = set.problem.label(),
          .judgement = std::move(judgement)};
}

Verdict small_share(const SetRuns& set) {
  const auto& [dimension, training] = *set.jl.rbegin();
  const Estimate share = interval(training.share);
  Judgement judgement = judge_below(share, paper_share(kPaperBits));
  judgement.tolerance +=
      " (the paper gives no number: its share of l1-refetching at 8 bits)";
  return {
      .claim = "C17",
      .statement = "JL-refetching seldom needs a row again.",
      .where = "section 4.3, Theorem 7",
      .metric = fmt::format("share of visits fetched again, r = {}", dimension),
      .paper = "small",
      .ours = share,
      .data = set.problem.label(),
      .judgement = std::move(judgement)};
}

enum class Form { kPrinted, kCorrected };

Verdict gap_bound(const SetRuns& set, Form form) {
  const bool corrected = form == Form::kCorrected;
  const std::string name = corrected ? "corrected" : "printed";
  const SketchRuns& sketches = set.sketches.front();
  const std::vector<double> share = sketches.values("in_gap");
  const std::vector<double> bound = sketches.values(name);
  const std::vector<double> wide = sketches.values("in_wide_gap");
  const std::vector<double> refetch = sketches.values(name + "_refetch");
  bool holds = true;
  for (std::size_t i = 0; i < share.size(); ++i) {
    holds = holds && share[i] <= bound[i] && wide[i] <= refetch[i];
  }
  const bool says_nothing = corrected && mean(bound) >= 1;
  return {
      .claim = "C17",
      .statement =
          corrected
              ? "At most C R^2 / (1 - delta)^2 margins lie within delta of 0 "
                "(Lemma 11 as corrected; Theorem 7 likewise)."
              : "At most R / (C (1 - delta)^2) margins lie within delta of 0 "
                "(Lemma 11 as printed; Theorem 7 likewise).",
      .where = "Lemma 11, Theorem 7",
      .metric = "share of rows with |m| <= delta",
      .paper = corrected || share.empty() ? Value() : Value(mean(bound)),
      .ours = interval(share),
      .data = set.problem.label(),
      .judgement = judge_fact(
          interval(share), holds,
          "Lemma 11: share with |m| <= delta at most the bound; Theorem 7 "
          "without its O(delta): share with |m| <= 3 delta at most its bound; "
          "in every repetition",
          fmt::format(
              "{:.3g} against {:.3g}, and {:.3g} against {:.3g}{}", mean(share),
              mean(bound), mean(wide), mean(refetch),
              says_nothing ? "; a bound of 1 or more says nothing" : ""))};
}

}  // namespace

std::vector<Verdict> sketch_verdicts(const SetRuns& set) {
  return {always_correct(set), correct_up_to_bound(set), small_share(set),
          gap_bound(set, Form::kPrinted), gap_bound(set, Form::kCorrected)};
}

}  // namespace zipml::refetch
