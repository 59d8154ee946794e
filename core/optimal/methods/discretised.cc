#include "core/optimal/methods/discretised.h"

#include <algorithm>

#include "core/optimal/atoms.h"
#include "core/optimal/methods/candidate_program.h"

namespace zipml::optimal {

OptimalLevels discretised(const Points& points, const LevelsOptions& options) {
  const Atoms atoms = make_atoms(points, options);
  if (options.candidates < 1) {
    refuse("candidates", "expected at least one cell");
  }
  if (atoms.size() <= options.levels) return all_atoms(atoms);

  // Edges become atoms of weight 0; atoms stay the points that are counted.
  const double low = atoms.x.front();
  const double range = atoms.x.back() - low;
  const std::size_t cells = options.candidates;
  Atoms all;
  all.total_weight = atoms.total_weight;
  all.exponent = atoms.exponent;
  all.ends = atoms.ends;
  std::vector<std::uint32_t> candidates;
  std::size_t next = 0;
  double heaviest = 0;
  for (std::size_t cell = 0; cell <= cells; ++cell) {
    const double edge = cell == cells
                            ? atoms.x.back()
                            : low + range * (static_cast<double>(cell) /
                                             static_cast<double>(cells));
    double weight = 0;
    while (next < atoms.size() && atoms.x[next] < edge) {
      all.x.push_back(atoms.x[next]);
      all.w.push_back(atoms.w[next]);
      weight += atoms.w[next++];
    }
    heaviest = std::max(heaviest, weight);
    if (!all.x.empty() && edge <= all.x.back()) continue;
    const bool is_point = next < atoms.size() && atoms.x[next] == edge;
    candidates.push_back(static_cast<std::uint32_t>(all.x.size()));
    all.x.push_back(edge);
    all.w.push_back(is_point ? atoms.w[next] : 0);
    if (is_point) ++next;
  }
  LevelsStatistics statistics{
      .way = "discretised",
      .rounds = 1,
      .survivors = static_cast<std::int64_t>(candidates.size())};
  const auto path = candidate_program(all, candidates, options.levels,
                                      statistics.evaluations);
  // Edges lie on the curve; moving the optimum's levels to their ends costs
  // at most sum_t e(q_t) (q_{t+1} - q_{t-1}) <= 2 R max e, e <= weight * cell
  // width / 4.
  const double width = range / static_cast<double>(cells);
  const double bound =
      range * heaviest * width / 2 / atoms.total_weight * (1 + 1e-9);
  OptimalLevels result = finish_path(all, path, bound, std::move(statistics));
  result.gap = std::min(result.gap, result.variance);
  return result;
}

}  // namespace zipml::optimal
