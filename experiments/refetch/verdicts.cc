#include <fmt/format.h>

#include <cmath>

#include "core/harness/findings/judge.h"
#include "experiments/refetch/analysis.h"

namespace zipml::refetch {
namespace {

constexpr const char* kShareMetric = "share of visits fetched again, 8 bits";

Verdict below_five_percent(const SetRuns& set, const Estimate& share) {
  return {
      .claim = "C16",
      .statement = "At 8 bits less than 5 % of the samples are fetched again.",
      .where = "section 4.3",
      .metric = kShareMetric,
      .paper = 0.05,
      .ours = share,
      .data = set.problem.label(),
      .judgement = judge_below(share, 0.05)};
}

Judgement judge_six_percent(const SetRuns& set, const Estimate& share) {
  Judgement judgement = judge_within(share, 0.06, 0.01);
  // The number belongs to cod-rna.
  const bool other_data = set.problem.set != "cod-rna";
  judgement.tolerance += "; on other data than cod-rna a miss is not testable";
  if (other_data && judgement.outcome == Outcome::kNotReproduced) {
    judgement.outcome = Outcome::kNotTestable;
  }
  return judgement;
}

Verdict about_six_percent(const SetRuns& set, const Estimate& share) {
  return {.claim = "C16",
          .statement = "At 8 bits about 6 % of the samples are fetched again.",
          .where = "supplement J.2, Fig 12",
          .metric = kShareMetric,
          .paper = paper_share(kPaperBits),
          .ours = share,
          .data = set.problem.label(),
          .judgement = judge_six_percent(set, share)};
}

Verdict halving(const SetRuns& set) {
  const Estimate factor = interval(set.factor_per_bit());
  std::map<int, double> paper_shares;
  for (const auto& [bits, training] : set.l1) {
    paper_shares[bits] = paper_share(bits);
  }
  Judgement judgement = judge_within(factor, 0.5, 0.1);
  judgement.tolerance += " (the paper's own ratios are 0.52 to 0.58)";
  return {.claim = "C16",
          .statement = "Every bit halves the share of samples fetched again.",
          .where = "Fig 12",
          .metric =
              fmt::format("2^slope of log2(share) against bits, {} to {} bits",
                          set.l1.begin()->first, set.most_bits()),
          .paper = known(factor_per_bit(paper_shares)),
          .ours = factor,
          .data = set.problem.label(),
          .judgement = std::move(judgement)};
}

Verdict no_flips(const SetRuns& set) {
  std::int64_t audited = 0, flips = 0, plain = 0;
  for (const auto& [bits, training] : set.l1) {
    audited += training.audited;
    flips += training.flips;
    plain += training.plain_flips;
  }
  const Estimate share =
      audited > 0 ? binomial_interval(flips, audited) : Estimate();
  Judgement judgement = judge_fact(
      share, flips == 0,
      "no flip at all, and some without refetching (else the data cannot tell)",
      fmt::format("{} flips of {} decisions; {} without refetching", flips,
                  audited, plain));
  if (flips == 0 && plain == 0) judgement.outcome = Outcome::kInconclusive;
  return {.claim = "C16",
          .statement =
              "With l1-refetching no sample is used on the wrong side of the "
              "kink.",
          .where = "section 4.3, supplement G.4",
          .metric =
              "share of decisions on the wrong side, all bits, after every "
              "epoch",
          .paper = 0.0,
          .ours = share,
          .data = set.problem.label(),
          .judgement = std::move(judgement)};
}

// Divergence decides where no interval can.
Judgement judge_close(const Estimate& relative, const TrainingRuns& training,
                      const TrainingRuns& full) {
  Judgement judgement = judge_within(relative, 0, kClose);
  const Divergence divergence = training.runs.divergence();
  if (divergence.diverged > 0 && full.runs.divergence().diverged == 0) {
    judgement.outcome = Outcome::kNotReproduced;
    judgement.reason = fmt::format("{} of {} runs diverged, no 32-bit run did",
                                   divergence.diverged, divergence.runs);
  }
  return judgement;
}

void keep_farther(Estimate& farthest, const Estimate& other) {
  const bool farther = std::abs(other.mean) > std::abs(farthest.mean);
  if (farthest.n == 0 || farther) farthest = other;
}

Verdict same_curve(const SetRuns& set) {
  std::vector<Judgement> parts;
  Estimate farthest_final, farthest_mean;
  for (const auto& [bits, training] : set.l1) {
    const Estimate final = relative_loss(training, set.full);
    const Estimate mean = relative_mean_loss(training, set.full);
    keep_farther(farthest_final, final);
    keep_farther(farthest_mean, mean);
    parts.push_back(judge_close(final, training, set.full));
    parts.push_back(judge_close(mean, training, set.full));
  }
  return {
      .claim = "C16",
      .statement = "Training with refetching follows the 32-bit curve.",
      .where = "Fig 12",
      .metric =
          "final loss over the 32-bit one, minus 1, of the bits that are "
          "farthest from it",
      .paper = "curves overlap",
      .ours = farthest_final,
      .data = set.problem.label(),
      .judgement = {
          .outcome = judge_all(parts).outcome,
          .tolerance =
              "final loss and its mean over the epochs within 0.01 of 32 bits, "
              "for every number of bits, with 95 % confidence",
          .reason = fmt::format(
              "farthest, final: {:.3g} [{:.3g}, {:.3g}]; farthest, mean over "
              "epochs: {:.3g} [{:.3g}, {:.3g}]",
              farthest_final.mean, farthest_final.low, farthest_final.high,
              farthest_mean.mean, farthest_mean.low, farthest_mean.high)}};
}

}  // namespace

std::vector<Verdict> make_verdicts(const std::vector<SetRuns>& sets) {
  std::vector<Verdict> verdicts;
  const auto add = [&](const std::vector<Verdict>& more) {
    verdicts.insert(verdicts.end(), more.begin(), more.end());
  };
  for (const SetRuns& set : sets) {
    if (const auto found = set.l1.find(kPaperBits); found != set.l1.end()) {
      const Estimate share = interval(found->second.share);
      add({below_five_percent(set, share), about_six_percent(set, share)});
    }
    add({halving(set), no_flips(set), same_curve(set)});
    add(sketch_verdicts(set));
    add(movement_verdicts(set));
  }
  return verdicts;
}

}  // namespace zipml::refetch
