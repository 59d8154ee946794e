#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "core/base/statistics.h"
#include "core/harness/findings/joint.h"
#include "core/harness/findings/judge.h"
#include "experiments/sgd_rate/analysis.h"
#include "experiments/sgd_rate/tasks.h"

namespace zipml::sgd_rate {
namespace {

// A fifth of the distance between the two rates, -1/2 and -1.
constexpr double kSlopeTolerance = 0.1;

constexpr const char* kData = "generated (see the notes)";

Verdict slope(std::string kind, const VariantGaps& m, const Estimate& ours,
              double target, std::string statement) {
  Judgement judgement = judge_within(ours, target, kSlopeTolerance);
  judgement.tolerance +=
      " (a fifth of the distance between -1/2 and -1; the theorem is an upper "
      "bound, so that this asks for more)";
  return {.claim = "T1",
          .kind = std::move(kind),
          .statement = std::move(statement),
          .where = "Theorem 1",
          .metric = "slope of log(gap) against log(updates), " +
                    variant_label(m.variant),
          .paper = target,
          .ours = ours,
          .data = kData,
          .judgement = judgement};
}

Judgement judge_bound(const VariantGaps& m, const Estimate& ratio) {
  if (m.variant.method == kFullBatch) {
    return judge_fact(ratio, ratio.mean <= 1, "",
                      fmt::format("{:.4g} (nothing is random)", ratio.mean));
  }
  return judge_below(ratio, 1);
}

Verdict bound(const char* claim, std::string statement, const char* where,
              const std::vector<const VariantGaps*>& all) {
  std::vector<JointCase> cases;
  for (const VariantGaps* m : all) {
    const Estimate tightest = m->tightest();
    cases.push_back(
        {variant_label(m->variant), tightest, judge_bound(*m, tightest)});
  }
  std::stable_sort(cases.begin(), cases.end(),
                   [](const JointCase& a, const JointCase& b) {
                     return a.value.mean > b.value.mean;
                   });
  EveryCase every = judge_every(cases);
  every.judgement.tolerance =
      "gap / bound below 1 with 95 % confidence for every way, at the T where "
      "the upper limit is largest";
  return {.claim = claim,
          .kind = "bound",
          .statement = std::move(statement),
          .where = where,
          .metric = "gap over the bound, where it is largest",
          .paper = "at most 1",
          .ours = every.decisive,
          .data = kData,
          .judgement = every.judgement};
}

std::vector<const VariantGaps*> of_method(const Cells& cells,
                                          const std::vector<VariantGaps>& all,
                                          const std::string& method) {
  std::vector<const VariantGaps*> own;
  for (const int bits : cells.bits()) own.push_back(&find(all, {method, bits}));
  return own;
}

Verdict same_rate(const Cells& cells, const std::vector<VariantGaps>& all) {
  const VariantGaps& full = find(all, {"32-bit"});
  const auto unbiased = of_method(cells, all, "double_sampling");
  std::vector<JointCase> bits;
  for (const VariantGaps* m : unbiased) {
    const Estimate difference = jointly(
        t_interval(pairwise(m->repetition_slopes, full.repetition_slopes,
                            std::minus<double>())),
        unbiased.size());
    Judgement judgement = judge_within(difference, 0, kSlopeTolerance);
    if (m->known() && full.known()) {
      const double ratio = m->constants->sigma / full.constants->sigma;
      judgement.reason += fmt::format(", sigma {:.4g} times", ratio);
      if (!(ratio > 1)) judgement.outcome = Outcome::kNotReproduced;
    }
    bits.push_back({variant_label(m->variant), difference, judgement});
  }
  std::stable_sort(bits.begin(), bits.end(),
                   [](const JointCase& a, const JointCase& b) {
                     return std::abs(a.value.mean) > std::abs(b.value.mean);
                   });
  EveryCase every = judge_every(bits);
  every.judgement.tolerance +=
      ", for all numbers of bits together, and a larger sigma at each";
  return {.claim = "T1",
          .kind = "same_rate",
          .statement =
              "Unbiased low precision keeps the rate: double sampling "
              "only has a larger sigma.",
          .where = "Theorem 1, section 2.2",
          .metric =
              "slope of double sampling minus that of 32 bits, paired by "
              "repetition; the bits where it is farthest from 0",
          .paper = 0.0,
          .ours = every.decisive,
          .data = kData,
          .judgement = every.judgement};
}

Verdict bias_order(std::string kind, std::string statement, std::string metric,
                   const Line& line) {
  return {.claim = "T3",
          .kind = std::move(kind),
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
      slope("rate_with_noise", full,
            t_interval(present(full.repetition_slopes)), -0.5,
            "With noise the gap of averaged SGD falls as sigma / sqrt(T)."),
      slope("rate_without_noise", full_batch, full_batch.line.slope, -1,
            "Without noise it falls as 1 / T."),
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
      bias_order("bias_on_the_way",
                 "On the way to the optimum the bias costs of the order of R "
                 "beta ~ 2^-2b.",
                 "slope of log2(naive gap - double sampling gap at the largest "
                 "T) against bits, over the bits where it is above 0 (95 %) "
                 "and twice the exact floor",
                 cost_slope(cells, all)),
      bias_order("bias_in_the_end",
                 "What the bias leaves in the end, too, is of the order of R "
                 "beta ~ 2^-2b (the theorem bounds it from above; this asks "
                 "whether the bound is met).",
                 "slope of log2(exact floor of the naive gap) against bits",
                 floor_slope(cells, all))};
}

}  // namespace zipml::sgd_rate
