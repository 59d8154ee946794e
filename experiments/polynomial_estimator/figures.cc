#include <fmt/format.h>

#include <cmath>

#include "core/polynomial/estimate.h"
#include "experiments/polynomial_estimator/analysis.h"

namespace zipml::polynomial_estimator {
namespace {

// Measured and exact variance of each form against the degree or the bits, a
// panel a data set and function.
Figure variance_figure(const CellMaker& cells, const Results& results,
                       Figure figure, bool against_bits) {
  for (const ProblemSpec& problem : cells.problems()) {
    for (const ApproximationTarget& target : cells.targets()) {
      Panel panel{fmt::format("{}, {}", problem.title(), target.title()),
                  {.label = against_bits ? "bits a draw" : "degree"},
                  {.label = "variance of an estimate", .logarithmic = true},
                  {}};
      int color = 1;
      for (const std::string& form : polynomial_form_names()) {
        Series measured{
            .label = form_label(form), .color = color, .markers = true};
        Series exact{.label = form_label(form) + ", exact",
                     .origin = Origin::kTheory,
                     .color = color++};
        for (const FormRow& own : rows_of(cells, results, form)) {
          const bool here = own.problem == &problem && own.target == &target &&
                            (against_bits ? own.degree == cells.paper_degree()
                                          : own.bits == cells.paper_bits());
          const Estimate variance = own.row->at("log_measured").estimate();
          if (!here || variance.n == 0) continue;
          const double x = against_bits ? own.bits : own.degree;
          measured.x.push_back(x);
          measured.y.push_back(std::pow(10, variance.mean));
          measured.low.push_back(std::pow(10, variance.low));
          measured.high.push_back(std::pow(10, variance.high));
          exact.x.push_back(x);
          exact.y.push_back(std::pow(10, own.row->number("log_exact")));
        }
        panel.series.push_back(std::move(measured));
        panel.series.push_back(std::move(exact));
      }
      figure.panels.push_back(std::move(panel));
    }
  }
  return figure;
}

}  // namespace

std::vector<Figure> make_figures(const CellMaker& cells,
                                 const Results& results) {
  return {
      variance_figure(
          cells, results,
          {"variance_against_degree",
           fmt::format("Variance of the forms against degree, {}-bit draws",
                       cells.paper_bits()),
           "Geometric mean over instances with 95 % band. Markers: measured; "
           "dotted: the exact formulas. The derivative that is estimated lies "
           "between 0 and 1.",
           {}},
          false),
      variance_figure(
          cells, results,
          {"variance_against_bits",
           fmt::format("Variance of the forms against bits, degree {}",
                       cells.paper_degree()),
           "Geometric mean over instances with 95 % band. Markers: measured; "
           "dotted: the exact formulas. The derivative that is estimated lies "
           "between 0 and 1.",
           {}},
          true)};
}

}  // namespace zipml::polynomial_estimator
