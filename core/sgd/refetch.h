// Refetching (section 4.3, supplement G.3 to G.5): a sample is fetched again in
// full precision only where low precision cannot tell on which side of the
// hinge's kink it lies, that is the sign of the margin m = 1 - b a^T x.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "core/quantize/quantizer.h"
#include "core/sgd/estimator.h"

namespace zipml {

// The hinge's derivative in z is -b where m > 0 and 0 where m <= 0.
enum class HingeSide { kActive, kInactive, kUnknown };

// The side by a sample in full precision, never kUnknown: products exact in
// double, summed with compensation (Knuth's two-sum). The sign of the computed
// m is the exact one unless |m| is below about n^2 2^-106 (1 + sum_i |a_i
// x_i|). label: -1 or +1.
HingeSide exact_hinge_side(const float* sample, std::span<const float> model,
                           float label);

// How far a value can lie from the level that it was rounded to, float
// rounding included. The value must lie within the grid's range. For uniform
// levels it is the resolution of the column: the step for stochastic rounding,
// half a step to nearest. For others it is the wider of the two cells (or half
// cells) next to the drawn level.
class RoundingError {
 public:
  // The grid must outlive it.
  RoundingError(const LevelGrid& grid, Rounding rounding);

  // max |a_i - drawn| over the values a_i that may be rounded to `drawn`, which
  // must be a level of the feature.
  double of(std::size_t feature, float drawn) const {
    return uniform_.empty() ? of_levels(feature, drawn) : uniform_[feature];
  }

 private:
  double of_levels(std::size_t feature, float drawn) const;

  const LevelGrid* grid_;
  Rounding rounding_;
  std::vector<double> uniform_;  // by feature; empty for other grids
};

// The l1 bound of G.4 with column scaling: m lies within
//   1 - b Q(a)^T x +- sum_i |x_i| e_i,  e_i = RoundingError::of(i, Q(a_i)).
// kUnknown where that interval, widened by the rounding of its own arithmetic,
// holds 0. Otherwise the side is the exact one, whatever the sample: no flip is
// ever let through.
HingeSide bounded_hinge_side(const float* drawn, const RoundingError& error,
                             std::span<const float> model, float label);

// What both estimators do once they know the side, or know that they do not:
// gradient += weight * (-b q) for an active sample, nothing for an inactive
// one, q the visit's draw; an unknown side fetches the row again, and q is the
// row itself and the side the exact one. visit.full must be there then.
VisitCost add_hinge_gradient(HingeSide side, const SampleVisit& visit,
                             std::span<const float> model, float weight,
                             std::span<float> gradient);

}  // namespace zipml
