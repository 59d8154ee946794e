// The range and the labelled places of an axis, chosen here and not by the
// plot program: the same figure whatever its version, readable exponents
// without mark-up, and ranges that a wide confidence band cannot stretch.
#pragma once

#include <string>
#include <vector>

#include "core/harness/findings/findings.h"

namespace zipml {

struct Tic {
  double at = 0;
  std::string label = {};  // empty: a minor tic
};

struct AxisTics {
  double min = 0;
  double max = 1;
  std::vector<Tic> tics = {};
  // For a linear axis of large or small numbers: the labels are to be
  // multiplied by 10^exponent, e.g. "×10⁹"; empty: they are as they are.
  std::string multiplier = {};
};

// What is to be seen on an axis: all of `values`, and of `bands` what lies
// within half the values' span beyond them. Not finite numbers, and on a
// logarithmic axis those that are not positive, are left out. `fill` is the
// share of the span that stays free at each end (0.04: four per cent). Limits
// of the axis itself come first. About `count` labels, at whole numbers when
// all values are.
AxisTics axis_tics(const Axis& axis, const std::vector<double>& values,
                   const std::vector<double>& bands, double fill, int count);

// "10⁻³", in Unicode's superscript digits.
std::string power_of_ten(int exponent);

}  // namespace zipml
