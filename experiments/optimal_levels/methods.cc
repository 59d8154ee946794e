// Every method side by side.
#include "core/optimal/optimal_levels.h"
#include "core/optimal/registry.h"
#include "experiments/optimal_levels/instances.h"
#include "experiments/optimal_levels/tasks.h"

namespace zipml::optimal_levels {

CellResult run_methods(const Cell& cell, const RunContext& context) {
  const std::string& shape = cell.parameters.text("shape");
  RandomStream stream = stream_of(cell, Purpose::kMonteCarlo);
  const std::vector<double> points = draw_points(
      shape,
      static_cast<std::size_t>(cell.parameters.integer("methods.points")),
      stream);
  const auto levels =
      static_cast<std::size_t>(cell.parameters.integer("methods.levels"));
  const auto exact = optimal::solve("exact", points, {.levels = levels});
  const double optimum = variance_by_definition(points, {}, exact.levels);
  CellResult result;
  if (!(optimum > 0)) return result;
  for (const optimal::Method& method : optimal::methods()) {
    if (context.should_stop()) return {};
    const auto found = method.solve(points, {.levels = levels});
    const double variance = variance_by_definition(points, {}, found.levels);
    result.rows.push_back(
        {{"shape", shape},
         {"method", std::string(method.name)},
         {"used", static_cast<std::int64_t>(found.levels.size())},
         {"ratio", variance / optimum},
         {"gap", found.gap / variance}});
  }
  return result;
}

}  // namespace zipml::optimal_levels
