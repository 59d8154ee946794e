// The derivatives of losses that the experiments approximate by polynomials.
#pragma once

#include <string>
#include <vector>

#include "core/harness/value.h"
#include "core/polynomial/polynomial.h"

namespace zipml {

// A function and where it is approximated: gap <= |z| <= radius.
struct ApproximationTarget {
  std::string function = {};  // "sigmoid" or "step"
  double radius = 1;
  double gap = 0;

  bool is_sigmoid() const { return function == "sigmoid"; }
  // "R = 5" or "gap 0.1 R".
  std::string range() const;
  // "sigmoid, R = 5" or "step, gap 0.1 R".
  std::string title() const { return function + ", " + range(); }
  double value(double z) const;
  // What the error goes to at an odd degree: of the sigmoid's series, or of
  // the step's best fit (core/polynomial/approximation_theory.h).
  double asymptote(int degree) const;
  // ln of what theory divides the error by at each degree.
  double log_rate() const;
};

// The step with its jump in a gap of `gap` radii: only their ratio matters, so
// the radius is 1.
ApproximationTarget step_target(double gap);
ApproximationTarget sigmoid_target(double radius);

// "function", "radius", "gap": as the parameters of a cell.
Record to_record(const ApproximationTarget& target);
ApproximationTarget target_from_record(const Record& record);

// "series" (Chebyshev, cut off) and "minimax" (Remez).
inline const std::vector<std::string> kApproximations = {"series", "minimax"};

Polynomial approximate(const ApproximationTarget& target,
                       const std::string& approximation, int degree);

}  // namespace zipml
