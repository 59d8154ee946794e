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

// The wrong sides at the largest sketch in one ball.
struct WrongSides {
  const char* ball;  // "bounded", "free"
  double flips = 0, rows = 0;
  double failure_bound = 0;

  Judgement judgement() const {
    return judge_fact(
        flips == 0, fmt::format("no wrong side with ||x|| {}", ball),
        fmt::format("||x|| {}: {} of {} rows on the wrong side (bound on the "
                    "chance {:.3g})",
                    ball, flips, rows, failure_bound));
  }
};

std::vector<WrongSides> wrong_sides(const SetRuns& set) {
  std::vector<WrongSides> balls;
  for (const SketchRuns& sketches : set.sketches) {
    const auto values = [&](const char* name) {
      return sketches.values(sketches.dimensions.back(), name);
    };
    const auto sum = [&](const char* name) {
      const std::vector<double> terms = values(name);
      return std::accumulate(terms.begin(), terms.end(), 0.0);
    };
    const WrongSides wrong{sketches.is_bounded() ? "bounded" : "free",
                           sum("flips"), sum("rows"),
                           mean(values("failure_bound"))};
    if (wrong.rows > 0) balls.push_back(wrong);
  }
  return balls;
}

// Under the premise if there is one, and for the model as everything else
// trains it.
Verdict always_correct(const SetRuns& set) {
  const std::vector<WrongSides> balls = wrong_sides(set);
  std::vector<Judgement> parts;
  for (const WrongSides& wrong : balls) parts.push_back(wrong.judgement());
  Judgement whole = judge_all(parts);
  if (parts.empty()) whole.tolerance = "no wrong side";
  return {
      .claim = "C17",
      .statement = "JL-refetching is always correct.",
      .where = "section 4.3",
      .metric = fmt::format(
          "share of rows used on the wrong side, r = {}, at the model that "
          "32-bit training ends with; the number is of ||x|| bounded, if it "
          "was",
          set.sketches.front().dimensions.back()),
      .paper = 0.0,
      .ours = balls.empty()
                  ? Estimate()
                  : binomial_interval(
                        static_cast<std::int64_t>(balls.front().flips),
                        static_cast<std::int64_t>(balls.front().rows)),
      .data = set.problem.label(),
      .judgement = std::move(whole)};
}

// What the bounds leave over the shares of wrong sides.
struct Room {
  Estimate least = {};  // over the sketch dimensions
  Judgement judgement = {};
};

Room room_below_bounds(const SketchRuns& sketches) {
  const char* rule =
      "the share of wrong sides is at most the mean bound, for every r whose "
      "bound is below 1 (else it says nothing)";
  Estimate least;
  bool holds = true;
  std::string numbers;
  for (const int dimension : sketches.dimensions) {
    const auto bounds = sketches.values(dimension, "failure_bound");
    if (bounds.empty() || mean(bounds) >= 1) continue;
    const auto wrong = sketches.wrong(dimension);
    const Estimate room =
        t_interval(pairwise(bounds, wrong, std::minus<double>()));
    if (numbers.empty() || room.mean < least.mean) least = room;
    holds = holds && mean(wrong) <= mean(bounds);
    numbers += fmt::format("{}r = {}: {:.3g} of at most {:.3g}",
                           numbers.empty() ? "" : ", ", dimension, mean(wrong),
                           mean(bounds));
  }
  if (numbers.empty()) {
    return {
        .judgement = {.tolerance = rule,
                      .reason = "nothing was measured, or every bound is 1"}};
  }
  return {least, judge_fact(holds, rule, numbers)};
}

Verdict correct_up_to_bound(const SetRuns& set) {
  const Room room = room_below_bounds(set.sketches.front());
  return {.claim = "C17",
          .statement =
              "JL-refetching is wrong at most with the failure probability "
              "(ours, in place of \"always correct\").",
          .where = "Theorem 5",
          .metric = "least of the bound minus the share of wrong sides, over r",
          .ours = room.least,
          .data = set.problem.label(),
          .judgement = room.judgement};
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

// The shares of margins in the gap of Lemma 11 and in that of Theorem 7, by
// repetition, with their bounds.
struct GapShares {
  std::vector<double> share, bound, wide_share, wide_bound;
};

GapShares gap_shares(const SketchRuns& sketches, Form form) {
  const std::string bound = form == Form::kCorrected ? "corrected" : "printed";
  return {sketches.values("in_gap"), sketches.values(bound),
          sketches.values("in_wide_gap"), sketches.values(bound + "_refetch")};
}

Judgement judge_gap(const GapShares& gap, Form form) {
  bool holds = true;
  for (std::size_t i = 0; i < gap.share.size(); ++i) {
    holds = holds && gap.share[i] <= gap.bound[i] &&
            gap.wide_share[i] <= gap.wide_bound[i];
  }
  const bool says_nothing = form == Form::kCorrected && mean(gap.bound) >= 1;
  return judge_fact(
      interval(gap.share), holds,
      "Lemma 11: share with |m| <= delta at most the bound; Theorem 7 without "
      "its O(delta): share with |m| <= 3 delta at most its bound; in every "
      "repetition",
      fmt::format("{:.3g} against {:.3g}, and {:.3g} against {:.3g}{}",
                  mean(gap.share), mean(gap.bound), mean(gap.wide_share),
                  mean(gap.wide_bound),
                  says_nothing ? "; a bound of 1 or more says nothing" : ""));
}

Verdict gap_bound(const SetRuns& set, Form form) {
  const bool corrected = form == Form::kCorrected;
  const GapShares gap = gap_shares(set.sketches.front(), form);
  const bool has_paper = !corrected && !gap.share.empty();
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
      .paper = has_paper ? Value(mean(gap.bound)) : Value(),
      .ours = interval(gap.share),
      .data = set.problem.label(),
      .judgement = judge_gap(gap, form)};
}

}  // namespace

std::vector<Verdict> sketch_verdicts(const SetRuns& set) {
  return {always_correct(set), correct_up_to_bound(set), small_share(set),
          gap_bound(set, Form::kPrinted), gap_bound(set, Form::kCorrected)};
}

}  // namespace zipml::refetch
