#include <fmt/format.h>

#include <algorithm>

#include "core/harness/findings/judge.h"
#include "experiments/svm_bias/analysis.h"

namespace zipml::svm_bias {
namespace {

enum class Form { kPrinted, kCorrected };

// What is measured in its name.
std::string name_of(Form form) {
  return form == Form::kPrinted ? "printed" : "corrected";
}

// A bound that must hold in every case: `ratio` is the largest value over it.
Judgement bound_holds(const Estimate& ratio, const std::string& what,
                      const std::string& more) {
  // 1e-6 for the rounding of the rows to floats.
  return judge_fact(ratio, ratio.mean <= 1 + 1e-6,
                    what + " at most its bound in every case",
                    fmt::format("largest ratio {:.4g} of {} cases{}",
                                ratio.mean, ratio.n, more));
}

std::string theorem_bound(const std::string& quantity, Form form) {
  const bool printed = form == Form::kPrinted;
  const std::string share =
      printed ? "R/(mC(1-delta)^2)" : "C R^2/(m(1-delta)^2)";
  if (quantity == "bias") return "epsilon + " + share;
  return "sigma^2 + r(s) + epsilon^2 + (r(s) + 4) " + share +
         (printed ? "" : " + r(s) max Var Q(P)");
}

Verdict theorem(const SourceRuns& source, const std::string& quantity,
                Form form) {
  const bool printed = form == Form::kPrinted;
  const SourceRuns::Largest largest =
      source.largest_ratio(quantity, name_of(form) + "_" + quantity);
  return {
      .claim = "T4",
      .statement = fmt::format(
          "Theorem 4 {}: the {} of the polynomial hinge gradient is at most "
          "{}.",
          printed ? "as printed" : "as corrected (ours)", quantity,
          theorem_bound(quantity, form)),
      .where = printed ? "supplement G, Theorem 4" : "not in the paper",
      .metric = fmt::format(
          "largest {} over its bound, over R, delta, degree and repetitions",
          quantity),
      .paper = printed ? Value("at most 1") : Value(),
      .ours = largest.ratio,
      .data = source.source.label(),
      .judgement =
          bound_holds(largest.ratio, quantity,
                      fmt::format(", at R = {:.3g}, delta = {:.3g}, degree {}",
                                  largest.point.radius, largest.point.gap,
                                  largest.point.degree))};
}

Verdict lemma(const std::vector<Record>& families, Form form) {
  const bool printed = form == Form::kPrinted;
  double worst = 0;
  std::int64_t instances = 0;
  std::string violations;
  for (const Record& family : families) {
    worst = std::max(worst, family.number(name_of(form) + "_worst"));
    instances += family.integer("instances");
    violations += fmt::format("{}{} {}", violations.empty() ? "" : ", ",
                              family.text("family"),
                              family.integer(name_of(form) + "_violations"));
  }
  const Estimate ratio = Estimate::exact(worst, instances);
  return {
      .claim = "X4",
      .statement =
          printed ? "Lemma 11 as printed: at most R / (C (1 - delta)^2) points "
                    "have 1 - b a^T x in [-delta, delta]."
                  : "Lemma 11 as corrected (ours): at most C R^2 / (1 - "
                    "delta)^2 points have 1 - b a^T x in [-delta, delta].",
      .where =
          printed ? "supplement G, Lemma 11" : "not in the paper (erratum X4)",
      .metric = "largest count over its bound, over all instances",
      .paper = printed ? Value("at most 1") : Value(),
      .ours = ratio,
      .data = "generated",
      .judgement = bound_holds(ratio, "count", "; violations: " + violations)};
}

// Not of the copies, which lie on levels: nothing there is random.
Verdict unbiased(const SourceRuns& source) {
  Scores scores;
  for (const auto& [point, runs] : source.points) {
    for (std::size_t repetition = 0; repetition < runs.size(); ++repetition) {
      const CellResult& result = runs[repetition];
      if (!result.has_values()) continue;
      scores.merge({result.values.number("largest_score"),
                    result.values.integer("scores")});
    }
  }
  return {.claim = "C13",
          .statement =
              "Polynomials of a^T x are estimated without bias from "
              "independent quantizations: E g is the polynomial's gradient.",
          .where = "sections 4.1, 4.2",
          .metric =
              "largest |z| of the measured mean gradient, a score a coordinate "
              "and point of the sweep",
          .ours = scores.estimate(),
          .data = source.source.label(),
          .judgement = judge_scores(scores)};
}

}  // namespace

std::vector<Verdict> make_verdicts(const std::vector<SourceRuns>& sources,
                                   const std::vector<Record>& families) {
  std::vector<Verdict> verdicts = {lemma(families, Form::kPrinted),
                                   lemma(families, Form::kCorrected)};
  for (const SourceRuns& source : sources) {
    for (const char* quantity : {"bias", "variance"}) {
      for (const Form form : {Form::kPrinted, Form::kCorrected}) {
        verdicts.push_back(theorem(source, quantity, form));
      }
    }
    if (source.source.name != "copies") verdicts.push_back(unbiased(source));
  }
  return verdicts;
}

}  // namespace zipml::svm_bias
