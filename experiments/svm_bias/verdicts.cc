#include <fmt/format.h>

#include <algorithm>

#include "core/harness/findings/judge.h"
#include "experiments/linear/quantized_problem.h"
#include "experiments/svm_bias/analysis.h"
#include "experiments/svm_bias/instance.h"

namespace zipml::svm_bias {
namespace {

// A bound that must hold in every case: `ratio` is the largest value over it.
Judgement bound_holds(const Estimate& ratio, const std::string& what) {
  // 1e-6 for the rounding of the rows to floats.
  Judgement judgement = judge_fact(
      ratio.mean <= 1 + 1e-6, what + " at most its bound in every case",
      fmt::format("largest ratio {:.4g} of {} cases", ratio.mean, ratio.n));
  if (ratio.n == 0) {
    judgement.outcome = Outcome::kInconclusive;
    judgement.reason = "nothing was measured";
  }
  return judgement;
}

void describe_data(const SourceResult& result, Verdict& verdict) {
  const Source& source = result.source;
  verdict.data = source.is_generated() ? source.name : source.problem.set;
  verdict.data.stands_in_for = source.problem.stand_in_for;
}

enum class Form { kPrinted, kCorrected };

Verdict theorem(const SourceResult& result, const std::string& quantity,
                Form form) {
  const bool printed = form == Form::kPrinted;
  const std::string share =
      printed ? "R/(mC(1-delta)^2)" : "C R^2/(m(1-delta)^2)";
  const std::string bound =
      quantity == "bias" ? "epsilon + " + share
                         : "sigma^2 + r(s) + epsilon^2 + (r(s) + 4) " + share +
                               (printed ? "" : " + r(s) max Var Q(P)");
  Verdict verdict;
  verdict.claim = "T4";
  verdict.statement = fmt::format(
      "Theorem 4 {}: the {} of the polynomial hinge gradient is at most {}.",
      printed ? "as printed" : "as corrected (ours)", quantity, bound);
  verdict.where = printed ? "supplement G, Theorem 4" : "not in the paper";
  verdict.metric = fmt::format(
      "largest {} over its bound, over R, delta, degree and repetitions",
      quantity);
  describe_data(result, verdict);
  const SourceResult::Largest largest = result.largest_ratio(
      quantity, (printed ? "printed_" : "corrected_") + quantity);
  verdict.ours = largest.ratio;
  if (printed) verdict.paper = "at most 1";
  Judgement judgement = bound_holds(verdict.ours, quantity);
  if (verdict.ours.n > 0) {
    judgement.reason += fmt::format(
        ", at R = {:.3g}, delta = {:.3g}, degree {}", largest.point.radius,
        largest.point.gap, largest.point.degree);
  }
  apply(judgement, verdict);
  return verdict;
}

Verdict lemma(const CellMaker& cells, const Results& results, Form form) {
  const bool printed = form == Form::kPrinted;
  const std::string name = printed ? "printed" : "corrected";
  Verdict verdict;
  verdict.claim = "X4";
  verdict.statement =
      printed ? "Lemma 11 as printed: at most R / (C (1 - delta)^2) points "
                "have 1 - b a^T x in [-delta, delta]."
              : "Lemma 11 as corrected (ours): at most C R^2 / (1 - delta)^2 "
                "points have 1 - b a^T x in [-delta, delta].";
  verdict.where =
      printed ? "supplement G, Lemma 11" : "not in the paper (erratum X4)";
  verdict.metric = "largest count over its bound, over all instances";
  verdict.data = "generated";
  if (printed) verdict.paper = "at most 1";
  std::string violations;
  for (const std::string& family : family_names()) {
    const CellResult& result = results.of(cells.lemma_11(family));
    if (result.status != Status::kOk) continue;
    verdict.ours.mean =
        std::max(verdict.ours.mean, result.values.number(name + "_worst"));
    verdict.ours.n += result.values.integer("instances");
    violations += fmt::format("{}{} {}", violations.empty() ? "" : ", ", family,
                              result.values.integer(name + "_violations"));
  }
  verdict.ours.low = verdict.ours.high = verdict.ours.mean;
  Judgement judgement = bound_holds(verdict.ours, "count");
  if (verdict.ours.n > 0) judgement.reason += "; violations: " + violations;
  apply(judgement, verdict);
  return verdict;
}

// Not of the copies, which lie on levels: nothing there is random.
Verdict unbiased(const SourceResult& result) {
  Verdict verdict;
  verdict.claim = "C13";
  verdict.statement =
      "Polynomials of a^T x are estimated without bias from independent "
      "quantizations: E g is the polynomial's gradient.";
  verdict.where = "sections 4.1, 4.2";
  verdict.metric =
      "largest |z| of the measured mean gradient, a score a coordinate and "
      "point of the sweep";
  describe_data(result, verdict);
  for (const PointResult& own : result.points) {
    for (const Record& values : own.values) {
      verdict.ours.mean =
          std::max(verdict.ours.mean, values.number("largest_score"));
      verdict.ours.n += values.integer("scores");
    }
  }
  verdict.ours.low = verdict.ours.high = verdict.ours.mean;
  const double threshold = largest_score_threshold(verdict.ours.n);
  Judgement judgement = judge_fact(
      verdict.ours.mean < threshold,
      "no score passes the threshold of 1 false alarm in 1000",
      fmt::format("largest |z| {:.3g} of {} scores, threshold {:.3g}",
                  verdict.ours.mean, verdict.ours.n, threshold));
  if (verdict.ours.n == 0) judgement.outcome = Outcome::kInconclusive;
  apply(judgement, verdict);
  return verdict;
}

}  // namespace

std::vector<Verdict> make_verdicts(const CellMaker& cells,
                                   const std::vector<SourceResult>& measured,
                                   const Results& results) {
  std::vector<Verdict> verdicts = {lemma(cells, results, Form::kPrinted),
                                   lemma(cells, results, Form::kCorrected)};
  for (const SourceResult& result : measured) {
    for (const char* quantity : {"bias", "variance"}) {
      for (const Form form : {Form::kPrinted, Form::kCorrected}) {
        verdicts.push_back(theorem(result, quantity, form));
      }
    }
    if (result.source.name != "copies") verdicts.push_back(unbiased(result));
  }
  return verdicts;
}

}  // namespace zipml::svm_bias
