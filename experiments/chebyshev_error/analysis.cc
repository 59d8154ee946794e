#include "experiments/chebyshev_error/analysis.h"

#include <cmath>
#include <limits>

namespace zipml::chebyshev_error {

double Curve::error_at(int wanted) const {
  double found = std::numeric_limits<double>::quiet_NaN();
  for (std::size_t i = 0; i < degree.size(); ++i) {
    if (degree[i] <= wanted) found = error[i];
  }
  return found;
}

std::optional<int> Curve::degree_for(double epsilon) const {
  std::optional<int> lowest;
  for (std::size_t i = 0; i < degree.size(); ++i) {
    if (!(error[i] <= epsilon)) {
      lowest.reset();
    } else if (!lowest) {
      lowest = static_cast<int>(degree[i]);
    }
  }
  return lowest;
}

Estimate Curve::log_rate(bool half) const {
  std::vector<double> x, y;
  for (std::size_t i = 0; i < degree.size(); ++i) {
    if (degree[i] < 9 || !(error[i] > 1e-11)) continue;
    x.push_back(degree[i]);
    y.push_back(-std::log(error[i]) - (half ? 0.5 * std::log(degree[i]) : 0));
  }
  if (x.size() < 3) return {};
  return fit_line(x, y).slope;
}

Findings Cells::analyse(const Results& results) const {
  std::vector<TargetCurves> targets;
  for (const Target& own : targets_) {
    TargetCurves measured{.target = own.target,
                          .shape = Runs(results, own.shape)};
    for (const auto& [approximation, cells] : own.errors) {
      const Runs runs(results, cells);
      const auto get = [&](const char* name) {
        return runs.curves(name).front();
      };
      measured.curves[approximation] = {
          get("degree"), get("error"), get("error_whole"),
          get("monomial_growth"), get("chebyshev_growth")};
    }
    targets.push_back(std::move(measured));
  }
  return {.tables = make_tables(*this, targets),
          .figures = make_figures(targets, paper_degree()),
          .verdicts = make_verdicts(targets, paper_degree()),
          .notes = {
              "The largest error is over the domain itself: [-R, R] for the "
              "sigmoid, gap <= |z| <= R for the step. Only gap / R matters for "
              "the step, so R is 1. Inside the gap no polynomial comes nearer "
              "to the jump than 1/2.",
              "The paper gives neither the gap nor R of its experiments, and "
              "names no error that it reached; the degree is \"up to 15\" "
              "(section 5.4)."}};
}

}  // namespace zipml::chebyshev_error
