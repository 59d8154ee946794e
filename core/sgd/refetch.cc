#include "core/sgd/refetch.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "core/kernels/kernels.h"

namespace zipml {
namespace {

constexpr double kFloatUnit = 0x1p-24;
constexpr double kDoubleUnit = 0x1p-53;

// A sum as if in twice the precision: Knuth's error of each addition, summed.
class CompensatedSum {
 public:
  void add(double value) {
    const double sum = sum_ + value;
    const double added = sum - sum_;
    rest_ += (sum_ - (sum - added)) + (value - added);
    sum_ = sum;
  }
  double value() const { return sum_ + rest_; }

 private:
  double sum_ = 0;
  double rest_ = 0;
};

}  // namespace

HingeSide exact_hinge_side(const float* sample, std::span<const float> model,
                           float label) {
  CompensatedSum margin;
  margin.add(1);
  const double sign = -double{label};
  for (std::size_t i = 0; i < model.size(); ++i) {
    margin.add(sign * (double{sample[i]} * double{model[i]}));
  }
  return margin.value() > 0 ? HingeSide::kActive : HingeSide::kInactive;
}

RoundingError::RoundingError(const LevelGrid& grid, Rounding rounding)
    : grid_(&grid), rounding_(rounding) {
  if (!grid.is_uniform()) return;
  const double cells = rounding == Rounding::kStochastic ? 1 : 0.5;
  for (std::size_t i = 0; i < grid.features(); ++i) {
    const double step = double{grid.step()[i]};
    // The place t = (v - low) / step of a value passes four float roundings and
    // its level low + k step two more: under 4.1 u t steps, and under
    // 2.1 u (|low| + range): together under half of this.
    const double slack =
        16 * kFloatUnit *
        (std::abs(double{grid.low()[i]}) + (grid.intervals() + 1) * step);
    uniform_.push_back(step > 0 ? cells * step + slack : slack);
  }
}

double RoundingError::of_levels(std::size_t feature, float drawn) const {
  // The level's place: the first that is not below `drawn`, so that repeated
  // levels do not count as neighbours.
  int k = grid_->place(feature, drawn).cell;
  while (k < grid_->intervals() && grid_->level(feature, k) < drawn) ++k;
  while (k > 0 && grid_->level(feature, k - 1) >= drawn) --k;
  int next = k;
  while (next < grid_->intervals() && grid_->level(feature, next) <= drawn) {
    ++next;
  }
  const double below =
      k > 0 ? double{drawn} - double{grid_->level(feature, k - 1)} : 0;
  const double above = double{grid_->level(feature, next)} - double{drawn};
  const double widest = std::max(below, above);
  if (rounding_ == Rounding::kStochastic) return widest;
  // The fraction that decides has three float roundings.
  return widest * (0.5 + 4 * kFloatUnit);
}

HingeSide bounded_hinge_side(const float* drawn, const RoundingError& error,
                             std::span<const float> model, float label) {
  double prediction = 0, bound = 0, size = 1;
  for (std::size_t i = 0; i < model.size(); ++i) {
    const double x = double{model[i]};
    const double product = double{drawn[i]} * x;
    prediction += product;
    size += std::abs(product);
    bound += std::abs(x) * error.of(i, drawn[i]);
  }
  // Each of the three sums of n terms errs by at most n u times its size.
  const double n = static_cast<double>(model.size()) + 4;
  bound += 2 * n * kDoubleUnit * (size + bound);
  const double margin = 1 - double{label} * prediction;
  if (margin > bound) return HingeSide::kActive;
  if (margin < -bound) return HingeSide::kInactive;
  return HingeSide::kUnknown;
}

VisitCost add_hinge_gradient(HingeSide side, const SampleVisit& visit,
                             std::span<const float> model, float weight,
                             std::span<float> gradient) {
  const bool refetched = side == HingeSide::kUnknown;
  const float* sample = visit.draws[0];
  if (refetched) {
    assert(visit.full != nullptr);
    sample = visit.full;
    side = exact_hinge_side(sample, model, visit.label);
  }
  if (side == HingeSide::kActive) {
    kernels().add_scaled(-weight * visit.label, sample, gradient.data(),
                         model.size());
  }
  return {.refetched = refetched};
}

}  // namespace zipml
