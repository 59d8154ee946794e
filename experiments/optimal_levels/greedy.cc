// The greedy ADAQUANT against the optimum (Theorems 8 and 9).
#include <cmath>

#include "core/optimal/optimal_levels.h"
#include "experiments/optimal_levels/instances.h"
#include "experiments/optimal_levels/tasks.h"

namespace zipml::optimal_levels {

CellResult run_greedy(const Cell& cell, const RunContext& context) {
  const std::string& shape = cell.parameters.text("shape");
  RandomStream stream = stream_of(cell, Purpose::kMonteCarlo);
  CellResult result;
  for (const auto count : cell.parameters.integers("greedy.points")) {
    const std::vector<double> points =
        draw_points(shape, static_cast<std::size_t>(count), stream);
    for (const auto intervals : cell.parameters.integers("greedy.intervals")) {
      const auto levels = static_cast<std::size_t>(intervals) + 1;
      const auto exact = optimal::solve("exact", points, {.levels = levels});
      const double optimum = variance_by_definition(points, {}, exact.levels);
      if (exact.levels.size() < levels || !(optimum > 0)) continue;
      for (const double gamma : cell.parameters.numbers("greedy.gamma")) {
        if (context.should_stop()) return {};
        const optimal::LevelsOptions options{.levels = levels, .gamma = gamma};
        const double kept = (1 + gamma) * static_cast<double>(intervals);
        const auto greedy = optimal::solve("greedy_merge", points, options);
        const auto program =
            optimal::solve("greedy_then_dynamic_program", points, options);
        const auto ratio = [&](const optimal::OptimalLevels& found) {
          return variance_by_definition(points, {}, found.levels) / optimum;
        };
        result.rows.push_back(
            {{"shape", shape},
             {"points", count},
             {"intervals", intervals},
             {"gamma", gamma},
             {"greedy_ratio", ratio(greedy)},
             {"bound", 1 + 1 / gamma},
             {"used", static_cast<std::int64_t>(greedy.levels.size()) - 1},
             {"limit", 2 * kept},
             {"odd_limit", 2 * std::ceil(kept) + 1},
             {"merges", greedy.statistics.evaluations},
             {"comparisons", greedy.statistics.comparisons},
             {"rounds", greedy.statistics.rounds},
             {"program_ratio", ratio(program)}});
      }
    }
  }
  return result;
}

}  // namespace zipml::optimal_levels
