// From cell results to the findings of sgd_rate.
#pragma once

#include <optional>
#include <vector>

#include "core/base/statistics.h"
#include "core/harness/findings/findings.h"
#include "experiments/sgd_rate/cells.h"

namespace zipml::sgd_rate {

// One way of training. Repetitions without a result are left out of the gaps.
struct Measured {
  Variant variant;
  std::optional<Constants> constants;     // none: their cell failed
  std::vector<double> updates;            // T
  std::vector<Estimate> gap;              // over repetitions, one a T
  Line line;                              // of log gap against log T
  std::vector<double> repetition_slopes;  // by repetition; NaN: no result
  std::vector<double> final_gaps;         // at the largest T, likewise

  bool known() const { return constants && !gap.empty(); }
  // Of the theorem: with the bias terms for the naive estimator.
  double bound(std::size_t i) const;
  // gap / bound where its upper limit (its mean, for full batch) is largest.
  Estimate tightest() const;
};

std::vector<Measured> measure(const CellMaker& cells, const Results& results);
const Measured& find(const std::vector<Measured>& all, const Variant& variant);

// The naive estimator's gap above double sampling's at the largest T, paired
// by repetition.
Estimate bias_cost(const std::vector<Measured>& all, int bits);
// Its power law in 2^bits, over the bits where it is above zero with 95 %
// confidence and at least twice the exact floor: there the bias slows the way
// to the optimum rather than having arrived at its own.
Line cost_slope(const CellMaker& cells, const std::vector<Measured>& all);
// The power law of the exact floor.
Line floor_slope(const CellMaker& cells, const std::vector<Measured>& all);

std::vector<Table> make_tables(const CellMaker& cells,
                               const std::vector<Measured>& all);
std::vector<Figure> make_figures(const CellMaker& cells,
                                 const std::vector<Measured>& all);
std::vector<Verdict> make_verdicts(const CellMaker& cells,
                                   const std::vector<Measured>& all);

Findings analyse(const CellMaker& cells, const Results& results);

}  // namespace zipml::sgd_rate
