#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "core/harness/findings/judge.h"
#include "core/polynomial/estimate.h"
#include "experiments/linear/comparison.h"
#include "experiments/polynomial_estimator/analysis.h"

namespace zipml::polynomial_estimator {
namespace {

Verdict about(std::string statement, std::string where, std::string metric) {
  Verdict verdict;
  verdict.claim = "C13";
  verdict.statement = std::move(statement);
  verdict.where = std::move(where);
  verdict.metric = std::move(metric);
  return verdict;
}

Verdict about(const ProblemSpec& problem, std::string statement,
              std::string where, std::string metric) {
  return verdict_on(problem, "C13", std::move(statement), std::move(where),
                    std::move(metric));
}

std::vector<FormRow> rows_of(const CellMaker& cells, const Results& results,
                             const std::string& form,
                             const ProblemSpec& problem) {
  std::vector<FormRow> rows = rows_of(cells, results, form);
  std::erase_if(rows,
                [&](const FormRow& own) { return own.problem != &problem; });
  return rows;
}

Verdict unbiased(const CellMaker& cells, const Results& results,
                 const ProblemSpec& problem, const std::string& form) {
  Verdict verdict = about(
      problem,
      form == "monomial"
          ? "Polynomials of a^T x are estimated without bias from independent "
            "quantizations."
          : fmt::format("So they are in the {} form (ours).", form_label(form)),
      form == "monomial" ? "section 4.1" : "not in the paper",
      "mean z^2 of mean estimate - P(a^T x), a value each number of bits (1 "
      "without bias); largest |z| against its threshold");
  verdict.paper = 1.0;
  // Functions and degrees share their draws, numbers of bits do not.
  std::map<int, RunningStatistics> of_bits;
  std::int64_t count = 0;
  double largest = 0, one_draw = 0;
  for (const FormRow& own : rows_of(cells, results, form, problem)) {
    of_bits[own.bits].add(own.row->at("mean_square").number());
    count += own.row->integer("count");
    largest = std::max(largest, own.row->number("largest"));
  }
  for (const FormRow& own : rows_of(cells, results, kOneDraw, problem)) {
    one_draw = std::max(one_draw, own.row->number("largest"));
  }
  std::vector<double> squares;
  for (const auto& [bits, own] : of_bits) squares.push_back(own.mean());
  verdict.ours = t_interval(squares);
  const double threshold = largest_score_threshold(count);
  Judgement judgement;
  judgement.tolerance =
      "no score passes the threshold of 1 false alarm in 1000, and some score "
      "of the biased P(Q(a)^T x) does (else the draws cannot tell)";
  judgement.outcome = count == 0 || !(one_draw > threshold)
                          ? Outcome::kInconclusive
                      : largest < threshold ? Outcome::kReproduced
                                            : Outcome::kNotReproduced;
  judgement.reason = fmt::format(
      "largest |z| {:.3g} of {} scores, threshold {:.3g}; of one draw {:.3g}",
      largest, count, threshold, one_draw);
  apply(judgement, verdict);
  return verdict;
}

Verdict exact_variance(const CellMaker& cells, const Results& results,
                       const ProblemSpec& problem) {
  Verdict verdict = about(
      problem,
      "The variance of every form is the closed form (ours, in place of Lemma "
      "4's bound).",
      "not in the paper",
      fmt::format("measured over exact variance at {} bits and degree {}, mean "
                  "over functions and forms",
                  cells.paper_bits(), cells.paper_degree()));
  std::vector<Judgement> parts;
  std::vector<double> ratios;
  for (const std::string& form : polynomial_form_names()) {
    for (const FormRow& own : rows_of(cells, results, form, problem)) {
      if (own.bits != cells.paper_bits()) continue;
      if (own.degree != cells.paper_degree()) continue;
      const Estimate ratio = own.row->at("ratio").estimate();
      ratios.push_back(ratio.mean);
      Judgement part = judge_within(ratio, 1, 0.05);
      part.reason =
          fmt::format("{}, {}: {:.3f} [{:.3f}, {:.3f}]", own.target->function,
                      form, ratio.mean, ratio.low, ratio.high);
      parts.push_back(std::move(part));
    }
  }
  verdict.ours = t_interval(ratios);
  Judgement judgement = judge_all(parts);
  judgement.tolerance =
      "measured / exact within 0.05 of 1 with 95 % confidence over instances, "
      "for each form and function";
  apply(judgement, verdict);
  return verdict;
}

Verdict form_matters(const CellMaker& cells, const Results& results,
                     const ProblemSpec& problem,
                     const ApproximationTarget& target) {
  const int bits = cells.paper_bits();
  const int degree = cells.paper_degree();
  Verdict verdict = about(
      problem,
      "The printed form has a variance over ten times the least possible at "
      "the paper's setting (ours).",
      "not in the paper",
      fmt::format("log10 of the exact variance of the monomial form over the "
                  "symmetrised one's, {}, {} bits, degree {}, over instances",
                  target.title(), bits, degree));
  const CellResult& cell = results.of(cells.moments(problem, target, bits));
  const Record* row = find_row(cell, degree, "monomial");
  const Record* other = find_row(cell, degree, "chebyshev");
  if (row != nullptr) {
    verdict.ours = row->at("log_over_symmetrised").estimate();
  }
  Judgement judgement = judge_above(verdict.ours, 1);
  if (other != nullptr) {
    judgement.reason += fmt::format("; of the Chebyshev form {:.3g}",
                                    other->at("log_over_symmetrised").number());
  }
  apply(judgement, verdict);
  return verdict;
}

// The negative result, an estimate at a time.
Verdict nearest_is_nearer(const CellMaker& cells, const Results& results,
                          const ProblemSpec& problem,
                          const ApproximationTarget& target) {
  const int bits = cells.paper_bits();
  const int degree = cells.paper_degree();
  Verdict verdict = about(
      problem,
      "One copy rounded to nearest does as well as polynomial estimates at "
      "equal bits, or better: here in the error of the loss's derivative.",
      "section 5.4",
      fmt::format("mean square error of the least noisy (symmetrised) estimate "
                  "minus that of the nearest copy of equal bits, {}, {} bits a "
                  "draw, degree {}, over instances",
                  target.title(), bits, degree));
  verdict.claim = "C15";
  const CellResult& cell = results.of(cells.moments(problem, target, bits));
  const Record* row = find_row(cell, degree, "symmetrised");
  if (row != nullptr) {
    verdict.ours = row->at("square_over_nearest").estimate();
  }
  Judgement judgement = judge_above(verdict.ours, 0);
  if (row != nullptr) {
    judgement.reason +=
        fmt::format("; root mean squares {:.3g} and {:.3g}",
                    row->number("error"), row->number("nearest_error"));
  }
  apply(judgement, verdict);
  return verdict;
}

// Lemma 4 over both kinds of instances; `name` is the count of a cell.
Verdict lemma_4(const CellMaker& cells, const Results& results,
                const std::string& name) {
  const bool printed = name == "printed";
  Verdict verdict = about(
      printed ? "Lemma 4 as printed: E Q^2 <= (sum m_i r(s)^i (a^T x)^i)^2."
              : "Lemma 4 as corrected: E Q^2 <= (sum |m_i| ((a^T x)^2 + x^T D "
                "x)^(i/2))^2.",
      printed ? "Lemma 4" : "Lemma 4, corrected (ours)",
      "share of instances above the bound, random and adversarial");
  verdict.data = "generated";
  verdict.paper = printed ? Value(0.0) : Value();
  const std::string rule = "no instance is above the bound";
  std::int64_t instances = 0, above = 0;
  std::string reason;
  const auto add = [&](const std::string& part) {
    reason += (reason.empty() ? "" : "; ") + part;
  };
  for (const bool adversarial : {false, true}) {
    const CellResult& cell = results.of(cells.lemma_4(adversarial));
    if (cell.status != Status::kOk) continue;
    const std::int64_t own = cell.values.integer(name);
    const std::int64_t of = cell.values.integer("instances");
    instances += of;
    above += own;
    add(fmt::format("{} of {} {} instances above", own, of,
                    adversarial ? "adversarial" : "random"));
    if (!printed) {
      add(fmt::format("largest E Q^2 / bound {:.6g}",
                      cell.values.number("largest")));
    } else if (adversarial) {
      add(fmt::format("P(z) = z at a^T x = 0: E Q^2 = {:.3g}, bound {:.3g}",
                      cell.values.number("identity_moment"),
                      cell.values.number("identity_bound")));
    }
  }
  if (instances == 0) {
    apply({Outcome::kInconclusive, rule, "nothing was measured"}, verdict);
    return verdict;
  }
  verdict.ours = binomial_interval(above, instances);
  apply(judge_fact(above == 0, rule, reason), verdict);
  return verdict;
}

Verdict four_extra_bits(const CellMaker& cells, const Results& results,
                        const ProblemSpec& problem) {
  const int bits = cells.paper_bits();
  const int draws = cells.paper_degree() + 1;
  const double claimed = std::ceil(std::log2(draws));
  Verdict verdict = about(
      problem,
      "Storing k samples takes log2(k) extra bits: the 16 of degree 15 take 4, "
      "8 bits a number with a 4-bit base.",
      "section 5.4",
      fmt::format("extra bits a value in the packed store, {} draws of {} bits",
                  draws, bits));
  verdict.paper = claimed;
  const std::string rule = fmt::format(
      "exactly log2({}), rounded up to {} whole bits", draws, claimed);
  const CellResult& cell = results.of(cells.storage(problem, bits));
  if (cell.status != Status::kOk) {
    apply({Outcome::kInconclusive, rule, "nothing was measured"}, verdict);
    return verdict;
  }
  const auto one = static_cast<double>(cell.values.integer("one"));
  const auto many = static_cast<double>(cell.values.integer("many"));
  const double extra = many - one;
  verdict.ours = {extra, extra, extra, cell.values.integer("values")};
  apply(judge_fact(
            extra == claimed, rule,
            fmt::format("{} bits for one draw, {} for {}; {:.4g} bits a value "
                        "in the store's bytes",
                        one, many, draws, cell.values.number("stored"))),
        verdict);
  return verdict;
}

}  // namespace

std::vector<Verdict> make_verdicts(const CellMaker& cells,
                                   const Results& results) {
  std::vector<Verdict> verdicts;
  for (const ProblemSpec& problem : cells.problems()) {
    for (const std::string& form : polynomial_form_names()) {
      verdicts.push_back(unbiased(cells, results, problem, form));
    }
    verdicts.push_back(exact_variance(cells, results, problem));
    for (const ApproximationTarget& target : cells.targets()) {
      verdicts.push_back(form_matters(cells, results, problem, target));
      verdicts.push_back(nearest_is_nearer(cells, results, problem, target));
    }
  }
  verdicts.push_back(lemma_4(cells, results, "printed"));
  verdicts.push_back(lemma_4(cells, results, "corrected"));
  if (!cells.problems().empty()) {
    verdicts.push_back(
        four_extra_bits(cells, results, cells.problems().front()));
  }
  return verdicts;
}

}  // namespace zipml::polynomial_estimator
