// Sums of many terms that are nearly exact and cost a few additions a term.
#pragma once

#include "core/optimal/double_double.h"

namespace zipml::optimal {

// Sums up the rounding errors of its additions as well (Ogita, Rump and Oishi
// 2005): of terms of one sign the relative error of value() is 2^-53 + n^2
// 2^-106 for n of them, that of a sum in double-double rounded once.
struct CarriedSum {
  double sum = 0;
  double errors = 0;

  void add(double term) {
    const DoubleDouble next = DoubleDouble::sum(sum, term);
    sum = next.hi;
    errors += next.lo;
  }
  void add(const DoubleDouble& term) {
    add(term.hi);
    errors += term.lo;
  }
  double value() const { return sum + errors; }
  DoubleDouble both() const { return DoubleDouble::sum(sum, errors); }
};

}  // namespace zipml::optimal
