#include "core/optimal/atoms.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "core/base/error.h"
#include "core/optimal/double_double.h"

namespace zipml::optimal {
namespace {

void check_weights(std::span<const double> weights) {
  double total = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    if (!(weights[i] >= 0) || !std::isfinite(weights[i])) {
      refuse("levels", "weight " + std::to_string(i) + " is " +
                           std::to_string(weights[i]) +
                           ", expected a finite number >= 0");
    }
    total += weights[i];
  }
  if (!(total > 0) || !std::isfinite(total)) {
    refuse("levels", "the weights add up to " + std::to_string(total) +
                         ", expected a finite number > 0");
  }
}

}  // namespace

void refuse(std::string option, std::string message, std::string hint) {
  fail_at(std::move(option), std::move(message), std::move(hint));
}

void check_shape(const Points& points, const LevelsOptions& options) {
  if (options.levels < 2) {
    refuse("levels",
           "found " + std::to_string(options.levels) +
               " levels, expected at least 2",
           "the count includes both ends");
  }
  if (points.size() == 0) {
    refuse("levels", "found no points, expected at least one");
  }
  if (points.size() >= std::size_t{1} << 32) {
    refuse("levels", "found 2^32 points or more, expected fewer");
  }
  if (!points.weights().empty()) {
    if (points.weights().size() != points.size()) {
      refuse("levels", "found " + std::to_string(points.weights().size()) +
                           " weights, expected " +
                           std::to_string(points.size()) +
                           ", one for each point");
    }
    check_weights(points.weights());
  }
}

void throw_not_finite(std::size_t index, double value) {
  refuse("levels",
         "point " + std::to_string(index) + " is " +
             (std::isnan(value) ? "NaN" : "infinite") +
             ", expected finite numbers",
         "drop or replace such values first");
}

void check_ends(const Ends& ends, double least, double greatest) {
  if (!std::isfinite(ends.low) || !std::isfinite(ends.high) ||
      ends.low > ends.high) {
    refuse("levels", "the ends are " + std::to_string(ends.low) + " and " +
                         std::to_string(ends.high) +
                         ", expected finite, low <= high");
  }
  if (least < ends.low || greatest > ends.high) {
    refuse("levels",
           "the points reach from " + std::to_string(least) + " to " +
               std::to_string(greatest) + ", expected them between the ends " +
               std::to_string(ends.low) + " and " + std::to_string(ends.high),
           "scale the points or leave out the ends");
  }
}

int safe_exponent(double largest, double range) {
  int exponent = 0;
  if (largest > 0x1p400 || (range > 0 && range < 0x1p-400)) {
    std::frexp(largest, &exponent);
  }
  return exponent;
}

Atoms make_atoms(const Points& points, const LevelsOptions& options) {
  check_shape(points, options);
  struct Pair {
    double x, w;
  };
  std::vector<Pair> pairs(points.size());
  for (std::size_t i = 0; i < points.size(); ++i) {
    pairs[i] = {points.value(i), points.weight(i)};
    if (!std::isfinite(pairs[i].x)) throw_not_finite(i, pairs[i].x);
  }
  const auto less = [](const Pair& a, const Pair& b) { return a.x < b.x; };
  if (!std::is_sorted(pairs.begin(), pairs.end(), less)) {
    std::sort(pairs.begin(), pairs.end(), less);
  }
  const double least = pairs.front().x;
  const double greatest = pairs.back().x;
  const Ends ends = options.ends.value_or(Ends{least, greatest});
  check_ends(ends, least, greatest);

  Atoms atoms;
  atoms.ends = ends;
  const auto append = [&](double x, double w) {
    if (atoms.x.empty() || x > atoms.x.back()) {
      atoms.x.push_back(x);
      atoms.w.push_back(w);
    } else {
      atoms.w.back() += w;
    }
  };
  append(ends.low, 0);
  for (const Pair& pair : pairs) append(pair.x, pair.w);
  append(ends.high, 0);
  for (const double w : atoms.w) atoms.total_weight += w;

  atoms.exponent =
      safe_exponent(std::max(std::fabs(ends.low), std::fabs(ends.high)),
                    ends.high / 2 - ends.low / 2);
  if (atoms.exponent != 0 && atoms.size() > options.levels) {
    // Values far below the largest may coincide after scaling; that is a
    // relative change of the range below 2^-1000.
    for (double& x : atoms.x) x = std::ldexp(x, -atoms.exponent);
  } else {
    atoms.exponent = 0;
  }
  return atoms;
}

double mean_variance(const Atoms& atoms, std::span<const double> levels) {
  DoubleDouble sum;
  std::size_t t = 1;
  for (std::size_t i = 0; i < atoms.size(); ++i) {
    const double x = atoms.x[i];
    while (t + 1 < levels.size() && levels[t] < x) ++t;
    if (levels.size() < 2) break;
    sum += DoubleDouble(atoms.w[i] * ((levels[t] - x) * (x - levels[t - 1])));
  }
  return sum.hi / atoms.total_weight;
}

OptimalLevels finish(const Atoms& atoms, std::vector<double> levels, double gap,
                     LevelsStatistics statistics) {
  levels.erase(std::unique(levels.begin(), levels.end()), levels.end());
  OptimalLevels result;
  result.variance =
      std::ldexp(mean_variance(atoms, levels), 2 * atoms.exponent);
  result.gap = std::ldexp(gap, 2 * atoms.exponent);
  for (double& level : levels) level = std::ldexp(level, atoms.exponent);
  if (atoms.exponent != 0) {
    // A small end has lost bits on the way, and points would lie beyond it.
    levels.front() = atoms.ends.low;
    levels.back() = atoms.ends.high;
  }
  result.levels = std::move(levels);
  result.statistics = std::move(statistics);
  return result;
}

OptimalLevels finish_path(const Atoms& atoms,
                          std::span<const std::uint32_t> path, double gap,
                          LevelsStatistics statistics) {
  std::vector<double> levels;
  levels.reserve(path.size());
  for (const std::uint32_t i : path) levels.push_back(atoms.x[i]);
  return finish(atoms, std::move(levels), gap, std::move(statistics));
}

OptimalLevels finish_uncertified(const Atoms& atoms, std::vector<double> levels,
                                 LevelsStatistics statistics) {
  OptimalLevels result =
      finish(atoms, std::move(levels), 0, std::move(statistics));
  result.gap = result.variance;
  return result;
}

OptimalLevels all_atoms(const Atoms& atoms) {
  OptimalLevels result =
      finish(atoms, atoms.x, 0,
             {.way = "every distinct value",
              .survivors = static_cast<std::int64_t>(atoms.size())});
  result.variance = 0;
  return result;
}

std::vector<std::uint32_t> fill_path(std::vector<std::uint32_t> path,
                                     std::size_t levels, std::size_t atoms) {
  path.erase(std::unique(path.begin(), path.end()), path.end());
  if (path.size() >= levels) return path;
  std::vector<std::uint32_t> filled;
  std::size_t missing = std::min(levels, atoms) - path.size();
  for (std::size_t t = 0; t < path.size(); ++t) {
    filled.push_back(path[t]);
    if (t + 1 == path.size()) break;
    for (std::uint32_t i = path[t] + 1; i < path[t + 1] && missing > 0; ++i) {
      filled.push_back(i);
      --missing;
    }
  }
  return filled;
}

}  // namespace zipml::optimal
