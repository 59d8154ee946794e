// How fast the errors of core/polynomial/approximate.h fall, in theory.
#pragma once

namespace zipml {

// Bernstein: approximations of the sigmoid on [-R, R] have an error that falls
// as rho^-d, rho = pi / R + sqrt(1 + (pi / R)^2): the ellipse through the
// nearest poles, +-i pi. UserError unless 0 < radius.
double sigmoid_rate(double radius);
// What the largest error of the Chebyshev series goes to. The poles have the
// residue 1, so with w = sqrt(1 + (pi / R)^2) the odd coefficients go to
// +-4 / (R w) rho^-i (the even ones are 0 but for c_0), and the terms that an
// odd degree d cuts off add up to
//   4 / (R w) rho^-(d + 2) / (1 - rho^-2).
// An even degree has the error of the odd one below it.
double sigmoid_series_asymptote(double radius, int degree);

// The step outside a gap (Eremenko and Yuditskii 2007, for the sign): the best
// error of an odd degree d = 2 m + 1 goes to
//   (1 - g) / (2 sqrt(pi g m)) ((1 - g) / (1 + g))^m,  g = gap / radius,
// so each degree divides it by sqrt((1 + g) / (1 - g)), which is step_rate, and
// an error of epsilon takes d = O((R / delta) log(1 / epsilon)). An even degree
// has the error of the odd one below it. UserError unless 0 < gap < radius;
// the asymptote is infinite below degree 3.
double step_rate(double radius, double gap);
double step_minimax_asymptote(double radius, double gap, int degree);

}  // namespace zipml
