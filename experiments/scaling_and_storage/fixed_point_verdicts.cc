#include <fmt/format.h>

#include <cmath>

#include "core/harness/findings/judge.h"
#include "experiments/linear/comparison.h"
#include "experiments/scaling_and_storage/verdicts.h"

namespace zipml::scaling_and_storage {
namespace {

// Of one data set, over its bits, rows and repetitions: each has draws and an
// order of its own.
struct SetValues {
  std::vector<double> values = {};
  std::vector<double> from_optimum = {};
  int left_out = 0;
};

// The verdict's number is that of the data set that is farthest from what the
// rule wants.
void keep_farthest(Estimate& farthest, const Estimate& other, double wanted) {
  if (other.n == 0) return;
  const bool farther =
      std::abs(other.mean - wanted) > std::abs(farthest.mean - wanted);
  if (farthest.n == 0 || farther) farthest = other;
}

std::vector<ProblemSpec> real_problems(const Cells& cells) {
  std::vector<ProblemSpec> real = cells.fixed_point_problems();
  std::erase_if(real, [](const ProblemSpec& problem) {
    return !problem.stand_in_for.empty();
  });
  return real;
}

// Distances over noise of one variant, where a point attracts.
SetValues distances_of(const Measurements& measured, const ProblemSpec& problem,
                       const FixedPointVariant& variant) {
  SetValues set;
  for (const FixedPointResult& own : measured.fixed_points) {
    if (own.variant != &variant || own.problem.data != problem.data) continue;
    set.left_out += own.unstable();
    for (std::size_t i = 0; i < own.distance.size(); ++i) {
      if (std::isnan(own.distance[i]) || !(own.smallest_eigenvalue[i] > 0)) {
        continue;
      }
      set.values.push_back(own.distance[i]);
      set.from_optimum.push_back(own.from_optimum[i]);
    }
  }
  return set;
}

Verdict goes_to(const Cells& cells, const Measurements& measured,
                const FixedPointVariant& variant) {
  const bool biased = variant.stored || std::string(variant.method) == "naive";
  Estimate farthest;
  std::vector<Judgement> parts;
  int unstable = 0;
  for (const ProblemSpec& problem : real_problems(cells)) {
    const SetValues set = distances_of(measured, problem, variant);
    unstable += set.left_out;
    const Estimate distance = t_interval(set.values);
    keep_farthest(farthest, distance, 1);
    std::vector<Judgement> own = {
        about("distance from the prediction,", judge_within(distance, 1, 0.5))};
    if (biased) {
      own.push_back(about("distance from the optimum,",
                          judge_above(t_interval(set.from_optimum), 1.5)));
    }
    Judgement part = judge_all(own);
    part.tolerance +=
        ", on every real set (1: SGD's own noise; half of it is room for what "
        "a step that is not small adds)";
    part.reason = problem.title() + ": " + part.reason;
    parts.push_back(std::move(part));
  }
  Judgement judgement = judge_each(parts);
  if (unstable > 0) {
    judgement.reason += fmt::format(
        "; in {} further runs the mean Hessian is not positive and no point "
        "attracts",
        unstable);
  }
  return {
      .claim = "C2",
      .kind = "fixed_point",
      .statement = fmt::format(
          "Averaged SGD with {} goes to {}{}.", variant_label(variant),
          variant.point,
          unstable > 0 ? ", in the runs in which such a point attracts" : ""),
      .where = "section 2.2; the fixed points are not in the paper",
      .metric =
          "squared distance from the prediction over what SGD's noise "
          "makes of it, mean over bits, rows and repetitions; the data set "
          "that is farthest from 1",
      .paper = 1.0,
      .ours = farthest,
      .data = real_data(cells.fixed_point_problems()),
      .judgement = std::move(judgement)};
}

// Slopes of log(predicted excess of stored double sampling) against log(K).
SetValues slopes_of(const Cells& cells, const Measurements& measured,
                    const ProblemSpec& problem) {
  SetValues set;
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
        set.values.push_back(line.slope.mean);
      } else {
        ++set.left_out;
      }
    }
  }
  return set;
}

Verdict consistent(const Cells& cells, const Measurements& measured) {
  Estimate farthest;
  std::vector<Judgement> parts;
  int left_out = 0;
  for (const ProblemSpec& problem : real_problems(cells)) {
    const SetValues set = slopes_of(cells, measured, problem);
    left_out += set.left_out;
    const Estimate slope = t_interval(set.values);
    keep_farthest(farthest, slope, -1);
    Judgement part = judge_within(slope, -1, 0.5);
    part.tolerance += ", on every real set (0: not consistent)";
    part.reason = problem.title() + ": " + part.reason;
    parts.push_back(std::move(part));
  }
  Judgement judgement = judge_each(parts);
  if (left_out > 0) {
    judgement.reason += fmt::format(
        "; {} repetitions are left out: a result is missing, or the mean "
        "Hessian is not positive for one of the K",
        left_out);
  }
  return {.claim = "C2",
          .kind = "consistent",
          .statement =
              "Stored double sampling is consistent, not exact: the "
              "excess of its fixed point falls as 1 / K.",
          .where = "not in the paper",
          .metric =
              "slope of log(excess of the instrumental-variable point) "
              "against log(K), mean over bits and repetitions; the data set "
              "that is farthest from -1",
          .ours = farthest,
          .data = real_data(cells.fixed_point_problems()),
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
