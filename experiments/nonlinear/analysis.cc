#include "experiments/nonlinear/analysis.h"

#include <fmt/format.h>

#include <cmath>
#include <functional>

namespace zipml::nonlinear {
namespace {

std::optional<Record> optimum_of(const Cells::Set& set,
                                 const Results& results) {
  if (set.optimum == nullptr) return std::nullopt;
  const CellResult& result = results.of(set.optimum);
  if (result.status != Status::kOk) return std::nullopt;
  return result.values;
}

}  // namespace

Estimate SetRuns::gap(const Runs& runs) const { return difference(runs, full); }

Estimate SetRuns::difference(const Runs& runs, const Runs& other) const {
  const std::vector<double> full_loss = full.values("final_loss");
  const auto relative = [&](const Runs& from) {
    std::vector<double> values = from.values("final_loss");
    for (std::size_t i = 0; i < values.size(); ++i) values[i] /= full_loss[i];
    return values;
  };
  return t_interval(
      pairwise(relative(runs), relative(other), std::minus<double>()));
}

Estimate accuracy_difference(const Runs& runs, const Runs& other) {
  Estimate difference = t_interval(pairwise(runs.values("final_accuracy"),
                                            other.values("final_accuracy"),
                                            std::minus<double>()));
  // Accuracies are counts over the test rows: below this is only rounding.
  if (std::abs(difference.mean) < 1e-12) difference.mean = 0;
  return difference;
}

std::string paper_figure(const SetRuns& set) {
  if (set.problem.set != "gisette") return "";
  return set.loss == "hinge" ? "9a" : "9b";
}

std::string paper_series_of(const std::string& method) {
  if (method == "polynomial") return "Chebyshev 8-bit";
  if (method == "nearest") return "deterministic 8-bit";
  if (method == "naive") return "unlabelled (probably naive stochastic 8-bit)";
  return method;
}

Findings Cells::analyse(const Results& results) const {
  std::vector<SetRuns> sets;
  for (const Set& set : sets_) {
    sets.push_back({.problem = set.problem,
                    .loss = set.loss,
                    .full = Runs(results, set.full),
                    .low = runs_of(results, set.low),
                    .optimum = optimum_of(set, results),
                    .budgets = budgets()});
  }
  return {
      .tables = make_tables(sets, figure_bits()),
      .figures = make_figures(sets, figure_bits()),
      .verdicts = make_verdicts(sets, figure_bits()),
      .notes = {
          fmt::format(
              "The objective is the mean loss plus c/2 ||x||^2, c = {}, over "
              "all coordinates, the intercept too; the paper does not state "
              "its regularization. The ridge keeps the margins, and with them "
              "the polynomial's radius R, small.",
              parameters().number("model.ridge")),
          fmt::format(
              "R is {} times the largest |a^T x| over the training rows at the "
              "end of any epoch of the 32-bit run of the same repetition, "
              "unless polynomial.radius is given: a polynomial explodes "
              "outside [-R, R], and is flat inside when R is large. A smaller "
              "factor fits better but lets the first, large steps leave [-R, "
              "R]. The paper states neither R nor the gap.",
              parameters().number("polynomial.radius_factor")),
          fmt::format(
              "Polynomials: {} fit, {} form, degree {} where the bits allow "
              "it. The step size is tuned for 32 bits and reused, as the paper "
              "does; batch {} (the paper states none for Fig 9): with batch 1 "
              "the last iterate swings too much to compare ways by a few per "
              "cent.",
              parameters().text("polynomial.fit"),
              parameters().text("polynomial.form"),
              parameters().integer("polynomial.degree"),
              parameters().integer("sgd.batch_size")),
          "The plotted objective has the ridge term in it; the paper's curves, "
          "drawn on the real gisette only, may have none.",
      }};
}

}  // namespace zipml::nonlinear
