// Double-double arithmetic: an unevaluated sum of two doubles, 106 bits
// (Dekker 1971; error bounds of Joldes, Muller and Popescu 2017). Portable,
// unlike long double, which is 53, 64 or 113 bits.
#pragma once

#include <type_traits>

namespace zipml::optimal {

struct DoubleDouble {
  double hi = 0;
  double lo = 0;

  constexpr DoubleDouble() = default;
  constexpr DoubleDouble(double value) : hi(value) {}
  constexpr DoubleDouble(double high, double low) : hi(high), lo(low) {}

  // |b| <= |a| or a = 0.
  static DoubleDouble fast_sum(double a, double b) {
    const double s = a + b;
    return {s, b - (s - a)};
  }
  // Exactly a + b.
  static DoubleDouble sum(double a, double b) {
    const double s = a + b;
    const double t = s - a;
    return {s, (a - (s - t)) + (b - t)};
  }
  // Exactly a - b.
  static DoubleDouble difference(double a, double b) { return sum(a, -b); }
  // Exactly a b, by Veltkamp's splitting (no fused multiply-add is assumed);
  // |a|, |b| < 2^996.
  static DoubleDouble product(double a, double b) {
    const double p = a * b;
    const double ta = 134217729.0 * a;
    const double tb = 134217729.0 * b;
    const double ah = ta - (ta - a);
    const double bh = tb - (tb - b);
    const double al = a - ah;
    const double bl = b - bh;
    return {p, ((ah * bh - p) + ah * bl + al * bh) + al * bl};
  }

  // Relative errors: sum of equal signs 3 * 2^-106, product 5 * 2^-106.
  friend DoubleDouble operator+(const DoubleDouble& a, const DoubleDouble& b) {
    const DoubleDouble s = sum(a.hi, b.hi);
    const DoubleDouble t = sum(a.lo, b.lo);
    const DoubleDouble v = fast_sum(s.hi, s.lo + t.hi);
    return fast_sum(v.hi, t.lo + v.lo);
  }
  friend DoubleDouble operator-(const DoubleDouble& a) {
    return {-a.hi, -a.lo};
  }
  friend DoubleDouble operator-(const DoubleDouble& a, const DoubleDouble& b) {
    return a + (-b);
  }
  friend DoubleDouble operator*(const DoubleDouble& a, const DoubleDouble& b) {
    const DoubleDouble p = product(a.hi, b.hi);
    return fast_sum(p.hi, p.lo + (a.hi * b.lo + a.lo * b.hi));
  }
  friend DoubleDouble operator/(const DoubleDouble& a, const DoubleDouble& b) {
    const double first = a.hi / b.hi;
    const DoubleDouble rest = a - b * DoubleDouble(first);
    const double second = rest.hi / b.hi;
    const DoubleDouble left = rest - b * DoubleDouble(second);
    return fast_sum(first, second) + DoubleDouble(left.hi / b.hi);
  }
  DoubleDouble& operator+=(const DoubleDouble& other) {
    return *this = *this + other;
  }

  friend bool operator<(const DoubleDouble& a, const DoubleDouble& b) {
    return a.hi < b.hi || (a.hi == b.hi && a.lo < b.lo);
  }
  friend bool operator>(const DoubleDouble& a, const DoubleDouble& b) {
    return b < a;
  }
  friend bool operator<=(const DoubleDouble& a, const DoubleDouble& b) {
    return !(b < a);
  }
};

// The same call for both arithmetics of a template.
inline double to_double(double value) { return value; }
inline double to_double(const DoubleDouble& value) { return value.hi; }

template <typename Real>
Real from_double_double(const DoubleDouble& value) {
  if constexpr (std::is_same_v<Real, double>) {
    return value.hi;
  } else {
    return value;
  }
}

}  // namespace zipml::optimal
