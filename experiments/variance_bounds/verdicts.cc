#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

#include "core/base/statistics.h"
#include "core/harness/findings/joint.h"
#include "core/harness/findings/judge.h"
#include "experiments/variance_bounds/analysis.h"

namespace zipml::variance_bounds {
namespace {

// So many random and so many adversarial instances must stay below a bound.
constexpr std::int64_t kEnough = 10'000;

constexpr const char* kData = "generated instances";

bool pass(const Scores& scores) {
  return scores.count > 0 && scores.largest < scores.threshold();
}

Judgement judge_bound(const StatementResult& tried) {
  Judgement judgement;
  judgement.tolerance = fmt::format(
      "holds if none of at least {} random and {} adversarial instances is "
      "above the bound; refuted if one is, and its measured value is too with "
      "95 % confidence; either way measured and exact value must agree at the "
      "worst cases",
      kEnough, kEnough);
  if (tried.is_empty()) {
    judgement.reason = "nothing was measured";
    return judgement;
  }
  judgement.reason = fmt::format(
      "{} violations in {} random and {} adversarial instances; largest exact "
      "/ bound {:.4g}{}; largest |z| {:.3g}, threshold {:.3g}; at {} exact "
      "{:.4g}, bound {:.4g}, measured {:.4g} [{:.4g}, {:.4g}]",
      tried.violations, tried.random, tried.adversarial, tried.ratio,
      tried.violations > 0 ? ""
                           : fmt::format(", tightness {:.4g}", tried.objective),
      tried.scores.largest, tried.scores.threshold(), tried.instance,
      tried.exact, tried.bound, tried.measured.mean, tried.measured.low,
      tried.measured.high);
  judgement.by_interval = tried.violations > 0;
  const bool refuted = tried.violations > 0 && tried.measured.low > tried.bound;
  const bool held = tried.violations == 0 && tried.random >= kEnough &&
                    tried.adversarial >= kEnough;
  if (!pass(tried.scores)) {
    judgement.reason += "; so measured and exact values disagree";
  } else if (refuted) {
    judgement.outcome = Outcome::kNotReproduced;
  } else if (held) {
    judgement.outcome = Outcome::kReproduced;
  } else {
    judgement.reason += tried.violations > 0
                            ? "; the measured value does not show it"
                            : "; too few instances";
  }
  return judgement;
}

Verdict bound_verdict(const StatementResult& tried) {
  const Statement& statement = *tried.statement;
  const std::string quantity = quantity_formula(statement.quantity);
  const std::string erratum =
      *statement.erratum == '\0'
          ? ""
          : fmt::format(" (Erratum {}.)", statement.erratum);
  return {
      .claim = statement.claim,
      .kind = "bound",
      .statement =
          fmt::format("{} {}: {} <= {}.{}", statement.lemma,
                      statement.version(), quantity, statement.words, erratum),
      .where = statement.printed ? statement.where
                                 : fmt::format("ours, for {}", statement.where),
      .metric = fmt::format(
          "{} at the {}{}", quantity,
          tried.violations > 0 ? "counterexample" : "worst instance found",
          statement.printed ? "; the paper's value is its bound there" : ""),
      .paper =
          statement.printed && !tried.is_empty() ? Value(tried.bound) : Value(),
      .ours = tried.measured,
      .data = kData,
      .judgement = judge_bound(tried)};
}

Verdict unbiased(const std::vector<FormulaCheck>& checks) {
  const auto projection =
      std::find_if(checks.begin(), checks.end(), [](const FormulaCheck& check) {
        return check.quantity == Quantity::kProjection;
      });
  return {.claim = "C3",
          .kind = "unbiased",
          .statement = "Lemma 6 (ii): quantization is unbiased, E Q(v) = v.",
          .where = "Lemma 6 (ii)",
          .metric = "largest |z| of the mean of x^T Q(a) against x^T a",
          .ours = projection->scores.estimate(),
          .data = kData,
          .judgement = judge_scores(projection->scores, projection->of_more,
                                    "against a tenth more")};
}

// Every quantity on its own must be able to tell.
Verdict closed_forms(const std::vector<FormulaCheck>& checks) {
  Scores all;
  double of_more = std::numeric_limits<double>::infinity();
  std::string numbers;
  for (const FormulaCheck& check : checks) {
    if (check.quantity == Quantity::kProjection) continue;
    all.merge(check.scores);
    of_more = std::min(of_more, check.of_more);
    if (check.scores.count == 0) continue;
    numbers += fmt::format("; {}: largest |z| {:.3g}, measured / exact {}",
                           quantity_formula(check.quantity),
                           check.scores.largest, estimate_text(check.ratio));
  }
  return {
      .claim = "C2",
      .kind = "closed_forms",
      .statement =
          "The closed forms of all variances and second moments "
          "(ours) are what the quantizers and estimators do.",
      .where = "not in the paper",
      .metric =
          "largest |z| of measured against exact, over quantities and "
          "instances",
      .ours = all.estimate(),
      .data = kData,
      .judgement = with_reason(
          judge_scores(all, of_more, "of every quantity against a tenth more"),
          numbers)};
}

// The slope of each repetition: the points of one are the design, repetitions
// draw anew. `points` are the x of a point and its values by repetition.
struct PointOfLine {
  double x = 0;
  std::vector<double> values = {};
};

Estimate slope_of_repetitions(const std::vector<PointOfLine>& points) {
  std::vector<double> slopes;
  const std::size_t repetitions =
      points.empty() ? 0 : points.front().values.size();
  for (std::size_t i = 0; i < repetitions; ++i) {
    std::vector<double> x, y;
    for (const PointOfLine& point : points) {
      if (std::isnan(point.values[i])) continue;
      x.push_back(point.x);
      y.push_back(point.values[i]);
    }
    const Estimate slope = fit_power_law(x, y).slope;
    if (slope.n >= 2) slopes.push_back(slope.mean);
  }
  return t_interval(slopes);
}

Verdict grows_as_n_over_s2(const std::vector<CurvePoint>& curve) {
  std::vector<PointOfLine> points;
  for (const CurvePoint& point : curve) {
    const double load = point.features / (point.s * point.s);
    if (point.convention != LevelConvention::kPerSign || load > 1) continue;
    points.push_back({load, point.measured});
  }
  const Estimate slope = slope_of_repetitions(points);
  return {.claim = "C3",
          .kind = "n_over_s2",
          .statement =
              "With row scaling the variance of quantization goes as n "
              "/ s^2 once s >= sqrt(n) (Corollary 1's Theta(n / "
              "s^2)).",
          .where = "supplement B.2, Corollary 1",
          .metric =
              "slope of log measured variance against log(n / s^2), s >= "
              "sqrt(n), step 1/s per sign, a value a repetition",
          .paper = 1.0,
          .ours = slope,
          .data = kData,
          .judgement = judge_within(slope, 1, 0.1)};
}

Verdict constant_factor(const std::vector<EndToEndFactors>& all) {
  std::vector<PointOfLine> points;
  std::vector<double> factors;
  for (const EndToEndFactors& one : all) {
    points.push_back({static_cast<double>(one.features), one.factor});
    for (const double factor : present(one.factor)) factors.push_back(factor);
  }
  const Estimate slope = slope_of_repetitions(points);
  Judgement judgement = judge_within(slope, 0, 0.05);
  if (!factors.empty()) {
    judgement.reason +=
        fmt::format("; measured factors {:.3g} to {:.3g}",
                    *std::min_element(factors.begin(), factors.end()),
                    *std::max_element(factors.begin(), factors.end()));
  }
  return {.claim = "C4",
          .kind = "constant_factor",
          .statement =
              "End-to-end quantization costs a constant factor in "
              "variance: with s >= sqrt(n), E ||g||^2 <= C (||g'||^2 "
              "+ R^2 / s^2) whatever n is.",
          .where = "section 1.1, Corollary 2",
          .metric =
              "slope of log(E ||g||^2 / (||g'||^2 + R^2 / s^2)) against "
              "log n, measured on Gaussian vectors, a value a repetition",
          .paper = 0.0,
          .ours = slope,
          .data = kData,
          .judgement = judgement};
}

Verdict within_corollary_2(const std::vector<EndToEndFactors>& all) {
  std::vector<Estimate> cases;
  std::string numbers;
  for (const EndToEndFactors& one : all) {
    cases.push_back(
        interval(pairwise(one.factor, one.printed, std::divides<double>())));
    numbers +=
        fmt::format("; n = {}: {}", one.features, estimate_text(cases.back()));
  }
  const Estimate largest = largest_jointly(cases);
  Judgement judgement = judge_below(largest, 1);
  judgement.tolerance +=
      fmt::format(" at every n (all {} together)", cases.size());
  return {.claim = "C4",
          .kind = "within_corollary_2",
          .statement =
              "With s >= sqrt(n) the factor of end-to-end quantization stays "
              "below that of Corollary 2 as printed.",
          .where = "Corollary 2",
          .metric =
              "measured factor over Corollary 2's, on Gaussian vectors, the n "
              "where it is largest",
          .paper = "at most 1",
          .ours = largest,
          .data = kData,
          .judgement = with_reason(judgement, numbers)};
}

}  // namespace

std::vector<Verdict> make_verdicts(const Measurements& measured) {
  std::vector<Verdict> verdicts;
  for (const StatementResult& tried : measured.statements) {
    verdicts.push_back(bound_verdict(tried));
  }
  verdicts.push_back(unbiased(measured.formulas));
  verdicts.push_back(closed_forms(measured.formulas));
  verdicts.push_back(grows_as_n_over_s2(measured.curve));
  verdicts.push_back(constant_factor(measured.end_to_end));
  verdicts.push_back(within_corollary_2(measured.end_to_end));
  return verdicts;
}

}  // namespace zipml::variance_bounds
