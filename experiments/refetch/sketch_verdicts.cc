// Claim C17: random projections, and the bounds of Lemma 11 and Theorem 7.
#include <fmt/format.h>

#include "core/harness/findings/judge.h"
#include "experiments/refetch/analysis.h"

namespace zipml::refetch {
namespace {

// At the largest sketch: under the premise if there is one, and for the model
// as everything else trains it.
Verdict always_correct(const CellMaker& cells, const Measured& m) {
  const int dimension = cells.sketch_dimensions().back();
  Verdict verdict = about(
      m, "C17", "JL-refetching is always correct.", "section 4.3",
      fmt::format("share of rows used on the wrong side, r = {}, at the model "
                  "that 32-bit training ends with; the number is of ||x|| "
                  "bounded, if it was",
                  dimension));
  verdict.paper = 0.0;
  std::vector<Judgement> parts;
  for (const Sketches& sketches : m.sketches) {
    double flips = 0, rows = 0;
    for (const double own : sketches.values(dimension, "flips")) flips += own;
    for (const double own : sketches.values(dimension, "rows")) rows += own;
    if (rows == 0) continue;
    if (parts.empty()) {
      verdict.ours = binomial_interval(static_cast<std::int64_t>(flips),
                                       static_cast<std::int64_t>(rows));
    }
    const bool premise = sketches.ball == CellMaker::Ball::kPremise;
    parts.push_back(judge_fact(
        flips == 0,
        fmt::format("no wrong side with ||x|| {}",
                    premise ? "bounded" : "free"),
        fmt::format(
            "||x|| {}: {} of {} rows on the wrong side (bound on the chance "
            "{:.3g})",
            premise ? "bounded" : "free", flips, rows,
            interval(sketches.values(dimension, "failure_bound")).mean)));
  }
  Judgement whole = judge_all(parts);
  if (parts.empty()) whole.tolerance = "no wrong side";
  apply(whole, verdict);
  return verdict;
}

Verdict correct_up_to_bound(const CellMaker& cells, const Measured& m) {
  Verdict verdict = about(
      m, "C17",
      "JL-refetching is wrong at most with the failure probability (ours, in "
      "place of \"always correct\").",
      "Theorem 5", "least of the bound minus the share of wrong sides, over r");
  verdict.paper = Value();
  Judgement judgement;
  judgement.tolerance =
      "the share of wrong sides is at most the mean bound, for every r whose "
      "bound is below 1 (else it says nothing)";
  bool holds = true, said = false;
  const Sketches& sketches = m.sketches.front();
  for (const int dimension : cells.sketch_dimensions()) {
    const auto bounds = sketches.values(dimension, "failure_bound");
    if (bounds.empty() || summarize(bounds).mean() >= 1) continue;
    const auto wrong = sketches.wrong(dimension);
    const Estimate room = t_interval(
        pairwise(bounds, wrong, [](double a, double b) { return a - b; }));
    if (!said || room.mean < verdict.ours.mean) verdict.ours = room;
    said = true;
    holds = holds && summarize(wrong).mean() <= summarize(bounds).mean();
    judgement.reason +=
        fmt::format("{}r = {}: {:.3g} of at most {:.3g}",
                    judgement.reason.empty() ? "" : ", ", dimension,
                    summarize(wrong).mean(), summarize(bounds).mean());
  }
  if (said) {
    judgement.outcome = holds ? Outcome::kReproduced : Outcome::kNotReproduced;
  } else {
    judgement.reason = "nothing was measured, or every bound is 1";
  }
  apply(judgement, verdict);
  return verdict;
}

Verdict small_share(const Measured& m) {
  const int dimension = m.jl.rbegin()->first;
  Verdict verdict =
      about(m, "C17", "JL-refetching seldom needs a row again.",
            "section 4.3, Theorem 7",
            fmt::format("share of visits fetched again, r = {}", dimension));
  verdict.ours = interval(m.jl.rbegin()->second.share);
  verdict.paper = "small";
  Judgement judgement = judge_below(verdict.ours, paper_share(kPaperBits));
  judgement.tolerance +=
      " (the paper gives no number: its share of l1-refetching at 8 bits)";
  apply(judgement, verdict);
  return verdict;
}

Verdict gap_bound(const Measured& m, bool corrected) {
  Verdict verdict = about(
      m, "C17",
      corrected ? "At most C R^2 / (1 - delta)^2 margins lie within delta of 0 "
                  "(Lemma 11 as corrected; Theorem 7 likewise)."
                : "At most R / (C (1 - delta)^2) margins lie within delta of 0 "
                  "(Lemma 11 as printed; Theorem 7 likewise).",
      "Lemma 11, Theorem 7", "share of rows with |m| <= delta");
  const std::string suffix = corrected ? "corrected" : "printed";
  const Sketches& sketches = m.sketches.front();
  const std::vector<double> share = sketches.values("in_gap");
  const std::vector<double> bound = sketches.values(suffix);
  const std::vector<double> wide = sketches.values("in_wide_gap");
  const std::vector<double> refetch = sketches.values(suffix + "_refetch");
  verdict.ours = interval(share);
  bool holds = true;
  for (std::size_t i = 0; i < share.size(); ++i) {
    holds = holds && share[i] <= bound[i] && wide[i] <= refetch[i];
  }
  Judgement judgement;
  judgement.tolerance =
      "Lemma 11: share with |m| <= delta at most the bound; Theorem 7 without "
      "its O(delta): share with |m| <= 3 delta at most its bound; in every "
      "repetition";
  judgement.reason = "nothing was measured";
  if (!share.empty()) {
    if (!corrected) verdict.paper = summarize(bound).mean();
    judgement = judge_fact(
        holds, judgement.tolerance,
        fmt::format("{:.3g} against {:.3g}, and {:.3g} against {:.3g}",
                    summarize(share).mean(), summarize(bound).mean(),
                    summarize(wide).mean(), summarize(refetch).mean()));
    if (corrected && summarize(bound).mean() >= 1) {
      judgement.reason += "; a bound of 1 or more says nothing";
    }
  }
  apply(judgement, verdict);
  return verdict;
}

}  // namespace

std::vector<Verdict> sketch_verdicts(const CellMaker& cells,
                                     const Measured& m) {
  return {always_correct(cells, m), correct_up_to_bound(cells, m),
          small_share(m), gap_bound(m, false), gap_bound(m, true)};
}

}  // namespace zipml::refetch
