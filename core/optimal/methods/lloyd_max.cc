#include "core/optimal/methods/lloyd_max.h"

#include <algorithm>
#include <cmath>

#include "core/optimal/atoms.h"
#include "core/optimal/methods/baselines.h"
#include "core/optimal/methods/prefix_moments.h"

namespace zipml::optimal {

OptimalLevels lloyd_max(const Points& points, const LevelsOptions& options) {
  const Atoms atoms = make_atoms(points, options);
  if (atoms.size() <= options.levels) return all_atoms(atoms);
  const PrefixMoments moments(atoms);
  std::vector<double> q;
  for (const std::uint32_t i : quantile_path(atoms, options.levels)) {
    q.push_back(atoms.x[i]);
  }
  const double range = q.back() - q.front();
  LevelsStatistics statistics{.way = "Lloyd-Max"};
  for (; statistics.rounds < options.max_sweeps; ++statistics.rounds) {
    const std::vector<double> old = q;
    const auto border = [&](std::size_t t) {
      const double middle = old[t] + (old[t + 1] - old[t]) / 2;
      return static_cast<std::size_t>(
          std::lower_bound(atoms.x.begin(), atoms.x.end(), middle) -
          atoms.x.begin());
    };
    double moved = 0;
    for (std::size_t t = 1; t + 1 < q.size(); ++t) {
      const std::size_t first = border(t - 1);
      const std::size_t last = border(t);
      const double weight = moments.weight(first, last);
      if (weight > 0) {
        q[t] = old[t] + moments.moment(first, last, old[t]) / weight;
      }
      moved = std::max(moved, std::fabs(q[t] - old[t]));
    }
    statistics.evaluations += static_cast<std::int64_t>(q.size());
    if (moved <= options.tolerance * range) break;
  }
  // Levels of emptied cells can meet their neighbours.
  std::sort(q.begin(), q.end());
  return finish_uncertified(atoms, std::move(q), std::move(statistics));
}

}  // namespace zipml::optimal
