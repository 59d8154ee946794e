#include "core/report/figures/axis_tics.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace zipml {
namespace {

// Labels outside are written with a multiplier or as powers of ten.
constexpr double kLargestPlain = 1e4;
constexpr double kSmallestPlain = 1e-2;
// Ranges and steps are computed without overflow below this.
constexpr double kLargest = 1e300;
constexpr double kOneValue = 1e-12;

struct Interval {
  double low = std::numeric_limits<double>::infinity();
  double high = -std::numeric_limits<double>::infinity();

  void add(double value) {
    low = std::min(low, value);
    high = std::max(high, value);
  }
  bool empty() const { return low > high; }
};

// In the axis's own measure: the value or its decimal logarithm.
class Scale {
 public:
  explicit Scale(bool logarithmic) : logarithmic_(logarithmic) {}
  bool can_show(double value) const {
    return std::abs(value) < kLargest && (!logarithmic_ || value > 0);
  }
  double to(double value) const {
    return logarithmic_ ? std::log10(value) : value;
  }
  double from(double measure) const {
    return logarithmic_ ? std::pow(10.0, measure) : measure;
  }

 private:
  bool logarithmic_;
};

Interval interval_of(const Axis& axis, const std::vector<double>& values,
                     const std::vector<double>& bands, double fill) {
  const Scale scale(axis.logarithmic);
  Interval range;
  for (const double value : values) {
    if (scale.can_show(value)) range.add(scale.to(value));
  }
  if (range.empty()) range = {0, 1};
  const Interval shown = range;
  const double reach = (shown.high - shown.low) / 2;
  for (const double value : bands) {
    if (!scale.can_show(value)) continue;
    range.add(
        std::clamp(scale.to(value), shown.low - reach, shown.high + reach));
  }
  double free = fill * (range.high - range.low);
  // Values that differ by their rounding only are one: no step between them
  // could be told from zero.
  const double size = std::max({std::abs(range.low), std::abs(range.high),
                                axis.logarithmic ? 1.0 : 0.0});
  if (range.high - range.low <= kOneValue * size) {  // in the middle
    free = axis.logarithmic || range.low == 0 ? 0.5 : std::abs(range.low) / 10;
  }
  const bool has_negative = range.low < 0;
  range.low -= free;
  range.high += free;
  // Free space does not make a loss look as if it could be negative.
  if (!axis.logarithmic && !has_negative) range.low = std::max(0.0, range.low);
  const auto fix = [&](const std::optional<double>& limit, double& end) {
    if (limit && scale.can_show(*limit)) end = scale.to(*limit);
  };
  fix(axis.min, range.low);
  fix(axis.max, range.high);
  if (range.low >= range.high) range.high = range.low + 1;
  return range;
}

// The smallest of 1, 2, 2.5, 5 times a power of ten that is not below `raw`.
double nice_step(double raw) {
  const double power = std::pow(10.0, std::floor(std::log10(raw)));
  for (const double factor : {1.0, 2.0, 2.5, 5.0}) {
    if (factor * power >= raw * (1 - 1e-9)) return factor * power;
  }
  return 10 * power;
}

// For counts: no label between whole numbers.
double whole_step(double step) {
  if (step <= 1) return 1;
  return step == std::floor(step) ? step : 2 * step;
}

bool are_whole(const std::vector<double>& values) {
  return !values.empty() &&
         std::all_of(values.begin(), values.end(), [](double value) {
           return std::abs(value) < kLargestPlain && value == std::floor(value);
         });
}

std::vector<double> multiples_within(double low, double high, double step) {
  std::vector<double> places;
  const double slack = 1e-9 * (high - low) / step;
  const double last = std::floor(high / step + slack);
  for (double k = std::ceil(low / step - slack); k <= last; ++k) {
    places.push_back(k == 0 ? 0.0 : k * step);  // no "-0"
  }
  return places;
}

enum class Labels { kAny, kWhole };

void linear_tics(const Interval& range, int count, Labels labels,
                 AxisTics& result) {
  double step = nice_step((range.high - range.low) / count);
  if (labels == Labels::kWhole) step = whole_step(step);
  const double largest = std::max(std::abs(range.low), std::abs(range.high));
  int exponent = 0;
  if (largest >= kLargestPlain || largest < kSmallestPlain) {
    exponent = static_cast<int>(std::floor(std::log10(largest)));
    result.multiplier = "\u00D7" + power_of_ten(exponent);
  }
  const double unit = std::pow(10.0, exponent);
  // The step has at most two digits: 2.5.
  const double digits = -std::floor(std::log10(step / unit) + 1e-9);
  const double second = std::abs(step / unit * std::pow(10.0, digits) - 2.5);
  const int decimals =
      std::max(0, static_cast<int>(digits) + (second < 1e-6 ? 1 : 0));
  for (const double at : multiples_within(range.low, range.high, step)) {
    result.tics.push_back({at, fmt::format("{:.{}f}", at / unit, decimals)});
  }
}

void logarithmic_tics(const Interval& range, int count, AxisTics& result) {
  const int first = static_cast<int>(std::ceil(range.low - 1e-9));
  const int last = static_cast<int>(std::floor(range.high + 1e-9));
  const int decades = last - first + 1;
  if (decades < 2) {
    // Too narrow for powers of ten: evenly spaced numbers say more.
    const Scale scale(true);
    linear_tics({scale.from(range.low), scale.from(range.high)}, count,
                Labels::kAny, result);
    return;
  }
  const int stride = (decades + count - 1) / count;
  const bool plain = std::pow(10.0, first) >= kSmallestPlain &&
                     std::pow(10.0, last) <= kLargestPlain;
  for (int k = first; k <= last; ++k) {
    const double at = std::pow(10.0, k);
    const bool labelled = (k - first) % stride == 0;
    const std::string label =
        plain ? fmt::format("{:.{}f}", at, std::max(0, -k)) : power_of_ten(k);
    result.tics.push_back({at, labelled ? label : ""});
  }
  if (stride > 1) return;
  for (int k = first - 1; k <= last; ++k) {
    for (int factor = 2; factor < 10; ++factor) {
      const double at = factor * std::pow(10.0, k);
      if (at >= result.min && at <= result.max) result.tics.push_back({at, ""});
    }
  }
}

}  // namespace

std::string power_of_ten(int exponent) {
  static constexpr std::array<const char*, 10> kSuperscripts = {
      "\u2070", "\u00B9", "\u00B2", "\u00B3", "\u2074",
      "\u2075", "\u2076", "\u2077", "\u2078", "\u2079"};
  std::string text = "10";
  for (const char c : fmt::format("{}", exponent)) {
    text +=
        c == '-' ? "\u207B" : kSuperscripts[static_cast<std::size_t>(c - '0')];
  }
  return text;
}

AxisTics axis_tics(const Axis& axis, const std::vector<double>& values,
                   const std::vector<double>& bands, double fill, int count) {
  const Scale scale(axis.logarithmic);
  const Interval range = interval_of(axis, values, bands, fill);
  AxisTics result;
  result.min = scale.from(range.low);
  result.max = scale.from(range.high);
  if (axis.logarithmic) {
    logarithmic_tics(range, count, result);
  } else {
    linear_tics(range, count, are_whole(values) ? Labels::kWhole : Labels::kAny,
                result);
  }
  return result;
}

}  // namespace zipml
