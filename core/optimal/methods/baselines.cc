#include "core/optimal/methods/baselines.h"

#include <algorithm>
#include <cmath>

namespace zipml::optimal {
namespace {

// Rules that do not look at single points.
template <typename Rule>
OptimalLevels by_rule(const Points& points, const LevelsOptions& options,
                      std::string_view way, Rule rule) {
  const Atoms atoms = make_atoms(points, options);
  if (atoms.size() <= options.levels) return all_atoms(atoms);
  return finish_uncertified(
      atoms, rule(atoms.x.front(), atoms.x.back(), options.levels),
      {.way = std::string(way)});
}

std::vector<double> uniform(double low, double high, std::size_t levels) {
  std::vector<double> q(levels);
  const double intervals = static_cast<double>(levels - 1);
  for (std::size_t t = 0; t < levels; ++t) {
    q[t] = low + (high - low) * (static_cast<double>(t) / intervals);
  }
  q.back() = high;
  return q;
}

std::vector<double> geometric(double low, double high, std::size_t levels) {
  std::vector<double> q(levels);
  const double intervals = static_cast<double>(levels - 1);
  for (std::size_t t = 0; t < levels; ++t) {
    q[t] = low * std::pow(high / low, static_cast<double>(t) / intervals);
  }
  q.front() = low;
  q.back() = high;
  // A ratio near 1 can round two of them together or out of order.
  return std::is_sorted(q.begin(), q.end()) ? q : uniform(low, high, levels);
}

std::vector<double> logarithmic(double low, double high, std::size_t levels) {
  if (low > 0) return geometric(low, high, levels);
  if (high < 0) {
    std::vector<double> q = geometric(-high, -low, levels);
    std::reverse(q.begin(), q.end());
    for (double& level : q) level = -level;
    return q;
  }
  const std::size_t rest = levels - 1;  // without 0
  std::size_t negative = low < 0 ? (high > 0 ? rest / 2 : rest) : 0;
  if (low < 0) negative = std::max<std::size_t>(negative, 1);
  std::vector<double> q{0};
  for (std::size_t i = 0; i < negative; ++i) {
    q.push_back(
        std::ldexp(low, -static_cast<int>(std::min<std::size_t>(i, 4000))));
  }
  for (std::size_t i = 0; i < rest - negative; ++i) {
    q.push_back(
        std::ldexp(high, -static_cast<int>(std::min<std::size_t>(i, 4000))));
  }
  // Two levels with points on both sides: no room for 0.
  if (levels == 2) return {low, high};
  std::sort(q.begin(), q.end());
  return q;
}

}  // namespace

OptimalLevels uniform_levels(const Points& points,
                             const LevelsOptions& options) {
  return by_rule(points, options, "uniform", uniform);
}

OptimalLevels logarithmic_levels(const Points& points,
                                 const LevelsOptions& options) {
  return by_rule(points, options, "logarithmic", logarithmic);
}

std::vector<std::uint32_t> quantile_path(const Atoms& atoms,
                                         std::size_t levels) {
  std::vector<std::uint32_t> path{0};
  const double intervals = static_cast<double>(levels - 1);
  double below = atoms.w[0];
  std::uint32_t i = 0;
  const auto last = static_cast<std::uint32_t>(atoms.size() - 1);
  for (std::size_t t = 1; t + 1 < levels; ++t) {
    const double share =
        atoms.total_weight * (static_cast<double>(t) / intervals);
    while (below < share && i < last) below += atoms.w[++i];
    path.push_back(i);
  }
  path.push_back(last);
  return fill_path(std::move(path), levels, atoms.size());
}

OptimalLevels quantile_levels(const Points& points,
                              const LevelsOptions& options) {
  const Atoms atoms = make_atoms(points, options);
  if (atoms.size() <= options.levels) return all_atoms(atoms);
  std::vector<double> levels;
  for (const std::uint32_t i : quantile_path(atoms, options.levels)) {
    levels.push_back(atoms.x[i]);
  }
  return finish_uncertified(atoms, std::move(levels), {.way = "quantile"});
}

}  // namespace zipml::optimal
