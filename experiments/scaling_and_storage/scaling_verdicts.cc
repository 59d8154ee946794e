#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "core/harness/findings/judge.h"
#include "experiments/linear/comparison.h"
#include "experiments/scaling_and_storage/verdicts.h"

namespace zipml::scaling_and_storage {
namespace {

bool any_diverged(const std::vector<double>& values) {
  return std::any_of(values.begin(), values.end(),
                     [](double value) { return std::isinf(value); });
}

// The geometric mean of a / b over repetitions, with its 95 % interval; nothing
// when one diverged.
Estimate ratio_of(const std::vector<double>& a, const std::vector<double>& b) {
  return mean_ratio(pairwise(a, b, std::divides<double>()));
}

using Rule = Judgement (*)(const Estimate&, double);

// judge_above or judge_below of a / b against 1. A side that diverged alone is
// the larger one.
Judgement judge_ratio(const std::vector<double>& a,
                      const std::vector<double>& b, Rule rule) {
  Judgement judgement = rule(ratio_of(a, b), 1);
  const bool first = any_diverged(a), second = any_diverged(b);
  if (first == second || present(a).empty() || present(b).empty()) {
    return judgement;
  }
  judgement.outcome = first == (rule == judge_above) ? Outcome::kReproduced
                                                     : Outcome::kNotReproduced;
  judgement.reason =
      fmt::format("only the {} diverged", first ? "numerator" : "denominator");
  return judgement;
}

// Supplement A.3, for samples: column scaling against one way by row, on the
// fewest bits that are run, where rounding weighs most.
Verdict column_beats(const Cells& cells, const Measurements& measured,
                     const std::string& normalization,
                     const std::string& scaling) {
  const int bits = cells.fewest_bits();
  Estimate least;
  std::vector<Judgement> parts;
  for (const ScalingResult& own : measured.scalings) {
    if (!own.problem.stand_in_for.empty()) continue;
    if (own.normalization != normalization || own.scaling != scaling ||
        own.bits != bits) {
      continue;
    }
    const ScalingResult& column = by_column(measured.scalings, own);
    const Estimate ratio = ratio_of(own.excess, column.excess);
    if (ratio.n > 0 && std::isfinite(ratio.mean) &&
        (least.n == 0 || ratio.mean < least.mean)) {
      least = ratio;
    }
    Judgement trained = judge_ratio(own.excess, column.excess, judge_above);
    trained.tolerance = "final excess by row over column " + trained.tolerance +
                        "; exact gradient variance by row over column > 1.01; "
                        "both on every real set";
    trained.reason = fmt::format("{}, final excess by row over column: {}",
                                 own.problem.title(), trained.reason);
    parts.push_back(std::move(trained));
    const double variances = own.gradient_variance / column.gradient_variance;
    if (std::isnan(variances)) continue;
    parts.push_back(
        judge_fact(variances > 1.01, "",
                   fmt::format("{}, gradient variance: {:.3g} times",
                               own.problem.title(), variances)));
  }
  return {.claim = "A.3",
          .kind = "column_scaling",
          .statement = fmt::format("Samples are better scaled by column than "
                                   "{} ({} features).",
                                   scaling_label(scaling),
                                   normalization_label(normalization)),
          .where = "supplement A.3",
          .metric = fmt::format("final excess loss by row over that by column, "
                                "{} bits; the data set where it is least",
                                bits),
          .ours = least,
          .data = real_data(cells.problems()),
          .judgement = judge_each(parts)};
}

Verdict norm_serves(const Cells& cells, const Measurements& measured,
                    Channel channel) {
  const int bits = cells.fewest_channel_bits();
  Estimate largest;
  std::vector<Judgement> parts;
  for (const ChannelResult& own : measured.channels) {
    if (!own.problem.stand_in_for.empty()) continue;
    if (own.channel != channel || own.codec != "row_l2" || own.bits != bits) {
      continue;
    }
    const auto other = std::find_if(
        measured.channels.begin(), measured.channels.end(), [&](const auto& m) {
          return m.problem.data == own.problem.data && m.channel == channel &&
                 m.codec == "row_max" && m.bits == bits;
        });
    const Estimate ratio = ratio_of(own.excess, other->excess);
    if (ratio.n > 0 && std::isfinite(ratio.mean) &&
        (largest.n == 0 || ratio.mean > largest.mean)) {
      largest = ratio;
    }
    Judgement part = judge_ratio(own.excess, other->excess, judge_below);
    part.tolerance += ", on every real set";
    part.reason = own.problem.title() + ": " + part.reason;
    parts.push_back(std::move(part));
  }
  return {.claim = "A.3",
          .kind = "l2_norm_scaling",
          .statement = fmt::format("Row scaling by the l2 norm, the paper's "
                                   "choice, serves the {} better than by its "
                                   "largest value.",
                                   channel_name(channel)),
          .where = "supplement A.3",
          .metric = fmt::format("final excess loss with the l2 norm over that "
                                "with the largest value, {} bits; the data set "
                                "where it is largest",
                                bits),
          .ours = largest,
          .data = real_data(cells.problems()),
          .judgement = judge_each(parts)};
}

}  // namespace

std::vector<Verdict> scaling_verdicts(const Cells& cells,
                                      const Measurements& measured) {
  std::vector<Verdict> verdicts;
  for (const std::string& normalization : cells.normalizations()) {
    for (const std::string& scaling : kScalings) {
      if (scaling == "column_max") continue;
      verdicts.push_back(column_beats(cells, measured, normalization, scaling));
    }
  }
  for (const Channel channel : kChannels) {
    verdicts.push_back(norm_serves(cells, measured, channel));
  }
  return verdicts;
}

}  // namespace zipml::scaling_and_storage
