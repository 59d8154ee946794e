#include <algorithm>
#include <cmath>

#include "experiments/chebyshev_error/analysis.h"

namespace zipml::chebyshev_error {
namespace {

constexpr int kSeriesColor = 1, kMinimaxColor = 2;

Figure error_figure(const std::vector<TargetCurves>& targets) {
  Figure figure{"error", "Largest error against degree",
                "max |P - f| on the domain. Dotted: the asymptote of the "
                "series for the sigmoid, of the minimax fit for the step, "
                "without a fitted constant. Rounding stops the fall at about "
                "1e-15."};
  for (const TargetCurves& m : targets) {
    Panel panel{.title = m.target.title(),
                .x = {.label = "degree"},
                .y = {.label = "largest error", .logarithmic = true}};
    const Curve& series = m.curves.at("series");
    const Curve& minimax = m.curves.at("minimax");
    panel.series = {{.label = "Chebyshev series",
                     .color = kSeriesColor,
                     .markers = true,
                     .x = series.degree,
                     .y = series.error},
                    {.label = "minimax",
                     .color = kMinimaxColor,
                     .markers = true,
                     .x = minimax.degree,
                     .y = minimax.error}};
    const bool sigmoid = m.target.is_sigmoid();
    Series theory{.label = sigmoid ? "theory, series" : "theory, minimax",
                  .origin = Origin::kTheory,
                  .color = sigmoid ? kSeriesColor : kMinimaxColor};
    for (const double degree : series.degree) {
      const double value = m.target.asymptote(static_cast<int>(degree));
      if (!std::isfinite(value) || value < 1e-15) continue;
      theory.add(degree, value);
    }
    panel.series.push_back(std::move(theory));
    figure.panels.push_back(std::move(panel));
  }
  return figure;
}

Figure growth_figure(const std::vector<TargetCurves>& targets) {
  Figure figure{"growth", "Size of the coefficients against degree",
                "Sum of |m_i| R^i over the monomial coefficients of the "
                "minimax fits, and the largest sum of |c_i| over their "
                "Chebyshev coefficients. Dotted: (1 + sqrt 2)^d, the growth "
                "of T_d itself."};
  for (const bool sigmoid : {true, false}) {
    Panel panel{.title = sigmoid ? "sigmoid" : "step",
                .x = {.label = "degree"},
                .y = {.label = "sum of |coefficients|", .logarithmic = true}};
    Series largest{.label = "Chebyshev basis, largest", .color = 4};
    Series theory{.label = "(1 + sqrt 2)^d", .origin = Origin::kTheory};
    int color = 0;
    for (const TargetCurves& m : targets) {
      if (m.target.is_sigmoid() != sigmoid) continue;
      const Curve& curve = m.curves.at("minimax");
      if (curve.degree.empty()) continue;
      panel.series.push_back({.label = m.target.range() + ", monomial basis",
                              .color = color++,
                              .markers = true,
                              .x = curve.degree,
                              .y = curve.monomial});
      largest.x = theory.x = curve.degree;
      largest.y.resize(curve.degree.size());
      theory.y.resize(curve.degree.size());
      for (std::size_t i = 0; i < curve.degree.size(); ++i) {
        largest.y[i] = std::max(largest.y[i], curve.chebyshev[i]);
        theory.y[i] = std::pow(1 + std::sqrt(2.0), curve.degree[i]);
      }
    }
    if (panel.series.empty()) continue;
    panel.series.push_back(std::move(largest));
    panel.series.push_back(std::move(theory));
    figure.panels.push_back(std::move(panel));
  }
  return figure;
}

Figure shape_figure(const std::vector<TargetCurves>& targets,
                    int paper_degree) {
  const std::string degree = std::to_string(paper_degree);
  Figure figure{"shape",
                "The polynomials of degree " + degree + " minus the functions",
                "Error of the Chebyshev series and of the minimax fit, which "
                "is free inside the gap. The errors are odd: the other half is "
                "the mirror image, turned over."};
  for (const TargetCurves& m : targets) {
    const CellResult& result = m.shape.front();
    if (result.status != Status::kOk) continue;
    Panel panel{.title = m.target.title(),
                .x = {.label = "z"},
                .y = {.label = "P(z) - f(z)"}};
    const std::vector<double> function = column(result.rows, "function");
    const auto add = [&](const char* name, const char* label, int color) {
      Series error{.label = label,
                   .color = color,
                   .x = column(result.rows, "z"),
                   .y = column(result.rows, name)};
      for (std::size_t i = 0; i < error.y.size(); ++i) {
        error.y[i] -= function.at(i);
      }
      panel.series.push_back(std::move(error));
    };
    add("series", "Chebyshev series", kSeriesColor);
    add("minimax", "minimax", kMinimaxColor);
    figure.panels.push_back(std::move(panel));
  }
  return figure;
}

}  // namespace

std::vector<Figure> make_figures(const std::vector<TargetCurves>& targets,
                                 int paper_degree) {
  return {error_figure(targets), growth_figure(targets),
          shape_figure(targets, paper_degree)};
}

}  // namespace zipml::chebyshev_error
