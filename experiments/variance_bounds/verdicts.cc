#include <fmt/format.h>

#include <algorithm>
#include <cmath>

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

Judgement judge_formula(const FormulaCheck& check) {
  return judge_fact(
      check.scores.estimate(), pass(check.scores),
      "largest |z| below what so many scores pass once in 1000",
      fmt::format("{}: largest |z| {:.3g} of {} scores, threshold {:.3g}",
                  quantity_formula(check.quantity), check.scores.largest,
                  check.scores.count, check.scores.threshold()));
}

Verdict unbiased(const std::vector<FormulaCheck>& checks) {
  const auto projection =
      std::find_if(checks.begin(), checks.end(), [](const FormulaCheck& check) {
        return check.quantity == Quantity::kProjection;
      });
  return {.claim = "C3",
          .statement = "Lemma 6 (ii): quantization is unbiased, E Q(v) = v.",
          .where = "Lemma 6 (ii)",
          .metric = "z scores of the mean of x^T Q(a) against x^T a: largest",
          .ours = projection->scores.estimate(),
          .data = kData,
          .judgement = judge_formula(*projection)};
}

Verdict closed_forms(const std::vector<FormulaCheck>& checks) {
  std::vector<double> ratios;
  std::vector<Judgement> parts;
  for (const FormulaCheck& check : checks) {
    if (check.quantity == Quantity::kProjection) continue;
    if (check.ratio.n > 0) ratios.push_back(check.ratio.mean);
    parts.push_back(judge_formula(check));
  }
  return {.claim = "C2",
          .statement =
              "The closed forms of all variances and second moments "
              "(ours) are what the quantizers and estimators do.",
          .where = "not in the paper",
          .metric = "measured / exact, over quantities",
          .ours = t_interval(ratios),
          .data = kData,
          .judgement = judge_each(parts)};
}

Verdict grows_as_n_over_s2(const std::vector<CurvePoint>& curve) {
  std::vector<double> x, y;
  for (const CurvePoint& point : curve) {
    const double load = point.features / (point.s * point.s);
    if (point.convention != LevelConvention::kPerSign || load > 1) continue;
    for (const double value : present(point.measured)) {
      x.push_back(load);
      y.push_back(value);
    }
  }
  const Estimate slope = fit_power_law(x, y).slope;
  return {.claim = "C3",
          .statement =
              "With row scaling the variance of quantization goes as n "
              "/ s^2 once s >= sqrt(n) (Corollary 1's Theta(n / "
              "s^2)).",
          .where = "supplement B.2, Corollary 1",
          .metric =
              "slope of log measured variance against log(n / s^2), s >= "
              "sqrt(n), step 1/s per sign",
          .paper = 1.0,
          .ours = slope,
          .data = kData,
          .judgement = judge_within(slope, 1, 0.1)};
}

Verdict constant_factor(const std::vector<EndToEndFactors>& all) {
  std::vector<double> x, y, above;
  for (const EndToEndFactors& one : all) {
    for (std::size_t i = 0; i < one.factor.size(); ++i) {
      if (std::isnan(one.factor[i])) continue;
      x.push_back(one.features);
      y.push_back(one.factor[i]);
      above.push_back(one.factor[i] / one.printed[i]);
    }
  }
  const Estimate slope = fit_power_law(x, y).slope;
  Judgement growth = judge_within(slope, 0, 0.05);
  Judgement factor = judge_below(t_interval(above), 1);
  factor.tolerance =
      "measured over Corollary 2's printed bound " + factor.tolerance;
  if (!y.empty()) {
    growth.reason += fmt::format("; measured factors {:.3g} to {:.3g}",
                                 *std::min_element(y.begin(), y.end()),
                                 *std::max_element(y.begin(), y.end()));
  }
  return {.claim = "C4",
          .statement =
              "End-to-end quantization costs a constant factor in "
              "variance: with s >= sqrt(n), E ||g||^2 <= C (||g'||^2 "
              "+ R^2 / s^2) whatever n is.",
          .where = "section 1.1, Corollary 2",
          .metric =
              "slope of log(E ||g||^2 / (||g'||^2 + R^2 / s^2)) against "
              "log n, measured on Gaussian vectors",
          .paper = 0.0,
          .ours = slope,
          .data = kData,
          .judgement = judge_all({growth, factor})};
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
  return verdicts;
}

}  // namespace zipml::variance_bounds
