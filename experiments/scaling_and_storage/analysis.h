// From cell results to the findings of scaling_and_storage.
#pragma once

#include <vector>

#include "core/harness/findings/findings.h"
#include "experiments/linear/collect.h"
#include "experiments/scaling_and_storage/cells.h"

namespace zipml::scaling_and_storage {

// Samples of one data set scaled in one way. Values by repetition are paired.
struct ScalingResult {
  ProblemSpec problem;
  std::string normalization, scaling;
  int bits = 0;
  // Exact; NaN: not known.
  double sample_variance = 0, gradient_variance = 0, bits_per_value = 0;
  std::vector<double> excess;       // final, F - F*
  std::vector<double> full_excess;  // of 32 bits
  double minimum = 0;               // F*; NaN: not known
};
std::vector<ScalingResult> measure_scalings(const CellMaker& cells,
                                            const Results& results);
// Of the same data, normalization and bits, scaled by column.
const ScalingResult& by_column(const std::vector<ScalingResult>& all,
                               const ScalingResult& own);

// One channel quantized with one codec.
struct ChannelResult {
  ProblemSpec problem;
  Channel channel = Channel::kModel;
  std::string codec;
  int bits = 0;
  std::vector<double> excess;
};
std::vector<ChannelResult> measure_channels(const CellMaker& cells,
                                            const Results& results);

// Averaged SGD of one variant on K rows; the members are those of
// run_fixed_point, by repetition.
struct FixedPointResult {
  ProblemSpec problem;
  const FixedPointVariant* variant = nullptr;
  int bits = 0, rows = 0;
  std::vector<double> distance, from_optimum, excess, predicted_excess,
      smallest_eigenvalue;

  // Repetitions whose mean Hessian is not positive: no point attracts.
  int unstable() const;
};
std::vector<FixedPointResult> measure_fixed_points(const CellMaker& cells,
                                                   const Results& results);

struct Measurements {
  std::vector<ScalingResult> scalings;
  std::vector<ChannelResult> channels;
  std::vector<FixedPointResult> fixed_points;
};

std::vector<Table> make_tables(const CellMaker& cells, const Results& results,
                               const Measurements& measured);
std::vector<Figure> make_figures(const CellMaker& cells,
                                 const Measurements& measured);
std::vector<Verdict> make_verdicts(const CellMaker& cells,
                                   const Results& results,
                                   const Measurements& measured);

Findings analyse(const CellMaker& cells, const Results& results);

}  // namespace zipml::scaling_and_storage
