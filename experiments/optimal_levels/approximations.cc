// The paper's approximations against the optimum: M candidates (Theorem 2),
// the greedy ADAQUANT (Theorems 8 and 9), and every method side by side.
#include <algorithm>
#include <cmath>

#include "core/optimal/optimal_levels.h"
#include "core/optimal/registry.h"
#include "experiments/optimal_levels/cells.h"
#include "experiments/optimal_levels/instances.h"

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

CellResult run_discretised(const Cell& cell, LinearProblems&,
                           const RunContext& context) {
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
      const auto own =
          solve("discretised", points,
                {.levels = levels,
                 .candidates = static_cast<std::size_t>(candidates)});
      const double cells = static_cast<double>(candidates);
      const double k = static_cast<double>(intervals);
      const Constants is = constants_of(points, exact.levels, cells);
      const double first = is.b * k / (4 * cells * cells * cells);
      const double second = is.b * is.c * is.c / (cells * k);
      result.rows.push_back(
          {{"shape", shape},
           {"intervals", intervals},
           {"candidates", candidates},
           {"optimum", optimum},
           {"gap", variance_by_definition(points, {}, own.levels) - optimum},
           {"b", is.b},
           {"c", is.c},
           {"printed", first + second},
           {"halved", first + second / 2},
           {"certified", own.gap}});
    }
  }
  return result;
}

CellResult run_greedy(const Cell& cell, LinearProblems&,
                      const RunContext& context) {
  const std::string& shape = cell.parameters.text("shape");
  RandomStream stream = stream_of(cell, Purpose::kMonteCarlo);
  CellResult result;
  for (const auto count : cell.parameters.integers("greedy.points")) {
    const std::vector<double> points =
        draw_points(shape, static_cast<std::size_t>(count), stream);
    for (const auto intervals : cell.parameters.integers("greedy.intervals")) {
      const auto levels = static_cast<std::size_t>(intervals) + 1;
      const auto exact = solve("exact", points, {.levels = levels});
      const double optimum = variance_by_definition(points, {}, exact.levels);
      if (exact.levels.size() < levels || !(optimum > 0)) continue;
      for (const double gamma : cell.parameters.numbers("greedy.gamma")) {
        if (context.should_stop()) return {};
        const optimal::LevelsOptions options{.levels = levels, .gamma = gamma};
        const double kept = (1 + gamma) * static_cast<double>(intervals);
        const auto greedy = solve("greedy_merge", points, options);
        const auto program =
            solve("greedy_then_dynamic_program", points, options);
        const auto ratio = [&](const optimal::OptimalLevels& own) {
          return variance_by_definition(points, {}, own.levels) / optimum;
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
             {"rounds", greedy.statistics.rounds},
             {"program_ratio", ratio(program)}});
      }
    }
  }
  return result;
}

CellResult run_methods(const Cell& cell, LinearProblems&,
                       const RunContext& context) {
  const std::string& shape = cell.parameters.text("shape");
  RandomStream stream = stream_of(cell, Purpose::kMonteCarlo);
  const std::vector<double> points = draw_points(
      shape,
      static_cast<std::size_t>(cell.parameters.integer("methods.points")),
      stream);
  const auto levels =
      static_cast<std::size_t>(cell.parameters.integer("methods.levels"));
  const auto exact = solve("exact", points, {.levels = levels});
  const double optimum = variance_by_definition(points, {}, exact.levels);
  CellResult result;
  if (!(optimum > 0)) return result;
  for (const optimal::Method& method : optimal::methods()) {
    if (context.should_stop()) return {};
    const auto own = method.solve(points, {.levels = levels});
    const double variance = variance_by_definition(points, {}, own.levels);
    result.rows.push_back(
        {{"shape", shape},
         {"method", std::string(method.name)},
         {"used", static_cast<std::int64_t>(own.levels.size())},
         {"ratio", variance / optimum},
         {"gap", own.gap / variance}});
  }
  return result;
}

}  // namespace zipml::optimal_levels
