// The best levels on M candidates against the optimum (Theorem 2).
#include <algorithm>
#include <cmath>

#include "core/optimal/optimal_levels.h"
#include "experiments/optimal_levels/instances.h"
#include "experiments/optimal_levels/tasks.h"

namespace zipml::optimal_levels {
namespace {

using optimal::solve;

// The constants of Theorem 2 for these points on M equal cells of [0, 1], so
// that a = 1: no cell has more than b N / M points, and no optimal interval
// meets more than c M / k cells.
struct Constants {
  double b = 0, c = 0;
};

Constants constants_of(const std::vector<double>& points,
                       const std::vector<double>& optimum, double cells) {
  std::vector<double> counts(static_cast<std::size_t>(cells));
  for (const double point : points) {
    const double cell = std::min(std::floor(point * cells), cells - 1);
    counts[static_cast<std::size_t>(cell)] += 1;
  }
  double most_cells = 0;
  for (std::size_t t = 1; t < optimum.size(); ++t) {
    most_cells = std::max(most_cells, std::ceil(optimum[t] * cells) -
                                          std::floor(optimum[t - 1] * cells));
  }
  return {*std::max_element(counts.begin(), counts.end()) * cells /
              static_cast<double>(points.size()),
          most_cells * static_cast<double>(optimum.size() - 1) / cells};
}

}  // namespace

CellResult run_discretised(const Cell& cell, const RunContext& context) {
  const std::string& shape = cell.parameters.text("shape");
  RandomStream stream = stream_of(cell, Purpose::kMonteCarlo);
  const auto count =
      static_cast<std::size_t>(cell.parameters.integer("discretised.points"));
  const std::vector<double> points = draw_points(shape, count, stream);
  CellResult result;
  for (const auto intervals :
       cell.parameters.integers("discretised.intervals")) {
    const auto levels = static_cast<std::size_t>(intervals) + 1;
    const auto exact = solve("exact", points, {.levels = levels});
    const double optimum = variance_by_definition(points, {}, exact.levels);
    // Fewer distinct points than levels: nothing to approximate.
    if (exact.levels.size() < levels || !(optimum > 0)) continue;
    for (const auto candidates :
         cell.parameters.integers("discretised.candidates")) {
      if (context.should_stop()) return {};
      if (candidates < 2 * intervals) continue;
      const auto on_cells =
          solve("discretised", points,
                {.levels = levels,
                 .candidates = static_cast<std::size_t>(candidates)});
      const double cells = static_cast<double>(candidates);
      const double k = static_cast<double>(intervals);
      const Constants constants = constants_of(points, exact.levels, cells);
      const double first = constants.b * k / (4 * cells * cells * cells);
      const double second =
          constants.b * constants.c * constants.c / (cells * k);
      result.rows.push_back(
          {{"shape", shape},
           {"intervals", intervals},
           {"candidates", candidates},
           {"optimum", optimum},
           {"gap",
            variance_by_definition(points, {}, on_cells.levels) - optimum},
           {"b", constants.b},
           {"c", constants.c},
           {"printed", first + second},
           {"halved", first + second / 2},
           {"certified", on_cells.gap}});
    }
  }
  return result;
}

}  // namespace zipml::optimal_levels
