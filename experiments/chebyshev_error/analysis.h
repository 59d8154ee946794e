// From the results of chebyshev_error to its findings.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/harness/runs.h"
#include "experiments/chebyshev_error/cells.h"

namespace zipml::chebyshev_error {

// One target by one approximation: a value for each odd degree, or none at all
// when the cell has no result.
struct Curve {
  std::vector<double> degree = {}, error = {}, error_whole = {}, monomial = {},
                      chebyshev = {};

  // The error at the highest degree that is at most `degree`; NaN: none.
  double error_at(int degree) const;
  // The lowest degree from which on the error stays at most epsilon.
  std::optional<int> degree_for(double epsilon) const;
  // The slope of -ln(error sqrt(degree)^half) against the degree, over degrees
  // from 9 on whose error is above 1e-11, where rounding does not yet show.
  // The best errors of the step have that factor 1 / sqrt(degree), those of the
  // sigmoid not.
  Estimate log_rate(bool half) const;
};

// One function with its approximations.
struct TargetCurves {
  ApproximationTarget target = {};
  std::map<std::string, Curve> curves = {};  // by approximation
  Runs shape = {};
};

std::vector<Table> make_tables(const Cells& cells,
                               const std::vector<TargetCurves>& targets);
std::vector<Figure> make_figures(const std::vector<TargetCurves>& targets,
                                 int paper_degree);
std::vector<Verdict> make_verdicts(const std::vector<TargetCurves>& targets,
                                   int paper_degree);

}  // namespace zipml::chebyshev_error
