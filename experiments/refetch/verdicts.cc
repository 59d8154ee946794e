#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "core/harness/judge.h"
#include "experiments/linear/method.h"
#include "experiments/refetch/analysis.h"

namespace zipml::refetch {
namespace {

// "The same loss": within 1 % of 32-bit training.
constexpr double kClose = 0.01;
constexpr int kPaperBits = 8;

Verdict about(const Measured& m, const char* claim, std::string statement,
              const char* where, std::string metric) {
  Verdict verdict;
  verdict.claim = claim;
  verdict.statement = std::move(statement);
  verdict.where = where;
  verdict.metric = std::move(metric);
  verdict.data = m.problem.set;
  verdict.stand_in = m.problem.stand_in_for;
  return verdict;
}

Verdict share_verdict(const Measured& m, std::string statement,
                      const char* where, const Runs& runs) {
  Verdict verdict = about(m, "C16", std::move(statement), where,
                          "share of visits fetched again, 8 bits");
  verdict.ours = interval(runs.share);
  return verdict;
}

Verdict below_five_percent(const Measured& m, const Runs& runs) {
  Verdict verdict = share_verdict(
      m, "At 8 bits less than 5 % of the samples are fetched again.",
      "section 4.3", runs);
  verdict.paper = 0.05;
  apply(judge_below(verdict.ours, 0.05), verdict);
  return verdict;
}

Verdict about_six_percent(const Measured& m, const Runs& runs) {
  Verdict verdict =
      share_verdict(m, "At 8 bits about 6 % of the samples are fetched again.",
                    "supplement J.2, Fig 12", runs);
  verdict.paper = paper_share(kPaperBits);
  Judgement judgement = judge_within(verdict.ours, 0.06, 0.01);
  // The number belongs to cod-rna.
  const bool other_data = m.problem.set != "cod-rna";
  judgement.tolerance += "; on other data than cod-rna a miss is not testable";
  if (other_data && judgement.outcome == Outcome::kNotReproduced) {
    judgement.outcome = Outcome::kNotTestable;
  }
  apply(judgement, verdict);
  return verdict;
}

Verdict halving(const CellMaker& cells, const Measured& m) {
  Verdict verdict =
      about(m, "C16", "Every bit halves the share of samples fetched again.",
            "Fig 12",
            fmt::format("2^slope of log2(share) against bits, {} to {} bits",
                        cells.bits().front(), cells.most_bits()));
  verdict.ours = interval(m.factor_per_bit());
  std::vector<int> bits;
  std::vector<double> shares;
  for (const int own : cells.bits()) {
    if (std::isnan(paper_share(own))) continue;
    bits.push_back(own);
    shares.push_back(paper_share(own));
  }
  const double paper = factor_per_bit(bits, shares);
  if (std::isfinite(paper)) verdict.paper = paper;
  Judgement judgement = judge_within(verdict.ours, 0.5, 0.1);
  judgement.tolerance += " (the paper's own ratios are 0.52 to 0.58)";
  apply(judgement, verdict);
  return verdict;
}

Verdict no_flips(const CellMaker& cells, const Measured& m) {
  Verdict verdict = about(
      m, "C16",
      "With l1-refetching no sample is used on the wrong side of the kink.",
      "section 4.3, supplement G.4",
      "share of decisions on the wrong side, all bits, after every epoch");
  std::int64_t audited = 0, flips = 0, plain = 0;
  for (const int bits : cells.bits()) {
    audited += m.l1(bits).audited;
    flips += m.l1(bits).flips;
    plain += m.l1(bits).plain_flips;
  }
  verdict.paper = 0.0;
  if (audited > 0) verdict.ours = binomial_interval(flips, audited);
  Judgement judgement = judge_fact(
      flips == 0,
      "no flip at all, and some without refetching (else the data cannot tell)",
      fmt::format("{} flips of {} decisions; {} without refetching", flips,
                  audited, plain));
  if (flips == 0 && plain == 0) judgement.outcome = Outcome::kInconclusive;
  apply(judgement, verdict);
  return verdict;
}

// Divergence decides where no interval can.
Judgement judge_close(const Estimate& relative, const Runs& runs,
                      const Runs& full) {
  Judgement judgement = judge_within(relative, 0, kClose);
  if (runs.divergence.diverged > 0 && full.divergence.diverged == 0) {
    judgement.outcome = Outcome::kNotReproduced;
    judgement.reason =
        fmt::format("{} of {} runs diverged, no 32-bit run did",
                    runs.divergence.diverged, runs.divergence.runs);
  }
  return judgement;
}

Verdict same_curve(const CellMaker& cells, const Measured& m) {
  Verdict verdict = about(
      m, "C16", "Training with refetching follows the 32-bit curve.", "Fig 12",
      "final loss over the 32-bit one, minus 1, of the bits that are farthest "
      "from it");
  std::vector<Judgement> parts;
  Estimate farthest_mean;
  const auto keep_farther = [](Estimate& farthest, const Estimate& other) {
    const bool farther = std::abs(other.mean) > std::abs(farthest.mean);
    if (farthest.n == 0 || farther) farthest = other;
  };
  for (const int bits : cells.bits()) {
    const Runs& runs = m.l1(bits);
    const Estimate final = relative_loss(runs, m.full);
    const Estimate mean = relative_mean_loss(runs, m.full);
    keep_farther(verdict.ours, final);
    keep_farther(farthest_mean, mean);
    parts.push_back(judge_close(final, runs, m.full));
    parts.push_back(judge_close(mean, runs, m.full));
  }
  verdict.paper = "curves overlap";
  Judgement whole = judge_all(parts);
  whole.tolerance =
      "final loss and its mean over the epochs within 0.01 of 32 bits, for "
      "every number of bits, with 95 % confidence";
  whole.reason = fmt::format(
      "farthest, final: {:.3g} [{:.3g}, {:.3g}]; farthest, mean over epochs: "
      "{:.3g} [{:.3g}, {:.3g}]",
      verdict.ours.mean, verdict.ours.low, verdict.ours.high,
      farthest_mean.mean, farthest_mean.low, farthest_mean.high);
  apply(whole, verdict);
  return verdict;
}

// Of some runs with a loss that is at most 1 % above 32 bits with 95 %
// confidence, those that move the fewest bits.
struct Cheapest {
  const Runs* runs = nullptr;
  std::string name;
  // The fewest bits of those whose loss the interval leaves open.
  double open_bits = std::numeric_limits<double>::infinity();
};

double mean_bits(const Runs& runs) {
  return summarize(present(runs.bits_per_value)).mean();
}

void consider(Cheapest& cheapest, const Runs& full, const Runs& runs,
              std::string name) {
  const Estimate loss = relative_loss(runs, full);
  if (loss.n == 0 || !(loss.low <= kClose)) return;
  const double bits = mean_bits(runs);
  if (!(loss.high <= kClose)) {
    cheapest.open_bits = std::min(cheapest.open_bits, bits);
    return;
  }
  if (cheapest.runs != nullptr && mean_bits(*cheapest.runs) <= bits) return;
  cheapest.runs = &runs;
  cheapest.name = std::move(name);
}

Cheapest cheapest_l1(const CellMaker& cells, const Measured& m) {
  Cheapest cheapest;
  for (const int bits : cells.bits()) {
    consider(cheapest, m.full, m.l1(bits),
             fmt::format("{}-bit refetching", bits));
  }
  return cheapest;
}

Cheapest cheapest_plain(const CellMaker& cells, const Measured& m) {
  Cheapest cheapest;
  for (const std::string& method : kPlainMethods) {
    for (const int bits : cells.bits()) {
      consider(cheapest, m.full, m.by_bits.at(method).at(bits),
               fmt::format("{}-bit {}", bits, method_label(method)));
    }
  }
  return cheapest;
}

Cheapest cheapest_jl(const Measured& m) {
  Cheapest cheapest;
  for (const auto& [dimension, runs] : m.jl) {
    consider(cheapest, m.jl_full, runs,
             fmt::format("JL with r = {}", dimension));
  }
  return cheapest;
}

Verdict moves_less(const Measured& m, const char* claim, std::string statement,
                   const char* where, const Cheapest& own,
                   const Cheapest& other, Value paper) {
  Verdict verdict = about(
      m, claim, std::move(statement), where,
      "bits over the sample channel, refetches and sketches included, over "
      "those of the other; each at the bits that move the least");
  verdict.paper = std::move(paper);
  Judgement judgement;
  if (own.runs != nullptr && other.runs != nullptr) {
    verdict.ours = t_interval(
        pairwise(own.runs->bits_per_value, other.runs->bits_per_value,
                 [](double a, double b) { return a / b; }));
    judgement = judge_below(verdict.ours, 1);
    judgement.reason += fmt::format("; {} against {}", own.name, other.name);
    const bool own_open = own.open_bits < mean_bits(*own.runs);
    const bool other_open = other.open_bits < mean_bits(*other.runs);
    if ((judgement.outcome == Outcome::kNotReproduced && own_open) ||
        (judgement.outcome == Outcome::kReproduced && other_open)) {
      judgement.outcome = Outcome::kInconclusive;
      judgement.reason +=
          "; but others move less, whose loss is open at this noise";
    }
  } else {
    judgement = judge_below(verdict.ours, 1);
    judgement.reason =
        "no run of one of the two is sure to have the loss of 32 bits";
  }
  judgement.tolerance +=
      ", among those with a final loss at most 0.01 above 32 bits (95 %)";
  apply(judgement, verdict);
  return verdict;
}

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

std::vector<Verdict> make_verdicts(const CellMaker& cells,
                                   const std::vector<Measured>& measured) {
  std::vector<Verdict> verdicts;
  for (const Measured& m : measured) {
    const auto& l1 = m.by_bits.at("l1_refetch");
    if (const auto found = l1.find(kPaperBits); found != l1.end()) {
      verdicts.push_back(below_five_percent(m, found->second));
      verdicts.push_back(about_six_percent(m, found->second));
    }
    verdicts.push_back(halving(cells, m));
    verdicts.push_back(no_flips(cells, m));
    verdicts.push_back(same_curve(cells, m));
    const Cheapest full{&m.full, "32-bit"};
    const Cheapest jl_full{&m.jl_full, "32-bit"};
    const double paper_bits = kPaperBits + 32 * paper_share(kPaperBits);
    verdicts.push_back(moves_less(
        m, "C16", "l1-refetching moves less data than 32-bit training.",
        "section 4.3", cheapest_l1(cells, m), full, paper_bits / 32));
    verdicts.push_back(moves_less(
        m, "C16", "l1-refetching moves less data than plain rounding.",
        "section 4.3, 5.4", cheapest_l1(cells, m), cheapest_plain(cells, m),
        paper_bits / kPaperBits));
    verdicts.push_back(always_correct(cells, m));
    verdicts.push_back(correct_up_to_bound(cells, m));
    verdicts.push_back(small_share(m));
    verdicts.push_back(gap_bound(m, false));
    verdicts.push_back(gap_bound(m, true));
    verdicts.push_back(moves_less(
        m, "C17", "JL-refetching moves less data than 32-bit training.",
        "section 4.3", cheapest_jl(m), jl_full, Value()));
  }
  return verdicts;
}

}  // namespace zipml::refetch
