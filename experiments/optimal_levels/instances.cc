#include "experiments/optimal_levels/instances.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "core/base/name_table.h"

namespace zipml::optimal_levels {
namespace {

using Draw = double (*)(RandomStream&);

constexpr std::array<Named<Draw>, 7> kShapes = {{
    {"uniform", [](RandomStream& s) { return s.uniform(); }},
    {"normal", [](RandomStream& s) { return s.normal(); }},
    {"log-normal", [](RandomStream& s) { return std::exp(s.normal()); }},
    {"heavy tail",
     [](RandomStream& s) {
       const double above = s.normal();
       return above / (std::abs(s.normal()) + 1e-9);
     }},
    {"clusters",
     [](RandomStream& s) {
       const auto cluster = static_cast<double>(s.index(4));
       return cluster + 1e-3 * s.normal();
     }},
    {"ties", [](RandomStream& s) { return std::round(20 * s.normal()) / 20; }},
    {"geometric", [](RandomStream& s) { return std::exp2(-30 * s.uniform()); }},
}};

// Adds `missing` more levels from points[next...] in every way.
void enumerate(std::span<const double> points, std::span<const double> weights,
               std::vector<double>& levels, std::size_t next,
               std::size_t missing, double& least) {
  if (missing == 0) {
    levels.push_back(points.back());
    least = std::min(least, variance_by_definition(points, weights, levels));
    levels.pop_back();
    return;
  }
  for (std::size_t i = next; i + 1 < points.size(); ++i) {
    levels.push_back(points[i]);
    enumerate(points, weights, levels, i + 1, missing - 1, least);
    levels.pop_back();
  }
}

}  // namespace

std::vector<std::string> shape_names() { return names_in(kShapes); }

std::vector<double> draw_points(const std::string& shape, std::size_t count,
                                RandomStream& stream) {
  const Draw draw = value_in(kShapes, shape, "shape");
  std::vector<double> points(count);
  for (double& point : points) point = draw(stream);
  std::sort(points.begin(), points.end());
  const double low = points.front();
  const double range = points.back() - low;
  for (double& point : points) point = range > 0 ? (point - low) / range : 0;
  points.back() = 1;
  return points;
}

double variance_by_definition(std::span<const double> points,
                              std::span<const double> weights,
                              std::span<const double> levels) {
  long double sum = 0, total = 0;
  std::size_t t = 1;
  for (std::size_t i = 0; i < points.size(); ++i) {
    while (t + 1 < levels.size() && levels[t] < points[i]) ++t;
    const long double x = points[i];
    const long double w = weights.empty() ? 1 : weights[i];
    sum += w * (levels[t] - x) * (x - levels[t - 1]);
    total += w;
  }
  return static_cast<double>(sum / total);
}

RandomStream stream_of(const Cell& cell, Purpose purpose) {
  return RandomStream(
      {.seed = cell.seed,
       .purpose = purpose,
       .repetition = static_cast<std::uint64_t>(cell.repetition)});
}

double brute_force_variance(std::span<const double> points,
                            std::span<const double> weights,
                            std::size_t levels) {
  std::vector<double> chosen = {points.front()};
  double least = std::numeric_limits<double>::infinity();
  enumerate(points, weights, chosen, 1, levels - 2, least);
  return least;
}

}  // namespace zipml::optimal_levels
