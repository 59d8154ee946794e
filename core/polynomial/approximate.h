// Polynomials near a function: on [-R, R], and on [-R, R] without the gap
// (-delta, delta) around a jump (section 4.2, supplement G).
#pragma once

#include <functional>

#include "core/polynomial/polynomial.h"

namespace zipml {

using Function = std::function<double(double)>;

// The logistic sigmoid 1 / (1 + e^-z). The logistic loss log(1 + e^-m) of the
// margin m has the derivative -sigmoid(-m).
double sigmoid(double z);
// Heaviside's step H(z): 1 for z > 0, 1/2 at 0, 0 below. The hinge loss
// max(0, 1 - m) of the margin m has the derivative -H(1 - m).
double step(double z);

// The Chebyshev series of f, cut off after `degree`:
//   c_i = (2 - [i = 0]) / N sum_k f(R cos t_k) cos(i t_k), t_k = (k + 1/2)
//   pi/N,
// the midpoint rule with N = 2^14. Exact to rounding for a smooth f; to about
// (i / N)^2 for a jump at 0, which lies midway between two nodes. `degree` is
// 0 to 1000. UserError for a radius that is not above 0 or another degree.
Polynomial chebyshev_series(const Function& f, double radius, int degree);

// The polynomial of the degree with the smallest largest error |P - f| on
// gap <= |z| <= radius (gap = 0: on [-radius, radius]), where f must be
// continuous. By Remez' exchange for a union of two intervals: the error
// alternates at degree + 2 points. Stops when the largest error is within 1e-9
// of the alternating one (which is a lower bound), or when rounding, at some
// 1e-15 max |f|, lets it go no further. `degree` is 0 to 100. UserError unless
// 0 <= gap < radius and for another degree.
Polynomial minimax_fit(const Function& f, double radius, double gap,
                       int degree);

// max |P(z) - f(z)| over gap <= |z| <= radius: on a dense grid (denser than
// the polynomial's own zeros by a factor of 40), each of its local maxima then
// refined by golden-section search. Not a number where f is not. UserError
// unless 0 <= gap < radius.
double max_error(const Function& f, const Polynomial& polynomial, double radius,
                 double gap);

}  // namespace zipml
