#include <fmt/format.h>

#include <algorithm>

#include "core/harness/findings/judge.h"
#include "experiments/svm_bias/analysis.h"
#include "experiments/svm_bias/instance.h"

namespace zipml::svm_bias {
namespace {

enum class Form { kPrinted, kCorrected };

// What is measured in its name.
std::string name_of(Form form) {
  return form == Form::kPrinted ? "printed" : "corrected";
}

// A bound that must hold in every case: `ratio` is the largest value over it,
// `missing` how many cases have no result.
Judgement bound_holds(const Estimate& ratio, const std::string& what,
                      const std::string& more, std::int64_t missing) {
  // 1e-6 for the rounding of the rows to floats.
  Judgement judgement = judge_fact(
      ratio, ratio.mean <= 1 + 1e-6, what + " at most its bound in every case",
      fmt::format("largest ratio {:.4g} of {} cases{}", ratio.mean, ratio.n,
                  more));
  if (judgement.outcome == Outcome::kReproduced && missing > 0) {
    judgement =
        left_open(judgement, fmt::format("; {} more have no result", missing));
  }
  return judgement;
}

std::string theorem_bound(const std::string& quantity, Form form) {
  const bool printed = form == Form::kPrinted;
  const std::string share =
      printed ? "R/(mC(1-delta)^2)" : "C R^2/(m(1-delta)^2)";
  if (quantity == "bias") return "epsilon + " + share;
  return "sigma^2 + r(s) + epsilon^2 + (r(s) + 4) " + share +
         (printed ? "" : " + r(s) max Var Q(P)");
}

// A theorem is about all sources: one is enough to refute it. Stand-ins for
// other sets are left out.
Verdict theorem(const std::vector<SourceRuns>& sources,
                const std::string& quantity, Form form) {
  const bool printed = form == Form::kPrinted;
  SourceRuns::Largest all;
  std::vector<DataLabel> labels;
  std::string numbers;
  std::int64_t missing = 0;
  for (const SourceRuns& source : sources) {
    const DataLabel label = source.source.label();
    const SourceRuns::Largest largest =
        source.largest_ratio(quantity, name_of(form) + "_" + quantity);
    const bool counts = label.stands_in_for.empty();
    if (counts) {
      labels.push_back(label);
      missing += source.missing;
    }
    if (largest.ratio.n == 0) continue;
    numbers += fmt::format(
        "; {}{}: {:.4g}, at R = {:.3g}, delta = {:.3g}, degree {}", label.name,
        counts ? "" : " (a stand-in, not counted)", largest.ratio.mean,
        largest.point.radius, largest.point.gap, largest.point.degree);
    if (!counts) continue;
    all.ratio = Estimate::exact(std::max(all.ratio.mean, largest.ratio.mean),
                                all.ratio.n + largest.ratio.n);
  }
  return {
      .claim = "T4",
      .kind = "theorem_4",
      .statement = fmt::format(
          "Theorem 4 {}: the {} of the polynomial hinge gradient is at most "
          "{}.",
          printed ? "as printed" : "as corrected (ours)", quantity,
          theorem_bound(quantity, form)),
      .where = printed ? "supplement G, Theorem 4" : "not in the paper",
      .metric = fmt::format(
          "largest {} over its bound, over sources, R, delta, degree and "
          "repetitions",
          quantity),
      .paper = printed ? Value("at most 1") : Value(),
      .ours = all.ratio,
      .data = labels.empty() ? DataLabel("none") : joined(labels),
      .judgement = bound_holds(all.ratio, quantity, numbers, missing)};
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
      .kind = "lemma_11",
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
      .judgement = bound_holds(
          ratio, "count", "; violations: " + violations,
          static_cast<std::int64_t>(family_names().size() - families.size()))};
}

// Not of the copies, which lie on levels: nothing there is random.
Verdict unbiased(const SourceRuns& source) {
  Scores scores;
  double of_hinge = 0;
  for (const auto& [point, runs] : source.points) {
    for (std::size_t repetition = 0; repetition < runs.size(); ++repetition) {
      const CellResult& result = runs[repetition];
      if (!result.has_values()) continue;
      scores.merge({result.values.number("largest_score"),
                    result.values.integer("scores")});
      of_hinge =
          std::max(of_hinge, result.values.number("largest_score_of_hinge"));
    }
  }
  return {.claim = "C13",
          .kind = "unbiased",
          .statement =
              "Polynomials of a^T x are estimated without bias from "
              "independent quantizations: E g is the polynomial's gradient.",
          .where = "sections 4.1, 4.2",
          .metric =
              "largest |z| of the measured mean gradient, a score a coordinate "
              "and point of the sweep",
          .ours = scores.estimate(),
          .data = source.source.label(),
          .judgement = judge_scores(scores, of_hinge,
                                    "against the hinge loss's own gradient")};
}

}  // namespace

std::vector<Verdict> make_verdicts(const std::vector<SourceRuns>& sources,
                                   const std::vector<Record>& families) {
  std::vector<Verdict> verdicts = {lemma(families, Form::kPrinted),
                                   lemma(families, Form::kCorrected)};
  for (const char* quantity : {"bias", "variance"}) {
    for (const Form form : {Form::kPrinted, Form::kCorrected}) {
      verdicts.push_back(theorem(sources, quantity, form));
    }
  }
  for (const SourceRuns& source : sources) {
    if (source.source.name != "copies") verdicts.push_back(unbiased(source));
  }
  return verdicts;
}

}  // namespace zipml::svm_bias
