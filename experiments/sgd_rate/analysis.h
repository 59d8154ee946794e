// From the results of sgd_rate to its findings.
#pragma once

#include <optional>
#include <vector>

#include "core/harness/runs.h"
#include "experiments/sgd_rate/cells.h"
#include "experiments/sgd_rate/theory.h"

namespace zipml::sgd_rate {

// One way of training. Repetitions without a result are left out of the gaps.
struct VariantGaps {
  Variant variant = {};
  std::optional<Constants> constants = {};  // none: their cell failed
  std::vector<double> updates = {};         // T
  std::vector<Estimate> gap = {};           // over repetitions, one a T
  Line line = {};                           // of log gap against log T
  // By repetition, NaN: no result. Slopes, and gaps at the largest T.
  std::vector<double> repetition_slopes = {}, final_gaps = {};

  bool known() const { return constants && !gap.empty(); }
  // Of the theorem: with the bias terms for the naive estimator.
  double bound(std::size_t i) const;
  // gap / bound where its upper limit is largest; of full batch, where nothing
  // is random, without sampling error.
  Estimate tightest() const;
};

const VariantGaps& find(const std::vector<VariantGaps>& all,
                        const Variant& variant);

// The naive estimator's gap above double sampling's at the largest T, paired
// by repetition.
Estimate bias_cost(const std::vector<VariantGaps>& all, int bits);
// Its power law in 2^bits, over the bits where it is above zero with 95 %
// confidence and at least twice the exact floor: there the bias slows the way
// to the optimum rather than having arrived at its own.
Line cost_slope(const Cells& cells, const std::vector<VariantGaps>& all);
// The power law of the exact floor.
Line floor_slope(const Cells& cells, const std::vector<VariantGaps>& all);

std::vector<Table> make_tables(const Cells& cells,
                               const std::vector<VariantGaps>& all);
std::vector<Figure> make_figures(const Cells& cells,
                                 const std::vector<VariantGaps>& all);
std::vector<Verdict> make_verdicts(const Cells& cells,
                                   const std::vector<VariantGaps>& all);

}  // namespace zipml::sgd_rate
