#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "core/harness/findings/judge.h"
#include "core/polynomial/estimate.h"
#include "experiments/polynomial_estimator/analysis.h"

namespace zipml::polynomial_estimator {
namespace {

std::vector<FormRow> rows_of(const Measurements& measured,
                             const std::string& form,
                             const ProblemSpec& problem) {
  std::vector<FormRow> rows = rows_of(measured, form);
  std::erase_if(rows, [&](const FormRow& row) {
    return row.moments->problem.data != problem.data;
  });
  return rows;
}

Verdict unbiased(const Measurements& measured, const ProblemSpec& problem,
                 const std::string& form) {
  const bool printed = form == "monomial";
  // Functions and degrees share their draws, numbers of bits do not.
  std::map<int, RunningStatistics> of_bits;
  Scores scores;
  double one_draw = 0;
  for (const FormRow& row : rows_of(measured, form, problem)) {
    of_bits[row.moments->bits].add(row.row->at("mean_square").number());
    scores.merge({row.row->number("largest"), row.row->integer("count")});
  }
  for (const FormRow& row : rows_of(measured, kOneDraw, problem)) {
    one_draw = std::max(one_draw, row.row->number("largest"));
  }
  std::vector<double> squares;
  for (const auto& [bits, mean] : of_bits) squares.push_back(mean.mean());
  return {
      .claim = "C13",
      .statement = printed
                       ? "Polynomials of a^T x are estimated without bias from "
                         "independent quantizations."
                       : fmt::format("So they are in the {} form (ours).",
                                     form_label(form)),
      .where = printed ? "section 4.1" : "not in the paper",
      .metric =
          "mean z^2 of mean estimate - P(a^T x), a value each number "
          "of bits (1 without bias); largest |z| against its "
          "threshold",
      .paper = 1.0,
      .ours = t_interval(squares),
      .data = problem.label(),
      .judgement = judge_scores(scores, one_draw, "of the biased P(Q(a)^T x)")};
}

Verdict exact_variance(const Measurements& measured,
                       const ProblemSpec& problem) {
  std::vector<Judgement> parts;
  std::vector<double> ratios;
  for (const std::string& form : polynomial_form_names()) {
    for (const FormRow& row : rows_of(measured, form, problem)) {
      if (row.moments->bits != measured.paper_bits) continue;
      if (row.degree != measured.paper_degree) continue;
      const Estimate ratio = row.row->at("ratio").estimate();
      ratios.push_back(ratio.mean);
      Judgement part = judge_within(ratio, 1, 0.05);
      part.reason = fmt::format("{}, {}: {:.3f} [{:.3f}, {:.3f}]",
                                row.moments->target.function, form, ratio.mean,
                                ratio.low, ratio.high);
      parts.push_back(std::move(part));
    }
  }
  Judgement judgement = judge_all(parts);
  judgement.tolerance =
      "measured / exact within 0.05 of 1 with 95 % confidence over instances, "
      "for each form and function";
  return {.claim = "C13",
          .statement =
              "The variance of every form is the closed form (ours, in "
              "place of Lemma 4's bound).",
          .where = "not in the paper",
          .metric = fmt::format("measured over exact variance at {} bits and "
                                "degree {}, mean over functions and forms",
                                measured.paper_bits, measured.paper_degree),
          .ours = t_interval(ratios),
          .data = problem.label(),
          .judgement = std::move(judgement)};
}

// An estimate of a form's row; n = 0 where there is no row.
Estimate estimate_of(const Record* row, const char* name) {
  return row == nullptr ? Estimate() : row->at(name).estimate();
}

// At the paper's bits and degree, as the next.
Verdict form_matters(const MomentsResult& moments, int degree) {
  const Estimate ours =
      estimate_of(moments.row(degree, "monomial"), "log_over_symmetrised");
  Judgement judgement = judge_above(ours, 1);
  if (const Record* other = moments.row(degree, "chebyshev")) {
    judgement.reason += fmt::format("; of the Chebyshev form {:.3g}",
                                    other->at("log_over_symmetrised").number());
  }
  return {.claim = "C13",
          .statement =
              "The printed form has a variance over ten times the "
              "least possible at the paper's setting (ours).",
          .where = "not in the paper",
          .metric = fmt::format("log10 of the exact variance of the monomial "
                                "form over the symmetrised one's, {}, {} bits, "
                                "degree {}, over instances",
                                moments.target.title(), moments.bits, degree),
          .ours = ours,
          .data = moments.problem.label(),
          .judgement = std::move(judgement)};
}

// The negative result, an estimate at a time.
Verdict nearest_is_nearer(const MomentsResult& moments, int degree) {
  const Record* row = moments.row(degree, "symmetrised");
  const Estimate ours = estimate_of(row, "square_over_nearest");
  Judgement judgement = judge_above(ours, 0);
  if (row != nullptr) {
    judgement.reason +=
        fmt::format("; root mean squares {:.3g} and {:.3g}",
                    row->number("error"), row->number("nearest_error"));
  }
  return {.claim = "C15",
          .statement =
              "One copy rounded to nearest does as well as polynomial "
              "estimates at equal bits, or better: here in the error of the "
              "loss's derivative.",
          .where = "section 5.4",
          .metric = fmt::format("mean square error of the least noisy "
                                "(symmetrised) estimate minus that of the "
                                "nearest copy of equal bits, {}, {} bits a "
                                "draw, degree {}, over instances",
                                moments.target.title(), moments.bits, degree),
          .ours = ours,
          .data = moments.problem.label(),
          .judgement = std::move(judgement)};
}

// Lemma 4 over both kinds of instances; `name` is the count of a cell.
Verdict lemma_4(const Measurements& measured, const std::string& name) {
  const bool printed = name == "printed";
  std::int64_t instances = 0, above = 0;
  std::string reason;
  const auto add = [&](const std::string& part) {
    reason += (reason.empty() ? "" : "; ") + part;
  };
  for (const auto& [adversarial, values] : measured.lemma_4) {
    instances += values.integer("instances");
    above += values.integer(name);
    add(fmt::format("{} of {} {} instances above", values.integer(name),
                    values.integer("instances"),
                    adversarial ? "adversarial" : "random"));
    if (!printed) {
      add(fmt::format("largest E Q^2 / bound {:.6g}",
                      values.number("largest")));
    } else if (adversarial) {
      add(fmt::format("P(z) = z at a^T x = 0: E Q^2 = {:.3g}, bound {:.3g}",
                      values.number("identity_moment"),
                      values.number("identity_bound")));
    }
  }
  const Estimate share =
      instances == 0 ? Estimate() : binomial_interval(above, instances);
  return {.claim = "C13",
          .statement =
              printed
                  ? "Lemma 4 as printed: E Q^2 <= (sum m_i r(s)^i (a^T "
                    "x)^i)^2."
                  : "Lemma 4 as corrected: E Q^2 <= (sum |m_i| ((a^T x)^2 + "
                    "x^T D x)^(i/2))^2.",
          .where = printed ? "Lemma 4" : "Lemma 4, corrected (ours)",
          .metric =
              "share of instances above the bound, random and "
              "adversarial",
          .paper = printed ? Value(0.0) : Value(),
          .ours = share,
          .data = "generated",
          .judgement = judge_fact(share, above == 0,
                                  "no instance is above the bound", reason)};
}

Verdict four_extra_bits(const Measurements& measured,
                        const ProblemSpec& problem) {
  const int bits = measured.paper_bits;
  const int draws = measured.paper_degree + 1;
  const double claimed = std::ceil(std::log2(draws));
  Estimate extra;
  std::string numbers;
  if (const StorageResult* stored = measured.find_storage(problem, bits)) {
    const std::int64_t one = stored->values.integer("one");
    const std::int64_t many = stored->values.integer("many");
    extra = Estimate::exact(static_cast<double>(many - one),
                            stored->values.integer("values"));
    numbers = fmt::format(
        "{} bits for one draw, {} for {}; {:.4g} bits a value in the store's "
        "bytes",
        one, many, draws, stored->values.number("stored"));
  }
  return {.claim = "C13",
          .statement =
              "Storing k samples takes log2(k) extra bits: the 16 of "
              "degree 15 take 4, 8 bits a number with a 4-bit base.",
          .where = "section 5.4",
          .metric = fmt::format("extra bits a value in the packed store, {} "
                                "draws of {} bits",
                                draws, bits),
          .paper = claimed,
          .ours = extra,
          .data = problem.label(),
          .judgement = judge_fact(
              extra, extra.mean == claimed,
              fmt::format("exactly log2({}), rounded up to {} whole bits",
                          draws, claimed),
              numbers)};
}

}  // namespace

std::vector<Verdict> make_verdicts(const Measurements& measured) {
  std::vector<Verdict> verdicts;
  for (const ProblemSpec& problem : measured.problems) {
    for (const std::string& form : polynomial_form_names()) {
      verdicts.push_back(unbiased(measured, problem, form));
    }
    verdicts.push_back(exact_variance(measured, problem));
    for (const MomentsResult& moments : measured.moments) {
      if (moments.problem.data != problem.data) continue;
      if (moments.bits != measured.paper_bits) continue;
      verdicts.push_back(form_matters(moments, measured.paper_degree));
      verdicts.push_back(nearest_is_nearer(moments, measured.paper_degree));
    }
  }
  verdicts.push_back(lemma_4(measured, "printed"));
  verdicts.push_back(lemma_4(measured, "corrected"));
  if (!measured.problems.empty()) {
    verdicts.push_back(four_extra_bits(measured, measured.problems.front()));
  }
  return verdicts;
}

}  // namespace zipml::polynomial_estimator
