// Whether two estimates differ by more than their noise, and which of many do.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "core/base/statistics.h"

namespace zipml {

// Of Student's t with `degrees` degrees of freedom: P(|T| >= |t|).
double student_tail(double degrees, double t);

// Second minus first, and the chance of a difference as large as this where
// there is none.
struct Difference {
  Estimate value = {};  // with its 95 % interval; n: the smaller of both
  double p = 1;         // two-sided
};

// Of two estimates from independent samples, by Welch's t: the standard error
// of each is its half width over t_{n-1, 0.975}. That half width faces the
// other estimate, as an interval need not be symmetric (a share's). Geometric
// means, whose limits are symmetric in the logarithm of the value, or of 1 +
// value where the 1 was taken off, are compared in logarithms, both or neither.
//
// The degrees of freedom are Welch's, but at most those of two samples of the
// smaller n: without this limit, samples of 3 and 10 values that differ in
// nothing reach p <= 1e-6 twelve times too often, and samples of 2 and 10 a
// hundred times. With it p <= q has a chance of at most q where both samples
// are normal of one variance, down to q = 1e-6; where the variances differ by a
// factor of 10, of at most six times that.
//
// Nothing where the intervals do not say how large the noise is: n < 2, a limit
// that is not finite, no width on either side.
std::optional<Difference> independent_difference(const Estimate& first,
                                                 const Estimate& second);

// How an estimate was made of values: their mean, or exp of the mean of
// ln(value), or that of ln(1 + value) minus 1.
enum class MeanKind { kPlain, kGeometric, kGeometricMinusOne };

// The t interval of these values, of such a mean; n = 0 where a logarithm is
// not finite.
Estimate interval_of(std::span<const double> values, MeanKind kind);

// The same difference of values that belong together pair by pair, by the t
// test of their differences. Nothing for fewer than two pairs, where a value or
// its logarithm is not finite, or where all differences are the same.
std::optional<Difference> difference_of_pairs(std::span<const double> first,
                                              std::span<const double> second,
                                              MeanKind kind);

// Which hypotheses fall when the chance that even one of those that are true
// does is to be at most `level`, however they depend on each other: Holm's
// step-down procedure (1979) on their p values.
std::vector<bool> holm_rejected(std::span<const double> p, double level);

}  // namespace zipml
