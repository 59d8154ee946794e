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

// Space that stays free at the ends of an axis, in shares of its span.
struct Margins {
  double low = 0;
  double high = 0;
};

// An axis in its own measure, in which it is straight: the value, or its
// decimal logarithm.
class AxisScale {
 public:
  explicit AxisScale(bool logarithmic) : logarithmic_(logarithmic) {}
  explicit AxisScale(const Axis& axis) : AxisScale(axis.logarithmic) {}
  // Whether the axis can have a place for it at all.
  bool can_show(double value) const;
  double to(double value) const;
  double from(double measure) const;

 private:
  bool logarithmic_;
};

// What is to be seen on an axis: all of `values`, and of `bands` what lies
// within half the values' span beyond them. Not finite numbers, and on a
// logarithmic axis those that are not positive, are left out. Limits of the
// axis itself come first. About `count` labels, at whole numbers when all
// values are. A logarithmic axis has labels at powers of ten, or as many more
// as it takes to have three on it and two at the values (within a tenth of
// their span), where these are not in a small part of it.
AxisTics axis_tics(const Axis& axis, const std::vector<double>& values,
                   const std::vector<double>& bands, Margins margins,
                   int count);

// "10⁻³", in Unicode's superscript digits.
std::string power_of_ten(int exponent);

}  // namespace zipml
