// Where a polynomial is farthest from a function. Internal to core/polynomial.
#pragma once

#include <vector>

#include "core/polynomial/approximate.h"

namespace zipml::polynomial {

struct Extremum {
  double z = 0;
  double error = 0;  // P(z) - f(z), with its sign
};

// The largest |P - f| of each stretch of gap <= |z| <= radius on which P - f
// keeps its sign, ascending in z: at least one, their signs alternate. Only the
// first place where P - f is not a number, if there is one on the grid.
std::vector<Extremum> alternating_extrema(const Function& f,
                                          const Polynomial& polynomial,
                                          double radius, double gap);

// The largest |error|; not a number when one is not.
double largest_error(const std::vector<Extremum>& extrema);

// UserError unless 0 <= gap < radius < infinity.
void check_domain(double radius, double gap);
// UserError unless 0 < gap < radius < infinity.
void check_gap(double radius, double gap);
// UserError unless 0 <= degree <= most.
void check_degree(int degree, int most);

}  // namespace zipml::polynomial
