#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "core/harness/findings/judge.h"
#include "experiments/sgd_rate/analysis.h"

namespace zipml::sgd_rate {
namespace {

// A fifth of the distance between the two rates, -1/2 and -1.
constexpr double kSlopeTolerance = 0.1;

constexpr const char* kData = "generated (see the notes)";

Judgement judge_slope(const Line& line, double target) {
  Judgement judgement = judge_within(line.slope, target, kSlopeTolerance);
  judgement.tolerance += " (a fifth of the distance between -1/2 and -1)";
  return judgement;
}

Verdict slope(const VariantGaps& m, double target, std::string statement) {
  return {.claim = "T1",
          .statement = std::move(statement),
          .where = "Theorem 1",
          .metric = "slope of log(gap) against log(updates), " +
                    variant_label(m.variant),
          .paper = target,
          .ours = m.line.slope,
          .data = kData,
          .judgement = judge_slope(m.line, target)};
}

Judgement judge_bound(const VariantGaps& m) {
  const Estimate ratio = m.tightest();
  Judgement judgement;
  if (m.known() && m.variant.method == "full_batch") {
    judgement = judge_fact(ratio.mean <= 1, "gap / bound <= 1 at every T",
                           fmt::format("{:.4g}", ratio.mean));
  } else {
    judgement = judge_below(ratio, 1);
    judgement.tolerance = "gap / bound < 1 with 95 % confidence at every T";
  }
  judgement.reason = variant_label(m.variant) + ": " + judgement.reason;
  return judgement;
}

Verdict bound(const char* claim, std::string statement, const char* where,
              const std::vector<const VariantGaps*>& all) {
  std::vector<Judgement> parts;
  Estimate largest;
  for (const VariantGaps* m : all) {
    parts.push_back(judge_bound(*m));
    const Estimate tightest = m->tightest();
    const bool first = largest.n == 0;
    if (m->known() && (first || tightest.mean > largest.mean)) {
      largest = tightest;
    }
  }
  return {.claim = claim,
          .statement = std::move(statement),
          .where = where,
          .metric = "gap over the bound, at the T where it is largest",
          .paper = "at most 1",
          .ours = largest,
          .data = kData,
          .judgement = judge_each(parts)};
}

std::vector<const VariantGaps*> of_method(const Cells& cells,
                                          const std::vector<VariantGaps>& all,
                                          const std::string& method) {
  std::vector<const VariantGaps*> own;
  for (const int bits : cells.bits()) own.push_back(&find(all, {method, bits}));
  return own;
}

Verdict same_rate(const Cells& cells, const std::vector<VariantGaps>& all) {
  Estimate farthest;
  const VariantGaps& full = find(all, {"32-bit"});
  std::vector<Judgement> parts;
  for (const VariantGaps* m : of_method(cells, all, "double_sampling")) {
    const Estimate difference = t_interval(pairwise(
        m->repetition_slopes, full.repetition_slopes, std::minus<double>()));
    if (difference.n > 0 && (farthest.n == 0 || std::abs(difference.mean) >
                                                    std::abs(farthest.mean))) {
      farthest = difference;
    }
    Judgement part = judge_within(difference, 0, kSlopeTolerance);
    part.tolerance += ", and a larger sigma, at every number of bits";
    part.reason = variant_label(m->variant) + ": " + part.reason;
    if (m->known() && full.known()) {
      const double ratio = m->constants->sigma / full.constants->sigma;
      part.reason += fmt::format(", sigma {:.4g} times", ratio);
      if (!(ratio > 1)) part.outcome = Outcome::kNotReproduced;
    }
    parts.push_back(std::move(part));
  }
  return {.claim = "T1",
          .statement =
              "Unbiased low precision keeps the rate: double sampling "
              "only has a larger sigma.",
          .where = "Theorem 1, section 2.2",
          .metric =
              "slope of double sampling minus that of 32 bits, paired by "
              "repetition; the bits where it is farthest from 0",
          .paper = 0.0,
          .ours = farthest,
          .data = kData,
          .judgement = judge_each(parts)};
}

Verdict bias_order(std::string statement, std::string metric,
                   const Line& line) {
  return {.claim = "T3",
          .statement = std::move(statement),
          .where = "Theorem 3",
          .metric = std::move(metric),
          .paper = -2.0,
          .ours = line.slope,
          .data = kData,
          .judgement = judge_within(line.slope, -2, 0.5)};
}

}  // namespace

std::vector<Verdict> make_verdicts(const Cells& cells,
                                   const std::vector<VariantGaps>& all) {
  const VariantGaps& full_batch = find(all, {"full_batch"});
  const VariantGaps& full = find(all, {"32-bit"});
  return {
      slope(full, -0.5,
            "With noise the gap of averaged SGD falls as sigma / sqrt(T)."),
      slope(full_batch, -1, "Without noise it falls as 1 / T."),
      bound("T1",
            "The gap is at most R sigma sqrt(2/T) + L R^2/T (Bubeck's form).",
            "Theorem 1", {&full_batch, &full}),
      same_rate(cells, all),
      bound("T3",
            "The bound holds for unbiased low precision with its own sigma.",
            "Theorem 3", of_method(cells, all, "double_sampling")),
      bound("T3",
            "With a bias up to beta the gap is at most R beta + (eta/2) beta^2 "
            "above that bound.",
            "Theorem 3", of_method(cells, all, "naive")),
      bias_order("On the way to the optimum the bias costs of the order of R "
                 "beta ~ 2^-2b.",
                 "slope of log2(naive gap - double sampling gap at the largest "
                 "T) against bits, over the bits where it is above 0 (95 %) "
                 "and twice the exact floor",
                 cost_slope(cells, all)),
      bias_order("What the bias leaves in the end, too, is of the order of R "
                 "beta ~ 2^-2b.",
                 "slope of log2(exact floor of the naive gap) against bits",
                 floor_slope(cells, all))};
}

}  // namespace zipml::sgd_rate
