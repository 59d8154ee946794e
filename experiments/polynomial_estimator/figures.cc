#include <fmt/format.h>

#include <cmath>
#include <utility>

#include "core/polynomial/estimate.h"
#include "experiments/polynomial_estimator/analysis.h"

namespace zipml::polynomial_estimator {
namespace {

enum class Against { kDegree, kBits };

Estimate power_of_ten(const Estimate& log) {
  return {std::pow(10, log.mean), std::pow(10, log.low), std::pow(10, log.high),
          log.n};
}

// Measured and exact variance of each form against the degree or the bits, of
// one data set and function.
Panel variance_panel(const Measurements& measured, const MomentsResult& shown,
                     Against against) {
  Panel panel{
      .title =
          fmt::format("{}, {}", shown.problem.title(), shown.target.title()),
      .x = {.label = against == Against::kBits ? "bits a draw" : "degree"},
      .y = {.label = "variance of an estimate", .logarithmic = true}};
  int color = 1;
  for (const std::string& form : polynomial_form_names()) {
    // Markers alone, which leave the formula's line to be seen.
    Series ours{
        .label = form_label(form), .color = color, .form = SeriesForm::kPoints};
    Series exact{.label = form_label(form) + ", exact",
                 .origin = Origin::kTheory,
                 .color = color++};
    for (const FormRow& row : rows_of(measured, form)) {
      const MomentsResult& moments = *row.moments;
      const bool on_line = against == Against::kBits
                               ? row.degree == measured.paper_degree
                               : moments.bits == measured.paper_bits;
      const Estimate variance = row.row->at("log_measured").estimate();
      if (!on_line || moments.problem.data != shown.problem.data ||
          moments.target.title() != shown.target.title()) {
        continue;
      }
      const double x = against == Against::kBits ? moments.bits : row.degree;
      ours.add(x, power_of_ten(variance));  // of nothing where n is 0
      exact.add(x, std::pow(10, row.row->number("log_exact")));
    }
    panel.series.push_back(std::move(ours));
    panel.series.push_back(std::move(exact));
  }
  return panel;
}

Figure variance_figure(const Measurements& measured, std::string id,
                       std::string title, Against against) {
  Figure figure{
      std::move(id), std::move(title),
      "Geometric mean over instances with 95 % band. Markers: measured; "
      "dotted: the exact formulas. The derivative that is estimated lies "
      "between 0 and 1."};
  for (const MomentsResult& moments : measured.moments) {
    // Once for each data set and function.
    if (moments.bits != measured.paper_bits) continue;
    figure.panels.push_back(variance_panel(measured, moments, against));
  }
  return figure;
}

}  // namespace

std::vector<Figure> make_figures(const Measurements& measured) {
  return {variance_figure(
              measured, "variance_against_degree",
              fmt::format("Variance of the forms against degree, {}-bit draws",
                          measured.paper_bits),
              Against::kDegree),
          variance_figure(
              measured, "variance_against_bits",
              fmt::format("Variance of the forms against bits, degree {}",
                          measured.paper_degree),
              Against::kBits)};
}

}  // namespace zipml::polynomial_estimator
