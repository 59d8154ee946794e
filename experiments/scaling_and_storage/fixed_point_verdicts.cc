#include <fmt/format.h>

#include <cmath>

#include "core/harness/findings/judge.h"
#include "experiments/linear/comparison.h"
#include "experiments/scaling_and_storage/verdicts.h"

namespace zipml::scaling_and_storage {
namespace {

// Every stable cell of one variant: one pooled mean of distance over noise.
Verdict goes_to(const Cells& cells, const Measurements& measured,
                const FixedPointVariant& variant) {
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
  const Estimate ours = t_interval(distances);
  Judgement near = judge_within(ours, 1, 0.5);
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
  return {.claim = "C2",
          .statement = fmt::format("Averaged SGD with {} goes to {}.",
                                   variant_label(variant), variant.point),
          .where = "section 2.2; the fixed points are not in the paper",
          .metric =
              "squared distance from the prediction over what SGD's "
              "noise makes of it, mean over data, bits, rows and "
              "repetitions",
          .paper = 1.0,
          .ours = ours,
          .data = data_of(cells.fixed_point_problems()),
          .judgement = std::move(judgement)};
}

// How the predicted excess of stored double sampling falls with K.
Verdict consistent(const Cells& cells, const Measurements& measured) {
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
  const Estimate ours = t_interval(slopes);
  Judgement judgement = judge_within(ours, -1, 0.5);
  if (left_out > 0) {
    judgement.reason += fmt::format(
        "; {} repetitions are left out: a result is missing, or the mean "
        "Hessian is not positive for one of the K",
        left_out);
  }
  return {.claim = "C2",
          .statement =
              "Stored double sampling is consistent, not exact: the "
              "excess of its fixed point falls as 1 / K.",
          .where = "not in the paper",
          .metric =
              "slope of log(excess of the instrumental-variable point) "
              "against log(K), mean over data, bits and repetitions",
          .ours = ours,
          .data = data_of(cells.fixed_point_problems()),
          .judgement = std::move(judgement)};
}

}  // namespace

std::vector<Verdict> fixed_point_verdicts(const Cells& cells,
                                          const Measurements& measured) {
  std::vector<Verdict> verdicts;
  for (const FixedPointVariant& variant : kFixedPoints) {
    verdicts.push_back(goes_to(cells, measured, variant));
  }
  verdicts.push_back(consistent(cells, measured));
  return verdicts;
}

}  // namespace zipml::scaling_and_storage
