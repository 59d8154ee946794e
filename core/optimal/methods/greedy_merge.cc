#include "core/optimal/methods/greedy_merge.h"

#include <algorithm>
#include <cmath>

#include "core/optimal/methods/candidate_program.h"

namespace zipml::optimal {
namespace {

void check_parameters(const LevelsOptions& options) {
  if (!(options.gamma > 0) || !std::isfinite(options.gamma)) {
    refuse("gamma", "expected a finite gamma > 0");
  }
  if (!(options.delta >= 0) || !std::isfinite(options.delta)) {
    refuse("delta", "expected a finite delta >= 0");
  }
}

}  // namespace

std::vector<std::uint32_t> greedy_merge_path(const Atoms& atoms,
                                             const LevelsOptions& options,
                                             LevelsStatistics& statistics) {
  check_parameters(options);
  const CandidateCosts costs(atoms);
  const double k = static_cast<double>(options.levels - 1);
  const double most = 2 * (1 + options.gamma) * k + options.delta;
  // No more than there are: a large gamma is beyond every integer.
  const auto kept = static_cast<std::size_t>(std::min(
      std::ceil((1 + options.gamma) * k), static_cast<double>(atoms.size())));

  std::vector<std::uint32_t> path(atoms.size());
  for (std::uint32_t i = 0; i < path.size(); ++i) path[i] = i;
  std::vector<double> pair_costs;
  std::vector<double> ranked;
  while (static_cast<double>(path.size() - 1) > most) {
    // Pair p is the intervals 2p and 2p + 1; an odd last one stays.
    const std::size_t pairs = (path.size() - 1) / 2;
    if (pairs <= kept) break;
    pair_costs.resize(pairs);
    for (std::size_t p = 0; p < pairs; ++p) {
      pair_costs[p] = costs.between(path[2 * p], path[2 * p + 2]);
    }
    ranked = pair_costs;
    const auto place = ranked.begin() + static_cast<std::ptrdiff_t>(kept) - 1;
    std::nth_element(ranked.begin(), place, ranked.end(),
                     [&](double a, double b) {
                       ++statistics.comparisons;
                       return a > b;
                     });
    const double limit = *place;
    // Exactly `kept` pairs stay split; among equals the first ones.
    std::size_t above = 0;
    for (const double cost : pair_costs) above += cost > limit ? 1 : 0;
    std::size_t equal = kept - above;
    std::vector<std::uint32_t> merged;
    for (std::size_t p = 0; p < pairs; ++p) {
      merged.push_back(path[2 * p]);
      const bool split =
          pair_costs[p] > limit || (pair_costs[p] == limit && equal > 0);
      if (split && pair_costs[p] == limit) --equal;
      if (split) merged.push_back(path[2 * p + 1]);
    }
    merged.insert(merged.end(),
                  path.begin() + static_cast<std::ptrdiff_t>(2 * pairs),
                  path.end());
    path.swap(merged);
    statistics.evaluations += static_cast<std::int64_t>(pairs);
    ++statistics.rounds;
  }
  statistics.survivors = static_cast<std::int64_t>(path.size());
  return path;
}

OptimalLevels greedy_merge(const Points& points, const LevelsOptions& options) {
  const Atoms atoms = make_atoms(points, options);
  check_parameters(options);
  if (atoms.size() <= options.levels) return all_atoms(atoms);
  LevelsStatistics statistics{.way = "greedy merge"};
  const auto path = greedy_merge_path(atoms, options, statistics);
  OptimalLevels result = finish_path(atoms, path, 0, std::move(statistics));
  result.gap = result.variance;
  return result;
}

OptimalLevels greedy_then_dynamic_program(const Points& points,
                                          const LevelsOptions& options) {
  const Atoms atoms = make_atoms(points, options);
  check_parameters(options);
  if (atoms.size() <= options.levels) return all_atoms(atoms);
  LevelsStatistics statistics{.way = "greedy merge, dynamic program"};
  const auto candidates = greedy_merge_path(atoms, options, statistics);
  const auto path = candidate_program(atoms, candidates, options.levels,
                                      statistics.evaluations);
  OptimalLevels result =
      finish_path(atoms, fill_path(path, options.levels, atoms.size()), 0,
                  std::move(statistics));
  result.gap = result.variance;
  return result;
}

}  // namespace zipml::optimal
