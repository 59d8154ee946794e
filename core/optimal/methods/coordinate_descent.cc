#include "core/optimal/methods/coordinate_descent.h"

#include "core/optimal/atoms.h"
#include "core/optimal/methods/baselines.h"
#include "core/optimal/methods/prefix_moments.h"

namespace zipml::optimal {

OptimalLevels coordinate_descent(const Points& points,
                                 const LevelsOptions& options) {
  const Atoms atoms = make_atoms(points, options);
  if (atoms.size() <= options.levels) return all_atoms(atoms);
  const PrefixMoments moments(atoms);
  std::vector<std::uint32_t> path = quantile_path(atoms, options.levels);
  LevelsStatistics statistics{.way = "coordinate descent"};
  bool changed = true;
  while (changed && statistics.rounds < options.max_sweeps) {
    changed = false;
    ++statistics.rounds;
    for (std::size_t t = 1; t + 1 < path.size(); ++t) {
      const std::uint32_t a = path[t - 1];
      const std::uint32_t c = path[t + 1];
      const double share = moments.height(a, c) / (atoms.x[c] - atoms.x[a]);
      std::uint32_t low = a + 1;
      std::uint32_t high = c - 1;
      while (low < high) {
        const std::uint32_t b = low + (high - low) / 2;
        if (moments.weight(a + 1, b + 1) >= share) {
          high = b;
        } else {
          low = b + 1;
        }
      }
      ++statistics.evaluations;
      changed = changed || low != path[t];
      path[t] = low;
    }
  }
  std::vector<double> levels;
  for (const std::uint32_t i : path) levels.push_back(atoms.x[i]);
  return finish_uncertified(atoms, std::move(levels), std::move(statistics));
}

}  // namespace zipml::optimal
