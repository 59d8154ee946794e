// What is measured on two curves, or two numbers of bits, of one repetition.
// A curve starts with epoch 0.
#pragma once

#include <limits>
#include <vector>

#include "core/base/statistics.h"
#include "core/quantize/grid.h"
#include "experiments/paper/curves.h"

namespace zipml::optimal_vs_uniform {

// What is not known.
inline constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

// Epochs to the same loss, and how many times as many uniform levels take.
struct EqualLoss {
  double uniform = 0;
  double optimal = 0;
  double ratio() const { return uniform / optimal; }
};

// The loss is the least that uniform levels reached in epochs 1 to `epoch`, or
// to the end of a shorter curve. Optimal levels that never reached it count one
// epoch more than the longer curve has: the ratio is then an upper bound.
// Both NaN for an empty curve.
EqualLoss equal_loss(const std::vector<double>& uniform,
                     const std::vector<double>& optimal, int epoch);
// The same of the paper's curves, which are linear between their digitised
// epochs.
EqualLoss equal_loss(const PaperCurve& uniform, const PaperCurve& optimal,
                     int epoch);

// The mean over epochs from 1 of loss / full - 1, as long as both curves go on;
// NaN when one is empty.
double mean_gap(const std::vector<double>& losses,
                const std::vector<double>& full);
double mean_gap(const PaperCurve& curve, const PaperCurve& full);

// Fewest bits for a smooth curve, uniform over optimal; 0 bits: none of those
// up to `most` sufficed. Uniform levels then count most + 1 (the ratio is a
// lower bound), for optimal ones the ratio is NaN.
double bits_ratio(double uniform, double optimal, int most);

// The bits at which uniform levels have the variance that optimal ones of
// `bits` bits have, when at the same bits theirs is `gain` times as large: the
// variance of s uniform intervals falls as 1 / s^2, so s sqrt(gain) of them.
double equal_variance_bits(int bits, double gain, LevelConvention convention);

// t interval of the mean logarithm of positive ratios, back on their scale: a
// geometric mean, for which 2 and 1/2 balance. NaN are left out.
Estimate geometric_interval(const std::vector<double>& ratios,
                            double confidence = 0.95);

}  // namespace zipml::optimal_vs_uniform
