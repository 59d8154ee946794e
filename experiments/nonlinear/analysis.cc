#include "experiments/nonlinear/analysis.h"

#include <fmt/format.h>

#include <cmath>

namespace zipml::nonlinear {
namespace {

std::vector<double> over(std::vector<double> values,
                         const std::vector<double>& full) {
  for (std::size_t i = 0; i < values.size(); ++i) values[i] /= full[i];
  return values;
}

Estimate paired(const std::vector<double>& own,
                const std::vector<double>& other) {
  return t_interval(
      pairwise(own, other, [](double a, double b) { return a - b; }));
}

Way measure_way(const CellMaker& cells, const Figure9Panel& panel,
                const Results& results, const std::string& method, int bits) {
  const CellOf own = [&](int repetition) {
    return cells.training(panel, method, bits, repetition);
  };
  const int repetitions = cells.repetitions();
  Way way{collect(results, own, repetitions, "final_loss"),
          collect(results, own, repetitions, "final_accuracy"),
          count_diverged(results, own, repetitions)};
  const auto values = static_cast<double>(panel.problem.training_values);
  const auto features = static_cast<double>(panel.problem.features);
  for (const auto& sent : curves(results, own, repetitions, "sample_bits")) {
    if (sent.size() < 2) continue;
    // Of the first epoch; the intercept is one feature more.
    way.epoch_bits = sent[1];
    way.bits_per_value = sent[1] / (values * (1 + 1 / features));
  }
  return way;
}

Fit measure_fit(const CellMaker& cells, const Figure9Panel& panel,
                const Results& results, int bits) {
  const auto estimate = [&](const char* value) {
    return interval(collect(
        results,
        [&](int repetition) {
          return cells.training(panel, kPolynomial, bits, repetition);
        },
        cells.repetitions(), value));
  };
  return {estimate("radius"), estimate("epsilon"), estimate("outside")};
}

}  // namespace

Estimate Measured::gap(const Way& way) const { return difference(way, full); }

Estimate Measured::difference(const Way& way, const Way& other) const {
  return paired(over(way.loss, full.loss), over(other.loss, full.loss));
}

Estimate accuracy_difference(const Way& way, const Way& other) {
  Estimate difference = paired(way.accuracy, other.accuracy);
  // Accuracies are counts over the test rows: below this is only rounding.
  if (std::abs(difference.mean) < 1e-12) difference.mean = 0;
  return difference;
}

std::vector<Measured> measure(const CellMaker& cells, const Results& results) {
  std::vector<Measured> all;
  for (const Figure9Panel& panel : cells.panels()) {
    Measured measured;
    measured.panel = panel;
    measured.full = measure_way(cells, panel, results, "32-bit", 0);
    for (const int bits : cells.bits()) {
      for (const std::string& method : kMethods) {
        measured.ways[method][bits] =
            measure_way(cells, panel, results, method, bits);
      }
      measured.fits[bits] = measure_fit(cells, panel, results, bits);
    }
    if (cells.has_optimum()) {
      const CellResult& optimum = results.of(cells.optimum(panel));
      if (optimum.status == Status::kOk) measured.optimum = optimum.values;
    }
    all.push_back(std::move(measured));
  }
  return all;
}

Findings analyse(const CellMaker& cells, const Results& results) {
  const std::vector<Measured> measured = measure(cells, results);
  Findings findings;
  findings.tables = make_tables(cells, measured);
  findings.figures = make_figures(cells, measured, results);
  findings.verdicts = make_verdicts(cells, measured);
  for (Verdict& verdict : findings.verdicts) {
    verdict.profile = profile_name(cells.settings().profile);
  }
  const Record& parameters = cells.settings().parameters;
  findings.notes = {
      fmt::format(
          "The objective is the mean loss plus c/2 ||x||^2, c = {}, over all "
          "coordinates, the intercept too; the paper does not state its "
          "regularization. The ridge keeps the margins, and with them the "
          "polynomial's radius R, small.",
          parameters.number("model.ridge")),
      fmt::format(
          "R is {} times the largest |a^T x| over the training rows at the end "
          "of any epoch of the 32-bit run of the same repetition, unless "
          "polynomial.radius is given: a polynomial explodes outside [-R, R], "
          "and is flat inside when R is large. A smaller factor fits better "
          "but lets the first, large steps leave [-R, R]. The paper states "
          "neither R nor the gap.",
          parameters.number("polynomial.radius_factor")),
      fmt::format(
          "Polynomials: {} fit, {} form, degree {} where the bits allow it. "
          "The step size is tuned for 32 bits and reused, as the paper does; "
          "batch {} (the paper states none for Fig 9): with batch 1 the last "
          "iterate swings too much to compare ways by a few per cent.",
          parameters.text("polynomial.fit"), parameters.text("polynomial.form"),
          parameters.integer("polynomial.degree"),
          parameters.integer("sgd.batch_size")),
      "The plotted objective has the ridge term in it; the paper's curves, "
      "drawn "
      "on the real gisette only, may have none.",
  };
  return findings;
}

}  // namespace zipml::nonlinear
