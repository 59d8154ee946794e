#include "experiments/sgd_rate/analysis.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

#include "experiments/sgd_rate/tasks.h"

namespace zipml::sgd_rate {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

Estimate over(const Estimate& value, double scale) {
  return {value.mean / scale, value.low / scale, value.high / scale, value.n};
}

VariantGaps measure(const Results& results, const Cells::Run& run) {
  VariantGaps measured{.variant = run.variant};
  const CellResult& constants = results.of(run.constants);
  if (constants.status == Status::kOk) {
    measured.constants = constants_of(constants);
  }
  const Runs training(results, run.training);
  measured.final_gaps = training.values("final_gap");
  const auto gaps = training.curves("gap");
  for (const auto& updates : training.curves("updates")) {
    if (!updates.empty()) measured.updates = updates;
  }
  for (const auto& curve : gaps) {
    measured.repetition_slopes.push_back(
        curve.empty() ? kNan
                      : fit_power_law(measured.updates, curve).slope.mean);
  }
  std::vector<double> means;
  for (std::size_t i = 0; i < measured.updates.size(); ++i) {
    std::vector<double> values;
    for (const auto& curve : gaps) {
      if (!curve.empty()) values.push_back(curve[i]);
    }
    measured.gap.push_back(t_interval(values));
    means.push_back(measured.gap.back().mean);
  }
  measured.line = fit_power_law(measured.updates, means);
  return measured;
}

}  // namespace

double VariantGaps::bound(std::size_t i) const {
  return biased_bound(*constants, updates[i]);
}

Estimate VariantGaps::tightest() const {
  Estimate tightest;
  double largest = -std::numeric_limits<double>::infinity();
  if (!known()) return tightest;
  for (std::size_t i = 0; i < gap.size(); ++i) {
    Estimate ratio = over(gap[i], bound(i));
    if (variant.method == kFullBatch && ratio.n > 0) {
      ratio = Estimate::exact(ratio.mean);
    }
    if (ratio.n == 0 || ratio.high < largest) continue;
    largest = ratio.high;
    tightest = ratio;
  }
  return tightest;
}

const VariantGaps& find(const std::vector<VariantGaps>& all,
                        const Variant& variant) {
  return *std::find_if(
      all.begin(), all.end(),
      [&](const VariantGaps& measured) { return measured.variant == variant; });
}

Estimate bias_cost(const std::vector<VariantGaps>& all, int bits) {
  return t_interval(pairwise(find(all, {"naive", bits}).final_gaps,
                             find(all, {"double_sampling", bits}).final_gaps,
                             std::minus<double>()));
}

Line cost_slope(const Cells& cells, const std::vector<VariantGaps>& all) {
  std::vector<double> x, y;
  for (const int bits : cells.bits()) {
    const VariantGaps& naive = find(all, {"naive", bits});
    const Estimate cost = bias_cost(all, bits);
    if (!naive.known() || !(cost.low > 0)) continue;
    if (cost.mean < 2 * naive.constants->floor) continue;
    x.push_back(std::exp2(bits));
    y.push_back(cost.mean);
  }
  return fit_power_law(x, y);
}

Line floor_slope(const Cells& cells, const std::vector<VariantGaps>& all) {
  std::vector<double> x, y;
  for (const int bits : cells.bits()) {
    const VariantGaps& naive = find(all, {"naive", bits});
    if (!naive.known()) continue;
    x.push_back(std::exp2(bits));
    y.push_back(naive.constants->floor);
  }
  return fit_power_law(x, y);
}

Findings Cells::analyse(const Results& results) const {
  std::vector<VariantGaps> all;
  for (const Run& run : runs_) all.push_back(measure(results, run));
  const GeneratorSpec spec = generator();
  return {
      .tables = make_tables(*this, all),
      .figures = make_figures(*this, all),
      .verdicts = make_verdicts(*this, all),
      .notes = {
          fmt::format(
              "The problem is generated: {} rows, {} features, S diagonal with "
              "eigenvalues falling geometrically from 1 to {:.3g}, an optimum "
              "of norm 1 with the same share in each direction, labels with "
              "noise of standard deviation {:.3g} that is orthogonal to the "
              "features. So strong convexity does not help within the updates "
              "that are run.",
              spec.rows, spec.features, 1 / spec.condition, spec.label_noise),
          "Models are projected on the ball ||x|| <= ||x*|| around the start, "
          "0. Every number of updates T is a run of its own, with the constant "
          "step 1 / (L + 1 / eta), eta = (R / sigma) sqrt(2 / T), R^2 = "
          "||x*||^2 / 2 (Bubeck 2015, Theorem 6.3), and its average over all "
          "iterates.",
          "sigma and beta are exact: the largest over the ball, by the "
          "formulas of the estimators' moments and a trust-region problem.",
          "Theorem 3's R beta is taken as printed with R = sup ||x - x_1||; "
          "its proof bounds ||x_t - x*||, which is up to twice that.",
      }};
}

}  // namespace zipml::sgd_rate
