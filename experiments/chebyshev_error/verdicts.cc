#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/harness/findings/judge.h"
#include "experiments/chebyshev_error/analysis.h"

namespace zipml::chebyshev_error {
namespace {

constexpr const char* kData = "none (functions)";

std::string label(const std::string& approximation) {
  return approximation == "series" ? "Chebyshev series" : "minimax fit";
}

// "To any small bias": the error falls at a constant rate per degree, theory's.
Verdict smooth_rate(const TargetCurves& m) {
  const double theory = m.target.log_rate();
  const Estimate ours = m.curves.at("series").log_rate(false);
  Judgement judgement = judge_within(ours, theory, 0.02 * theory);
  judgement.tolerance +=
      " (2 % of theory's ln rho; the poles after the nearest add less from "
      "degree 9 on)";
  return {.claim = "C13",
          .kind = "smooth_rate",
          .statement =
              "The derivative of a smooth loss (logistic) is approximated to "
              "any small error: it falls geometrically with the degree, by rho "
              "= pi / R + sqrt(1 + (pi / R)^2) each.",
          .where = "section 4.2, Lemma 5",
          .metric = fmt::format("fall of ln(largest error) per degree of the "
                                "Chebyshev series, {}",
                                m.target.title()),
          .paper = theory,
          .ours = ours,
          .data = kData,
          .judgement = std::move(judgement)};
}

// The hinge's derivative at the paper's degree, over all gaps. The paper names
// neither the gap nor an error, so that the numbers neither hit nor miss.
Verdict hinge_error(const std::vector<TargetCurves>& targets, int degree,
                    const std::string& approximation) {
  Estimate largest;
  std::string numbers;
  for (const TargetCurves& m : targets) {
    if (m.target.is_sigmoid()) continue;
    const double error = m.curves.at(approximation).error_at(degree);
    if (std::isnan(error)) continue;
    largest = Estimate::exact(std::max(largest.mean, error), largest.n + 1);
    numbers += fmt::format("{}gap {}: {:.2g}", numbers.empty() ? "" : "; ",
                           m.target.gap, error);
  }
  return {.claim = "C13",
          .kind = "hinge_error",
          .statement = fmt::format(
              "Outside a gap, the {} of the experiments' degree (\"up to 15\") "
              "approximates the hinge loss's derivative to a small error.",
              label(approximation)),
          .where = "sections 4.2 and 5.4, supplement G",
          .metric =
              fmt::format("largest error of the {} of degree {} over the gaps",
                          label(approximation), degree),
          .ours = largest,
          .data = kData,
          .judgement = {
              .outcome = Outcome::kNotTestable,
              .tolerance = "none: the paper names neither the gap nor "
                           "the error",
              .reason = numbers.empty() ? "nothing was measured" : numbers}};
}

// d = O((R / delta) log(1 / epsilon)), with the constant 1.
Verdict hinge_law(const std::vector<TargetCurves>& targets,
                  const std::string& approximation) {
  double largest = 0;
  std::int64_t count = 0;
  std::string exponents;
  bool all = true;
  for (const TargetCurves& m : targets) {
    if (m.target.is_sigmoid()) continue;
    const Curve& curve = m.curves.at(approximation);
    all = all && !curve.degree.empty();
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
  const Estimate ours = Estimate::exact(largest, count);
  Judgement judgement = judge_fact(
      ours, largest <= 1,
      "at most 1, i.e. degree at most (R / delta) ln(1 / epsilon), at every "
      "degree and gap whose error is above rounding (the paper gives an order; "
      "the constant 1 is ours)",
      fmt::format("{:.3g} over {} errors{}", largest, count, exponents));
  if (judgement.outcome == Outcome::kReproduced && !all) {
    judgement = left_open(judgement, "; some gaps have no result");
  }
  return {
      .claim = "C13",
      .kind = "hinge_law",
      .statement = fmt::format(
          "Outside a gap delta the {} approximates the step to epsilon with a "
          "degree of O((R / delta) log(1 / epsilon)), with the constant 1.",
          label(approximation)),
      .where =
          "section 4.2, supplement G (Allen-Zhu and Li; Frostig et "
          "al.)",
      .metric = fmt::format("largest error e^(d delta / R) of the {}, over "
                            "gaps and degrees",
                            label(approximation)),
      .ours = ours,
      .data = kData,
      .judgement = judgement};
}

}  // namespace

std::vector<Verdict> make_verdicts(const std::vector<TargetCurves>& targets,
                                   int paper_degree) {
  std::vector<Verdict> verdicts;
  for (const TargetCurves& m : targets) {
    if (m.target.is_sigmoid()) verdicts.push_back(smooth_rate(m));
  }
  for (const std::string& approximation : kApproximations) {
    verdicts.push_back(hinge_error(targets, paper_degree, approximation));
    verdicts.push_back(hinge_law(targets, approximation));
  }
  return verdicts;
}

}  // namespace zipml::chebyshev_error
