#include "core/report/figures/axis_tics.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

namespace zipml {
namespace {

// Labels outside are written with a multiplier or as powers of ten.
constexpr double kLargestPlain = 1e4;
constexpr double kSmallestPlain = 1e-2;
constexpr int kMostDecimals = 3;
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

Interval span_of(const Axis& axis, const std::vector<double>& values) {
  const AxisScale scale(axis);
  Interval span;
  for (const double value : values) {
    if (scale.can_show(value)) span.add(scale.to(value));
  }
  if (span.empty()) span = {0, 1};
  return span;
}

Interval interval_of(const Axis& axis, const Interval& shown,
                     const std::vector<double>& bands, Margins margins) {
  const AxisScale scale(axis);
  Interval range = shown;
  const double reach = (shown.high - shown.low) / 2;
  for (const double value : bands) {
    if (!scale.can_show(value)) continue;
    range.add(
        std::clamp(scale.to(value), shown.low - reach, shown.high + reach));
  }
  const double span = range.high - range.low;
  Margins free = {margins.low * span, margins.high * span};
  // Values that differ by their rounding only are one: no step between them
  // could be told from zero.
  const double size = std::max({std::abs(range.low), std::abs(range.high),
                                axis.logarithmic ? 1.0 : 0.0});
  if (range.high - range.low <= kOneValue * size) {  // in the middle
    const double around =
        axis.logarithmic || range.low == 0 ? 0.5 : std::abs(range.low) / 10;
    free = {around * (1 + margins.low), around * (1 + margins.high)};
  }
  const bool has_negative = range.low < 0;
  range.low -= free.low;
  range.high += free.high;
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
  const auto decimals_of = [&] {
    const double own = step / std::pow(10.0, exponent);
    // The step has at most two digits: 2.5.
    const double digits = -std::floor(std::log10(own) + 1e-9);
    const double second = std::abs(own * std::pow(10.0, digits) - 2.5);
    return std::max(0, static_cast<int>(digits) + (second < 1e-6 ? 1 : 0));
  };
  if (largest >= kLargestPlain || largest < kSmallestPlain ||
      (largest < 1 && decimals_of() > kMostDecimals)) {
    exponent = static_cast<int>(std::floor(std::log10(largest)));
    result.multiplier = "\u00D7" + power_of_ten(exponent);
  }
  const double unit = std::pow(10.0, exponent);
  const int decimals = decimals_of();
  for (const double at : multiples_within(range.low, range.high, step)) {
    result.tics.push_back({at, fmt::format("{:.{}f}", at / unit, decimals)});
  }
}

// m * 10^k.
struct LogPlace {
  double mantissa = 1;
  int exponent = 0;

  double measure() const { return exponent + std::log10(mantissa); }
  double value() const { return mantissa * std::pow(10.0, exponent); }
  bool operator==(const LogPlace&) const = default;
};

constexpr double kLogSlack = 1e-9;

// Those within the range, of each `stride`-th power of ten from the first one
// on the axis.
std::vector<LogPlace> places_within(const Interval& range,
                                    const std::vector<double>& mantissas,
                                    int stride) {
  std::vector<LogPlace> places;
  const int first = static_cast<int>(std::floor(range.low - kLogSlack));
  const int last = static_cast<int>(std::floor(range.high + kLogSlack));
  const int start = static_cast<int>(std::ceil(range.low - kLogSlack));
  for (int k = first; k <= last; ++k) {
    if ((k - start) % stride != 0) continue;
    for (const double m : mantissas) {
      const double at = LogPlace{m, k}.measure();
      if (at >= range.low - kLogSlack && at <= range.high + kLogSlack) {
        places.push_back({m, k});
      }
    }
  }
  return places;
}

// Three, and two of them at the values (a tenth of their span more at each
// end), where these take up a good part of the range.
bool are_enough(const std::vector<LogPlace>& places, const Interval& range,
                const Interval& shown) {
  const double span = shown.high - shown.low;
  const auto among =
      std::count_if(places.begin(), places.end(), [&](const LogPlace& place) {
        return place.measure() >= shown.low - span / 10 - kLogSlack &&
               place.measure() <= shown.high + span / 10 + kLogSlack;
      });
  const bool wide = span > 0.3 * (range.high - range.low);
  return places.size() >= 3 && (among >= 2 || !wide);
}

// The coarsest that are enough; none where all are too coarse.
std::vector<LogPlace> labelled_places(const Interval& range,
                                      const Interval& shown, int count) {
  const int decades = static_cast<int>(std::floor(range.high + kLogSlack) -
                                       std::ceil(range.low - kLogSlack)) +
                      1;
  for (int stride = (decades + count - 1) / count; stride > 0; --stride) {
    auto places = places_within(range, {1}, stride);
    if (are_enough(places, range, shown)) return places;
  }
  for (const std::vector<double>& mantissas :
       {std::vector<double>{1, 3},
        {1, 2, 5},
        {1, 2, 3, 5, 7},
        {1, 1.5, 2, 2.5, 3, 4, 5, 6, 7, 8, 9}}) {
    auto places = places_within(range, mantissas, 1);
    if (are_enough(places, range, shown)) return places;
  }
  return {};
}

void add_labels(const std::vector<LogPlace>& places, AxisTics& result) {
  const bool powers =
      std::all_of(places.begin(), places.end(),
                  [](const LogPlace& place) { return place.mantissa == 1; });
  // Powers of ten are short in either way.
  const double wider = powers ? 1 : 10;
  const bool plain =
      places.front().value() >= kSmallestPlain / wider * (1 - kLogSlack) &&
      places.back().value() <= kLargestPlain * wider * (1 + kLogSlack);
  int exponent = 0;
  if (!plain && !powers) {
    exponent = static_cast<int>(
        std::floor((places.front().exponent + places.back().exponent) / 2.0));
    result.multiplier = "\u00D7" + power_of_ten(exponent);
  }
  for (const LogPlace& place : places) {
    result.tics.push_back(
        {place.value(),
         plain || !powers
             ? fmt::format(
                   "{:.6g}",
                   LogPlace{place.mantissa, place.exponent - exponent}.value())
             : power_of_ten(place.exponent)});
  }
}

void logarithmic_tics(const Interval& range, const Interval& shown, int count,
                      AxisTics& result) {
  const std::vector<LogPlace> labelled = labelled_places(range, shown, count);
  if (labelled.empty()) {
    // So narrow that it is all but linear.
    const AxisScale scale(true);
    const Interval values = {scale.from(range.low), scale.from(range.high)};
    const double share = (scale.from(shown.high) - scale.from(shown.low)) /
                         (values.high - values.low);
    linear_tics(values, share > 0.6 || share == 0 ? count : 2 * count,
                Labels::kAny, result);
    return;
  }
  add_labels(labelled, result);
  if (labelled.back().exponent - labelled.front().exponent > 12) return;
  for (const LogPlace& place :
       places_within(range, {1, 2, 3, 4, 5, 6, 7, 8, 9}, 1)) {
    if (std::find(labelled.begin(), labelled.end(), place) == labelled.end()) {
      result.tics.push_back({place.value(), ""});
    }
  }
}

}  // namespace

bool AxisScale::can_show(double value) const {
  return std::abs(value) < kLargest && (!logarithmic_ || value > 0);
}

double AxisScale::to(double value) const {
  return logarithmic_ ? std::log10(value) : value;
}

double AxisScale::from(double measure) const {
  return logarithmic_ ? std::pow(10.0, measure) : measure;
}

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
                   const std::vector<double>& bands, Margins margins,
                   int count) {
  const AxisScale scale(axis);
  const Interval shown = span_of(axis, values);
  const Interval range = interval_of(axis, shown, bands, margins);
  AxisTics result;
  result.min = scale.from(range.low);
  result.max = scale.from(range.high);
  if (axis.logarithmic) {
    logarithmic_tics(range, shown, count, result);
  } else {
    linear_tics(range, count, are_whole(values) ? Labels::kWhole : Labels::kAny,
                result);
  }
  return result;
}

}  // namespace zipml
