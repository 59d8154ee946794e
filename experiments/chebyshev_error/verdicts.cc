#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/harness/findings/judge.h"
#include "experiments/chebyshev_error/analysis.h"

namespace zipml::chebyshev_error {
namespace {

Verdict about(std::string statement, std::string where, std::string metric) {
  Verdict verdict;
  verdict.claim = "C13";
  verdict.statement = std::move(statement);
  verdict.where = std::move(where);
  verdict.metric = std::move(metric);
  return verdict;
}

// An exact number made of `count` exact numbers; not measured when that is 0.
Estimate exact(double value, std::int64_t count) {
  return {value, value, value, count};
}

std::string label(const std::string& approximation) {
  return approximation == "series" ? "Chebyshev series" : "minimax fit";
}

Judgement missing(const std::string& rule) {
  return {Outcome::kInconclusive, rule, "nothing was measured"};
}

// "To any small bias": the error falls at a constant rate per degree, theory's.
Verdict smooth_rate(const Measured& m) {
  const ApproximationTarget& target = m.target;
  Verdict verdict = about(
      "The derivative of a smooth loss (logistic) is approximated to any small "
      "error: it falls geometrically with the degree, by rho = pi / R + "
      "sqrt(1 + (pi / R)^2) each.",
      "section 4.2, Lemma 5",
      fmt::format("fall of ln(largest error) per degree of the Chebyshev "
                  "series, {}",
                  target.title()));
  verdict.paper = target.log_rate();
  verdict.ours = m.curves.at("series").log_rate(false);
  Judgement judgement =
      judge_within(verdict.ours, target.log_rate(), 0.02 * target.log_rate());
  judgement.tolerance +=
      " (2 % of theory's ln rho; the poles after the "
      "nearest add less from degree 9 on)";
  apply(judgement, verdict);
  return verdict;
}

// The hinge's derivative at the paper's degree, over all gaps.
Verdict hinge_error(const CellMaker& cells,
                    const std::vector<Measured>& measured,
                    const std::string& approximation) {
  constexpr double kSmall = 0.05;
  const int degree = cells.paper_degree();
  Verdict verdict = about(
      "Outside a gap, the degree of the experiments (\"up to 15\") "
      "approximates the hinge loss's derivative to a small error (our "
      "reading: no error is named).",
      "sections 4.2 and 5.4, supplement G",
      fmt::format("largest error of the {} of degree {} over the gaps",
                  label(approximation), degree));
  const std::string rule = fmt::format("at most {} outside each gap", kSmall);
  std::vector<Judgement> parts;
  double largest = 0;
  for (const Measured& m : measured) {
    if (m.target.is_sigmoid()) continue;
    const double error = m.curves.at(approximation).error_at(degree);
    if (std::isnan(error)) continue;
    largest = std::max(largest, error);
    parts.push_back(
        judge_fact(error <= kSmall, "",
                   fmt::format("gap {}: {:.2g}", m.target.gap, error)));
  }
  verdict.ours = exact(largest, static_cast<std::int64_t>(parts.size()));
  Judgement judgement = judge_all(parts);
  judgement.tolerance = rule;
  apply(judgement, verdict);
  return verdict;
}

// d = O((R / delta) log(1 / epsilon)), with the constant 1.
Verdict hinge_law(const std::vector<Measured>& measured,
                  const std::string& approximation) {
  Verdict verdict = about(
      "Outside a gap delta the step is approximated to epsilon by a degree of "
      "O((R / delta) log(1 / epsilon)).",
      "section 4.2, supplement G (Allen-Zhu and Li; Frostig et al.)",
      fmt::format("largest error e^(d delta / R) of the {}, over gaps and "
                  "degrees",
                  label(approximation)));
  const std::string rule =
      "at most 1, i.e. degree at most (R / delta) ln(1 / epsilon), at every "
      "degree and gap whose error is above rounding";
  double largest = 0;
  std::int64_t count = 0;
  std::string exponents;
  for (const Measured& m : measured) {
    if (m.target.is_sigmoid()) continue;
    const Curve& curve = m.curves.at(approximation);
    for (std::size_t i = 0; i < curve.degree.size(); ++i) {
      if (!(curve.error[i] > 1e-13)) continue;  // rounding
      largest = std::max(
          largest, curve.error[i] * std::exp(curve.degree[i] * m.target.gap));
      ++count;
    }
    if (approximation == "series" && curve.degree.size() > 2) {
      exponents += fmt::format(
          "; gap {}: error falls as degree^{:.2g}, from {:.2g} to {:.2g}",
          m.target.gap, fit_power_law(curve.degree, curve.error).slope.mean,
          curve.error.front(), curve.error.back());
    }
  }
  verdict.ours = exact(largest, count);
  apply(count == 0 ? missing(rule)
                   : judge_fact(largest <= 1, rule,
                                fmt::format("{:.3g} over {} errors{}", largest,
                                            count, exponents)),
        verdict);
  return verdict;
}

}  // namespace

std::vector<Verdict> make_verdicts(const CellMaker& cells,
                                   const std::vector<Measured>& measured) {
  std::vector<Verdict> verdicts;
  for (const Measured& m : measured) {
    if (m.target.is_sigmoid()) verdicts.push_back(smooth_rate(m));
  }
  for (const std::string& approximation : kApproximations) {
    verdicts.push_back(hinge_error(cells, measured, approximation));
    verdicts.push_back(hinge_law(measured, approximation));
  }
  return verdicts;
}

}  // namespace zipml::chebyshev_error
