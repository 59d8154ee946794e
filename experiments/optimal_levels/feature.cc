// Fig 3: the levels of real features, exact beside uniform.
#include <algorithm>
#include <cmath>
#include <set>

#include "core/optimal/optimal_levels.h"
#include "experiments/optimal_levels/tasks.h"

namespace zipml::optimal_levels {
namespace {

constexpr std::size_t kBins = 50;

// Ascending, in [0, 1]. Empty: a constant feature.
std::vector<double> scaled_column(const FeatureMatrix& features,
                                  Eigen::Index column) {
  std::vector<double> points;
  for (Eigen::Index row = 0; row < features.rows(); ++row) {
    points.push_back(double{features(row, column)});
  }
  std::sort(points.begin(), points.end());
  const double low = points.front();
  const double range = points.back() - low;
  if (!(range > 0)) return {};
  for (double& point : points) point = (point - low) / range;
  return points;
}

// The third moment about the mean over the standard deviation cubed.
double skewness(const std::vector<double>& points) {
  double mean = 0, second = 0, third = 0;
  const double n = static_cast<double>(points.size());
  for (const double point : points) mean += point / n;
  for (const double point : points) {
    const double about = point - mean;
    second += about * about / n;
    third += about * about * about / n;
  }
  return third / std::pow(second, 1.5);
}

// Levels a unit of length between the quartiles, over levels a unit of length
// of the whole range: 1 for uniform levels. Null where the quartiles coincide.
Value crowding(const std::vector<double>& points,
               const std::vector<double>& levels) {
  const double low = points[points.size() / 4];
  const double high = points[points.size() * 3 / 4];
  if (!(high > low)) return {};
  const auto inside = std::count_if(
      levels.begin(), levels.end(),
      [&](double level) { return level >= low && level <= high; });
  return static_cast<double>(inside) / static_cast<double>(levels.size()) /
         (high - low);
}

}  // namespace

CellResult run_feature(const Cell& cell, LinearProblems& problems,
                       const RunContext& context) {
  const auto problem = problems.get(problem_from_record(cell.parameters));
  const auto count =
      static_cast<std::size_t>(cell.parameters.integer("figure.levels"));
  CellResult result;
  // The last column is the intercept.
  for (Eigen::Index j = 0; j + 1 < problem->features.cols(); ++j) {
    if (context.should_stop()) return {};
    const std::vector<double> points = scaled_column(problem->features, j);
    if (points.empty()) continue;
    const auto exact = optimal::solve("exact", points, {.levels = count});
    const auto uniform = optimal::solve("uniform", points, {.levels = count});
    std::vector<double> bins(kBins);
    for (const double point : points) {
      const auto bin = static_cast<std::size_t>(point * double{kBins});
      bins[std::min(bin, kBins - 1)] += 1 / static_cast<double>(points.size());
    }
    result.rows.push_back(
        {{"feature", static_cast<std::int64_t>(j)},
         {"skewness", skewness(points)},
         {"distinct",
          static_cast<std::int64_t>(
              std::set<double>(points.begin(), points.end()).size())},
         {"exact", exact.variance},
         {"uniform", uniform.variance},
         {"crowding", crowding(points, exact.levels)},
         {"bins", list_of(bins)},
         {"exact_levels", list_of(exact.levels)},
         {"uniform_levels", list_of(uniform.levels)}});
  }
  return result;
}

}  // namespace zipml::optimal_levels
