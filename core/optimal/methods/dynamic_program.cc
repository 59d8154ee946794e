#include "core/optimal/methods/dynamic_program.h"

#include <algorithm>
#include <limits>

namespace zipml::optimal {

std::vector<std::uint32_t> dynamic_program_path(
    const Atoms& atoms, std::size_t levels, std::int64_t& evaluations,
    const std::function<void(double)>& progress) {
  const std::size_t size = atoms.size();
  const std::size_t intervals = std::min(levels, size) - 1;
  if (intervals == 0) return {0};
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  // best[k][m]: cheapest way to reach level m with k + 1 intervals.
  std::vector<std::vector<double>> best(intervals,
                                        std::vector<double>(size, kInfinity));
  std::vector<std::vector<std::uint32_t>> parent(
      intervals, std::vector<std::uint32_t>(size, 0));
  std::vector<double> column(size);
  constexpr std::int64_t kBetweenProgress = std::int64_t{1} << 28;
  std::int64_t next_progress = evaluations + kBetweenProgress;

  for (std::size_t m = 1; m < size; ++m) {
    double moment = 0;  // sum of w (x_m - x) strictly between j and m
    double cost = 0;
    for (std::size_t j = m; j-- > 0;) {
      cost += (atoms.x[j + 1] - atoms.x[j]) * moment;
      column[j] = cost;
      moment += atoms.w[j] * (atoms.x[m] - atoms.x[j]);
    }
    best[0][m] = column[0];
    for (std::size_t k = 1; k < std::min(intervals, m); ++k) {
      double least = kInfinity;
      std::size_t from = k;
      for (std::size_t j = k; j < m; ++j) {
        const double candidate = best[k - 1][j] + column[j];
        if (candidate < least) {
          least = candidate;
          from = j;
        }
      }
      best[k][m] = least;
      parent[k][m] = static_cast<std::uint32_t>(from);
      evaluations += static_cast<std::int64_t>(m - k);
    }
    if (progress && evaluations >= next_progress) {
      // Column m takes about m steps for each number of intervals.
      const double share = static_cast<double>(m) / static_cast<double>(size);
      progress(share * share);
      next_progress = evaluations + kBetweenProgress;
    }
  }

  std::vector<std::uint32_t> path(intervals + 1);
  path[intervals] = static_cast<std::uint32_t>(size - 1);
  for (std::size_t k = intervals; k-- > 0;) path[k] = parent[k][path[k + 1]];
  return path;
}

OptimalLevels dynamic_program(const Points& points,
                              const LevelsOptions& options) {
  const Atoms atoms = make_atoms(points, options);
  if (atoms.size() <= options.levels) return all_atoms(atoms);
  LevelsStatistics statistics{
      .way = "dynamic program",
      .rounds = 1,
      .survivors = static_cast<std::int64_t>(atoms.size())};
  const auto path = dynamic_program_path(
      atoms, options.levels, statistics.evaluations, options.progress);
  return finish_path(atoms, path, 0, std::move(statistics));
}

}  // namespace zipml::optimal
