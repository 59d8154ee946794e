// From cell results to the findings of chebyshev_error.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/harness/findings/findings.h"
#include "experiments/chebyshev_error/cells.h"

namespace zipml::chebyshev_error {

// One target by one approximation: a value for each odd degree, or none at all
// when the cell has no result.
struct Curve {
  std::vector<double> degree, error, error_whole, monomial, chebyshev;

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

struct Measured {
  ApproximationTarget target;
  std::map<std::string, Curve> curves;  // by approximation
};

std::vector<Measured> measure(const CellMaker& cells, const Results& results);

std::vector<Table> make_tables(const CellMaker& cells,
                               const std::vector<Measured>& measured);
std::vector<Figure> make_figures(const CellMaker& cells,
                                 const std::vector<Measured>& measured,
                                 const Results& results);
std::vector<Verdict> make_verdicts(const CellMaker& cells,
                                   const std::vector<Measured>& measured);

Findings analyse(const CellMaker& cells, const Settings& settings,
                 const Results& results);

}  // namespace zipml::chebyshev_error
