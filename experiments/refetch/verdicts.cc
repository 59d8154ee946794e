#include <fmt/format.h>

#include <cmath>

#include "core/harness/findings/judge.h"
#include "experiments/refetch/analysis.h"

namespace zipml::refetch {

Verdict about(const Measured& m, const char* claim, std::string statement,
              const char* where, std::string metric) {
  return verdict_on(m.problem, claim, std::move(statement), where,
                    std::move(metric));
}

namespace {

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

}  // namespace

std::vector<Verdict> make_verdicts(const CellMaker& cells,
                                   const std::vector<Measured>& measured) {
  std::vector<Verdict> verdicts;
  const auto add = [&](const std::vector<Verdict>& more) {
    verdicts.insert(verdicts.end(), more.begin(), more.end());
  };
  for (const Measured& m : measured) {
    const auto& l1 = m.by_bits.at("l1_refetch");
    if (const auto found = l1.find(kPaperBits); found != l1.end()) {
      verdicts.push_back(below_five_percent(m, found->second));
      verdicts.push_back(about_six_percent(m, found->second));
    }
    verdicts.push_back(halving(cells, m));
    verdicts.push_back(no_flips(cells, m));
    verdicts.push_back(same_curve(cells, m));
    add(sketch_verdicts(cells, m));
    add(movement_verdicts(cells, m));
  }
  return verdicts;
}

}  // namespace zipml::refetch
