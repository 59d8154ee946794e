#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/harness/findings/judge.h"
#include "experiments/linear/collect.h"
#include "experiments/variance_bounds/analysis.h"

namespace zipml::variance_bounds {
namespace {

// So many random and so many adversarial instances must stay below a bound.
constexpr std::int64_t kEnough = 10'000;

Judgement judge_bound(const Tried& tried) {
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
  if (!tried.scores.pass()) {
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

Verdict bound_verdict(const Tried& tried) {
  const Statement& statement = *tried.statement;
  Verdict verdict;
  verdict.claim = statement.claim;
  verdict.statement =
      fmt::format("{} {}: {} <= {}.{}", statement.lemma, statement.version(),
                  quantity_formula(statement.quantity), statement.words,
                  *statement.erratum == '\0'
                      ? ""
                      : fmt::format(" (Erratum {}.)", statement.erratum));
  verdict.where = statement.printed
                      ? statement.where
                      : fmt::format("ours, for {}", statement.where);
  verdict.metric = quantity_formula(statement.quantity) +
                   (tried.violations > 0 ? " at the counterexample"
                                         : " at the worst instance found");
  if (statement.printed) {
    verdict.metric += "; the paper's value is its bound there";
    if (!tried.is_empty()) verdict.paper = tried.bound;
  }
  verdict.ours = tried.measured;
  apply(judge_bound(tried), verdict);
  return verdict;
}

Judgement judge_formula(const FormulaCheck& check) {
  Judgement judgement;
  judgement.tolerance =
      "largest |z| below what so many scores pass once in 1000";
  judgement.reason =
      fmt::format("{}: largest |z| {:.3g} of {} scores, threshold {:.3g}",
                  quantity_formula(check.quantity), check.scores.largest,
                  check.scores.count, check.scores.threshold());
  if (check.scores.count > 0) {
    judgement.outcome =
        check.scores.pass() ? Outcome::kReproduced : Outcome::kNotReproduced;
  }
  return judgement;
}

Verdict unbiased(const std::vector<FormulaCheck>& checks) {
  Verdict verdict;
  verdict.claim = "C3";
  verdict.statement = "Lemma 6 (ii): quantization is unbiased, E Q(v) = v.";
  verdict.where = "Lemma 6 (ii)";
  verdict.metric = "z scores of the mean of x^T Q(a) against x^T a: largest";
  const auto found =
      std::find_if(checks.begin(), checks.end(), [](const FormulaCheck& check) {
        return check.quantity == Quantity::kProjection;
      });
  const double largest = found->scores.largest;
  verdict.ours = {largest, largest, largest, found->scores.count};
  apply(judge_formula(*found), verdict);
  return verdict;
}

Verdict closed_forms(const std::vector<FormulaCheck>& checks) {
  Verdict verdict;
  verdict.claim = "C2";
  verdict.statement =
      "The closed forms of all variances and second moments (ours) are what "
      "the quantizers and estimators do.";
  verdict.where = "not in the paper";
  verdict.metric = "measured / exact, over quantities";
  std::vector<double> ratios;
  std::vector<Judgement> parts;
  for (const FormulaCheck& check : checks) {
    if (check.quantity == Quantity::kProjection) continue;
    if (check.ratio.n > 0) ratios.push_back(check.ratio.mean);
    parts.push_back(judge_formula(check));
  }
  for (std::size_t i = 1; i < parts.size(); ++i) parts[i].tolerance.clear();
  verdict.ours = t_interval(ratios);
  Judgement whole = judge_all(parts);
  whole.tolerance = parts.front().tolerance;
  apply(whole, verdict);
  return verdict;
}

Verdict grows_as_n_over_s2(const std::vector<CurvePoint>& curve) {
  Verdict verdict;
  verdict.claim = "C3";
  verdict.statement =
      "With row scaling the variance of quantization goes as n / s^2 once s "
      ">= sqrt(n) (Corollary 1's Theta(n / s^2)).";
  verdict.where = "supplement B.2, Corollary 1";
  verdict.metric =
      "slope of log measured variance against log(n / s^2), s >= sqrt(n), step "
      "1/s per sign";
  verdict.paper = 1.0;
  std::vector<double> x, y;
  for (const CurvePoint& point : curve) {
    const double load = point.features / (point.s * point.s);
    if (point.convention != LevelConvention::kPerSign || load > 1) continue;
    for (const double value : present(point.measured)) {
      x.push_back(load);
      y.push_back(value);
    }
  }
  verdict.ours = fit_power_law(x, y).slope;
  apply(judge_within(verdict.ours, 1, 0.1), verdict);
  return verdict;
}

Verdict constant_factor(const std::vector<EndToEnd>& all) {
  Verdict verdict;
  verdict.claim = "C4";
  verdict.statement =
      "End-to-end quantization costs a constant factor in variance: with s >= "
      "sqrt(n), E ||g||^2 <= C (||g'||^2 + R^2 / s^2) whatever n is.";
  verdict.where = "section 1.1, Corollary 2";
  verdict.metric =
      "slope of log(E ||g||^2 / (||g'||^2 + R^2 / s^2)) against log n, "
      "measured on Gaussian vectors";
  verdict.paper = 0.0;
  std::vector<double> x, y, above;
  for (const EndToEnd& one : all) {
    for (std::size_t i = 0; i < one.factor.size(); ++i) {
      if (std::isnan(one.factor[i])) continue;
      x.push_back(one.features);
      y.push_back(one.factor[i]);
      above.push_back(one.factor[i] / one.printed[i]);
    }
  }
  verdict.ours = fit_power_law(x, y).slope;
  Judgement growth = judge_within(verdict.ours, 0, 0.05);
  Judgement factor = judge_below(t_interval(above), 1);
  factor.tolerance =
      "measured over Corollary 2's printed bound " + factor.tolerance;
  if (!y.empty()) {
    growth.reason += fmt::format("; measured factors {:.3g} to {:.3g}",
                                 *std::min_element(y.begin(), y.end()),
                                 *std::max_element(y.begin(), y.end()));
  }
  apply(judge_all({growth, factor}), verdict);
  return verdict;
}

}  // namespace

std::vector<Verdict> make_verdicts(const Measured& measured) {
  std::vector<Verdict> verdicts;
  for (const Tried& tried : measured.tried) {
    verdicts.push_back(bound_verdict(tried));
  }
  verdicts.push_back(unbiased(measured.formulas));
  verdicts.push_back(closed_forms(measured.formulas));
  verdicts.push_back(grows_as_n_over_s2(measured.curve));
  verdicts.push_back(constant_factor(measured.end_to_end));
  return verdicts;
}

}  // namespace zipml::variance_bounds
