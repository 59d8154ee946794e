#include "core/optimal/sorted_points.h"

#include <algorithm>

#include "core/optimal/double_double.h"

namespace zipml::optimal {

template <typename T>
std::vector<double> distinct_values(std::span<const T> sorted,
                                    std::size_t limit) {
  std::vector<double> values;
  auto place = sorted.begin();
  while (place != sorted.end() && values.size() < limit) {
    values.push_back(static_cast<double>(*place));
    // Gallop: most values are either rare or very common.
    std::ptrdiff_t step = 1;
    while (sorted.end() - place > step && place[step] == *place) step *= 2;
    const auto end = place + std::min(step, sorted.end() - place);
    place = std::upper_bound(place, end, *place);
  }
  return values;
}

template <typename T>
std::vector<double> fill_levels(std::vector<double> chosen,
                                std::span<const T> sorted, std::size_t levels) {
  chosen.erase(std::unique(chosen.begin(), chosen.end()), chosen.end());
  if (chosen.size() >= levels) return chosen;
  // Among the first `levels` distinct values enough are not chosen yet.
  for (const double value : distinct_values(sorted, levels)) {
    if (chosen.size() == levels) break;
    const auto place = std::lower_bound(chosen.begin(), chosen.end(), value);
    if (place == chosen.end() || *place != value) chosen.insert(place, value);
  }
  return chosen;
}

template <typename T>
double sorted_variance(std::span<const T> sorted,
                       std::span<const double> weights,
                       std::span<const double> levels) {
  constexpr std::size_t kPart = 256;
  DoubleDouble sum;
  DoubleDouble total(static_cast<double>(sorted.size()));
  if (!weights.empty()) {
    total = DoubleDouble();
    for (const double weight : weights) total += DoubleDouble(weight);
  }
  std::size_t first = 0;
  for (std::size_t t = 1; t < levels.size(); ++t) {
    const double a = levels[t - 1];
    const double b = levels[t];
    const auto end = static_cast<std::size_t>(
        std::upper_bound(
            sorted.begin() + static_cast<std::ptrdiff_t>(first), sorted.end(),
            b,
            [](double level, T x) { return level < static_cast<double>(x); }) -
        sorted.begin());
    while (first < end) {
      const std::size_t last = std::min(first + kPart, end);
      double part[4] = {0, 0, 0, 0};
      for (std::size_t i = first; i < last; ++i) {
        const auto x = static_cast<double>(sorted[i]);
        const double w = weights.empty() ? 1.0 : weights[i];
        part[i % 4] += w * ((b - x) * (x - a));
      }
      sum += DoubleDouble((part[0] + part[1]) + (part[2] + part[3]));
      first = last;
    }
  }
  return sum.hi / total.hi;
}

template std::vector<double> distinct_values(std::span<const float>,
                                             std::size_t);
template std::vector<double> distinct_values(std::span<const double>,
                                             std::size_t);
template std::vector<double> fill_levels(std::vector<double>,
                                         std::span<const float>, std::size_t);
template std::vector<double> fill_levels(std::vector<double>,
                                         std::span<const double>, std::size_t);
template double sorted_variance(std::span<const float>, std::span<const double>,
                                std::span<const double>);
template double sorted_variance(std::span<const double>,
                                std::span<const double>,
                                std::span<const double>);

}  // namespace zipml::optimal
