#include "core/harness/config/sweep.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstdlib>

namespace zipml {
namespace {

constexpr double kTolerance = 1e-9;

// Equal as a user means it: computed numbers may differ in the last digits.
bool agree(const Value& a, const Value& b) {
  if (a.is_number() && b.is_number()) {
    const double size = std::max(std::abs(a.number()), std::abs(b.number()));
    return std::abs(a.number() - b.number()) <= kTolerance * size;
  }
  if (a.is_list() && b.is_list()) {
    return std::equal(a.list().begin(), a.list().end(), b.list().begin(),
                      b.list().end(), agree);
  }
  return a == b;
}

bool matches(const Record& pattern, const Record& fixed,
             const Record& coordinates) {
  return std::all_of(pattern.begin(), pattern.end(), [&](const auto& field) {
    const Value* value = coordinates.find(field.first);
    if (value == nullptr) value = fixed.find(field.first);
    return value != nullptr && agree(*value, field.second);
  });
}

// Before exclusion.
std::vector<Record> whole_grid(const Sweep& sweep) {
  assert(count_points(sweep) <= kMostPoints);
  std::vector<Record> points = {{}};
  for (const SweepAxis& axis : sweep.product) {
    std::vector<Record> longer;
    longer.reserve(points.size() * axis.values.size());
    for (const Record& point : points) {
      for (const Value& value : axis.values) {
        longer.push_back(point);
        longer.back().set(axis.parameter, value);
      }
    }
    points = std::move(longer);
  }
  if (!sweep.zip.empty()) {
    std::vector<Record> longer;
    for (const Record& point : points) {
      for (std::size_t i = 0; i < sweep.zip[0].values.size(); ++i) {
        longer.push_back(point);
        for (const SweepAxis& axis : sweep.zip) {
          longer.back().set(axis.parameter, axis.values.at(i));
        }
      }
    }
    points = std::move(longer);
  }
  return points;
}

double rounded(double value) {
  // Whole numbers are exact already, and may have more than 15 digits.
  if (std::trunc(value) == value) return value;
  return std::strtod(fmt::format("{:.15g}", value).c_str(), nullptr);
}

std::string step_mistake(double from, double to, double step) {
  if (step == 0) return "the step is 0";
  // Not by a product, which may underflow to 0.
  if (from != to && (to > from) != (step > 0)) {
    return fmt::format("a step of {} leads from {} away from {}", step, from,
                       to);
  }
  return "";
}

std::string factor_mistake(double from, double to, double factor) {
  if (factor <= 0 || factor == 1) {
    return fmt::format("the factor must be positive and not 1, found {}",
                       factor);
  }
  if (from == 0 || to == 0 || (from < 0) != (to < 0)) {
    return fmt::format("no factor leads from {} to {}", from, to);
  }
  if (from != to && (std::abs(to) > std::abs(from)) != (factor > 1)) {
    return fmt::format("a factor of {} leads from {} away from {}", factor,
                       from, to);
  }
  return "";
}

}  // namespace

std::size_t count_points(const Sweep& sweep) {
  std::size_t count = sweep.zip.empty() ? 1 : sweep.zip[0].values.size();
  for (const SweepAxis& axis : sweep.product) {
    // Both are at most kMostPoints + 1, so this does not overflow.
    count *= std::min(axis.values.size(), kMostPoints + 1);
    count = std::min(count, kMostPoints + 1);
  }
  return std::min(count, kMostPoints + 1);
}

std::vector<Record> grid(const Sweep& sweep, const Record& fixed) {
  std::vector<Record> points = whole_grid(sweep);
  for (const Record& pattern : sweep.exclude) {
    std::erase_if(points, [&](const Record& point) {
      return matches(pattern, fixed, point);
    });
  }
  return points;
}

std::vector<std::size_t> idle_exclusions(const Sweep& sweep,
                                         const Record& fixed) {
  const std::vector<Record> points = whole_grid(sweep);
  std::vector<std::size_t> idle;
  for (std::size_t i = 0; i < sweep.exclude.size(); ++i) {
    const auto is_left_out = [&](const Record& point) {
      return matches(sweep.exclude[i], fixed, point);
    };
    if (std::none_of(points.begin(), points.end(), is_left_out)) {
      idle.push_back(i);
    }
  }
  return idle;
}

RangeValues range_values(const SweepRange& range) {
  const double from = range.from;
  const double to = range.to;
  const bool geometric = range.factor.has_value();
  const double step = range.step.value_or(1);
  const double factor = range.factor.value_or(1);
  std::string mistake = geometric ? factor_mistake(from, to, factor)
                                  : step_mistake(from, to, step);
  if (!mistake.empty()) return {{}, std::move(mistake)};
  // Halves first: the difference of two large ends may overflow.
  const double steps = geometric ? std::log(to / from) / std::log(factor)
                                 : 2 * ((to / 2 - from / 2) / step);
  if (!(steps < static_cast<double>(kMostPoints))) {
    return {{}, fmt::format("more than {} values", kMostPoints)};
  }
  const auto last = static_cast<std::size_t>(std::floor(steps + kTolerance));
  if (last == 0 && from != to) {
    return {{},
            fmt::format("a {} of {} gives {} alone, and not {}",
                        geometric ? "factor" : "step",
                        geometric ? factor : step, from, to)};
  }
  std::vector<double> values;
  values.reserve(last + 1);
  for (std::size_t i = 0; i <= last; ++i) {
    const auto index = static_cast<double>(i);
    values.push_back(rounded(geometric ? from * std::pow(factor, index)
                                       : from + index * step));
  }
  if (std::abs(steps - static_cast<double>(last)) <= kTolerance) {
    values.back() = to;
  }
  return {std::move(values), ""};
}

}  // namespace zipml
