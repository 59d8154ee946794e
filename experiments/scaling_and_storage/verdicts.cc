#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/harness/judge.h"
#include "experiments/linear/storage.h"
#include "experiments/scaling_and_storage/analysis.h"

namespace zipml::scaling_and_storage {
namespace {

Verdict about(const std::vector<ProblemSpec>& problems, const char* claim,
              std::string statement, const char* where, std::string metric) {
  Verdict verdict;
  verdict.claim = claim;
  verdict.statement = std::move(statement);
  verdict.where = where;
  verdict.metric = std::move(metric);
  const auto join = [](std::string& list, const std::string& item) {
    if (!item.empty()) list += (list.empty() ? "" : ", ") + item;
  };
  for (const ProblemSpec& problem : problems) {
    join(verdict.data, problem.set);
    join(verdict.stand_in, problem.stand_in_for);
  }
  return verdict;
}

// All parts under one rule: the rule once, the numbers of each.
Judgement judge_each(const std::vector<Judgement>& parts) {
  Judgement whole = judge_all(parts);
  if (!parts.empty()) whole.tolerance = parts.front().tolerance;
  return whole;
}

bool any_diverged(const std::vector<double>& values) {
  return std::any_of(values.begin(), values.end(),
                     [](double value) { return std::isinf(value); });
}

// The geometric mean of a / b over repetitions, with its 95 % interval.
Estimate mean_ratio(const std::vector<double>& a,
                    const std::vector<double>& b) {
  const Estimate log = t_interval(pairwise(
      a, b, [](double own, double its) { return std::log(own / its); }));
  if (log.n == 0) return log;
  return {std::exp(log.mean), std::exp(log.low), std::exp(log.high), log.n};
}

using Rule = Judgement (*)(const Estimate&, double);

// judge_above or judge_below of a / b against 1. A side that diverged alone is
// the larger one.
Judgement judge_ratio(const std::vector<double>& a,
                      const std::vector<double>& b, Rule rule) {
  Judgement judgement = rule(mean_ratio(a, b), 1);
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
Verdict column_beats(const CellMaker& cells, const Measurements& measured,
                     const std::string& normalization,
                     const std::string& scaling) {
  const int bits = cells.bits().front();
  Verdict verdict = about(
      cells.problems(), "A.3",
      fmt::format("Samples are better scaled by column than by {} ({} "
                  "features).",
                  scaling, normalization),
      "supplement A.3",
      fmt::format("final excess loss by row over that by column, {} bits; the "
                  "data set where it is least",
                  bits));
  std::vector<Judgement> parts;
  for (const ScalingResult& own : measured.scalings) {
    if (own.normalization != normalization || own.scaling != scaling ||
        own.bits != bits) {
      continue;
    }
    const ScalingResult& column = by_column(measured.scalings, own);
    const Estimate ratio = mean_ratio(own.excess, column.excess);
    if (ratio.n > 0 && std::isfinite(ratio.mean) &&
        (verdict.ours.n == 0 || ratio.mean < verdict.ours.mean)) {
      verdict.ours = ratio;
    }
    Judgement trained = judge_ratio(own.excess, column.excess, judge_above);
    trained.tolerance = "final excess by row over column " + trained.tolerance +
                        "; exact gradient variance by row over column > 1.01; "
                        "both on every data set";
    trained.reason =
        fmt::format("{}: excess {}", own.problem.title(), trained.reason);
    parts.push_back(std::move(trained));
    const double variances = own.gradient_variance / column.gradient_variance;
    if (std::isnan(variances)) continue;
    parts.push_back(judge_fact(
        variances > 1.01, "", fmt::format("variance {:.3g} times", variances)));
  }
  apply(judge_each(parts), verdict);
  return verdict;
}

Verdict norm_serves(const CellMaker& cells, const Measurements& measured,
                    Channel channel) {
  const int bits = cells.channel_bits().front();
  Verdict verdict = about(
      cells.problems(), "A.3",
      fmt::format("Row scaling by the l2 norm, the paper's choice, serves the "
                  "{} better than by its largest value.",
                  channel_name(channel)),
      "supplement A.3",
      fmt::format("final excess loss with row_l2 over that with row_max, {} "
                  "bits; the data set where it is largest",
                  bits));
  std::vector<Judgement> parts;
  for (const ChannelResult& own : measured.channels) {
    if (own.channel != channel || own.codec != "row_l2" || own.bits != bits) {
      continue;
    }
    const auto other = std::find_if(
        measured.channels.begin(), measured.channels.end(), [&](const auto& m) {
          return m.problem.data == own.problem.data && m.channel == channel &&
                 m.codec == "row_max" && m.bits == bits;
        });
    const Estimate ratio = mean_ratio(own.excess, other->excess);
    if (ratio.n > 0 && std::isfinite(ratio.mean) &&
        (verdict.ours.n == 0 || ratio.mean > verdict.ours.mean)) {
      verdict.ours = ratio;
    }
    Judgement part = judge_ratio(own.excess, other->excess, judge_below);
    part.tolerance += ", on every data set";
    part.reason = own.problem.title() + ": " + part.reason;
    parts.push_back(std::move(part));
  }
  apply(judge_each(parts), verdict);
  return verdict;
}

// Every stable cell of one variant: one pooled mean of distance over noise.
Verdict goes_to(const CellMaker& cells, const Measurements& measured,
                const FixedPointVariant& variant) {
  Verdict verdict = about(
      cells.fixed_point_problems(), "C2",
      fmt::format("Averaged SGD with {} goes to {}.", variant_label(variant),
                  variant.point),
      "section 2.2; the fixed points are not in the paper",
      "squared distance from the prediction over what SGD's noise makes of it, "
      "mean over data, bits, rows and repetitions");
  std::vector<double> distances, from_optimum;
  int unstable = 0;
  for (const FixedPointResult& own : measured.fixed_points) {
    if (own.variant != &variant) continue;
    unstable += own.unstable();
    for (std::size_t i = 0; i < own.distance.size(); ++i) {
      if (std::isnan(own.distance[i]) || !(own.smallest_eigenvalue[i] > 0)) {
        continue;
      }
      distances.push_back(own.distance[i]);
      from_optimum.push_back(own.from_optimum[i]);
    }
  }
  verdict.ours = t_interval(distances);
  verdict.paper = 1.0;
  Judgement near = judge_within(verdict.ours, 1, 0.5);
  near.tolerance += " (the noise of a small step, with room for its own part)";
  std::vector<Judgement> parts = {near};
  const bool biased = variant.stored || std::string(variant.method) == "naive";
  if (biased) {
    Judgement away = judge_above(t_interval(from_optimum), 1.5);
    away.tolerance = "its distance from the optimum " + away.tolerance;
    away.reason = "from the optimum: " + away.reason;
    parts.push_back(std::move(away));
  }
  Judgement judgement = judge_all(parts);
  if (unstable > 0) {
    judgement.reason += fmt::format(
        "; in {} further runs the mean Hessian is not positive and no point "
        "attracts",
        unstable);
  }
  apply(judgement, verdict);
  return verdict;
}

// How the predicted excess of stored double sampling falls with K.
Verdict consistent(const CellMaker& cells, const Measurements& measured) {
  Verdict verdict = about(
      cells.fixed_point_problems(), "C2",
      "Stored double sampling is consistent, not exact: the excess of its "
      "fixed point falls as 1 / K.",
      "not in the paper",
      "slope of log(excess of the instrumental-variable point) against log(K), "
      "mean over data, bits and repetitions");
  std::vector<double> slopes;
  int left_out = 0;
  for (const ProblemSpec& problem : cells.fixed_point_problems()) {
    for (const int bits : cells.fixed_point_bits()) {
      for (std::size_t i = 0; i < static_cast<std::size_t>(cells.repetitions());
           ++i) {
        std::vector<double> rows, excess;
        bool attracts = true;
        for (const FixedPointResult& own : measured.fixed_points) {
          if (own.variant != &kFixedPoints[1] || own.bits != bits ||
              own.problem.data != problem.data) {
            continue;
          }
          attracts = attracts && own.smallest_eigenvalue[i] > 0;
          rows.push_back(own.rows);
          excess.push_back(own.predicted_excess[i]);
        }
        const Line line = fit_power_law(rows, excess);
        if (attracts && line.slope.n >= 2) {
          slopes.push_back(line.slope.mean);
        } else {
          ++left_out;
        }
      }
    }
  }
  verdict.ours = t_interval(slopes);
  Judgement judgement = judge_within(verdict.ours, -1, 0.5);
  if (left_out > 0) {
    judgement.reason += fmt::format(
        "; {} repetitions are left out: a result is missing, or the mean "
        "Hessian is not positive for one of the K",
        left_out);
  }
  apply(judgement, verdict);
  return verdict;
}

Verdict extra_bits(const CellMaker& cells, const Results& results, int draws) {
  const ProblemSpec& problem = cells.problems().front();
  std::vector<Judgement> parts;
  Verdict verdict;
  for (const int bits : cells.storage_bits()) {
    verdict = extra_bits_verdict(results.of(cells.storage(problem, bits)).rows,
                                 draws);
    parts.push_back(
        {verdict.outcome, verdict.tolerance + " at every number of bits",
         fmt::format("{} bits: {} extra", bits, verdict.ours.mean)});
  }
  verdict.data = problem.set;
  verdict.stand_in = problem.stand_in_for;
  apply(judge_each(parts), verdict);
  return verdict;
}

// Erratum X7: the paper's words taken literally.
Verdict counts_alone(const CellMaker& cells) {
  Verdict verdict = about(
      {}, "C6",
      "The count of \"low\" among k samples of one cell costs log2(k) bits.",
      "section 2.2; erratum X7",
      "log2 of the counts that are possible, minus log2(k); the largest k");
  verdict.data = "arithmetic";
  verdict.paper = 0.0;
  std::string reason;
  bool holds = true;
  for (const int draws : cells.storage_draws()) {
    const double excess = std::log2(draws + 1) - std::log2(draws);
    holds = holds && excess <= 0;
    verdict.ours = {excess, excess, excess, 1};
    reason += fmt::format("{}k = {}: {} counts, {:.3g} bits",
                          reason.empty() ? "" : "; ", draws, draws + 1,
                          std::log2(draws + 1));
  }
  apply(judge_fact(holds, "k samples have at most k possible counts",
                   reason + "; it is the shared ends of cells that make "
                            "log2(k) enough"),
        verdict);
  return verdict;
}

}  // namespace

std::vector<Verdict> make_verdicts(const CellMaker& cells,
                                   const Results& results,
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
  for (const FixedPointVariant& variant : kFixedPoints) {
    verdicts.push_back(goes_to(cells, measured, variant));
  }
  verdicts.push_back(consistent(cells, measured));
  for (const int draws : cells.storage_draws()) {
    if (draws > 1) verdicts.push_back(extra_bits(cells, results, draws));
  }
  verdicts.push_back(counts_alone(cells));
  return verdicts;
}

}  // namespace zipml::scaling_and_storage
