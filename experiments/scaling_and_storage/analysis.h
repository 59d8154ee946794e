// From the results of scaling_and_storage to its findings.
#pragma once

#include <vector>

#include "core/harness/runs.h"
#include "experiments/linear/storage.h"
#include "experiments/scaling_and_storage/cells.h"

namespace zipml::scaling_and_storage {

// Samples of one data set scaled in one way. Values by repetition are paired.
struct ScalingResult {
  ProblemSpec problem = {};
  std::string normalization = {}, scaling = {};
  int bits = 0;
  // Exact; NaN: not known.
  double sample_variance = 0, gradient_variance = 0, bits_per_value = 0;
  std::vector<double> excess = {};       // final, F - F*
  std::vector<double> full_excess = {};  // of 32 bits
};
// Of the same data, normalization and bits, scaled by column.
const ScalingResult& by_column(const std::vector<ScalingResult>& all,
                               const ScalingResult& scaling);

// One channel quantized with one codec.
struct ChannelResult {
  ProblemSpec problem = {};
  Channel channel = Channel::kModel;
  std::string codec = {};
  int bits = 0;
  std::vector<double> excess = {};
};

// Averaged SGD of one variant on K rows; the members are those of
// run_fixed_point, by repetition.
struct FixedPointResult {
  ProblemSpec problem = {};
  const FixedPointVariant* variant = nullptr;
  int bits = 0, rows = 0;
  std::vector<double> distance = {}, from_optimum = {}, excess = {},
                      predicted_excess = {}, smallest_eigenvalue = {};

  // Repetitions whose mean Hessian is not positive: no point attracts.
  int unstable() const;
};

struct Measurements {
  std::vector<ScalingResult> scalings = {};
  std::vector<ChannelResult> channels = {};
  std::vector<FixedPointResult> fixed_points = {};
  std::vector<PackedSet> storage = {};
};

// For people: "by row, l2 norm", "min-max".
std::string scaling_label(const std::string& scaling);
std::string normalization_label(const std::string& normalization);

std::vector<Table> make_tables(const Cells& cells,
                               const Measurements& measured);
std::vector<Figure> make_figures(const Cells& cells,
                                 const Measurements& measured);
std::vector<Verdict> make_verdicts(const Cells& cells,
                                   const Measurements& measured);

}  // namespace zipml::scaling_and_storage
