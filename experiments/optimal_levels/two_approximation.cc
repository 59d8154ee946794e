#include "experiments/optimal_levels/two_approximation.h"

#include "experiments/optimal_levels/instances.h"

namespace zipml::optimal_levels {

Ratios ratios_of(const Instance& instance) {
  const optimal::Points points(instance.points, instance.weights);
  const optimal::LevelsOptions options{.levels = instance.intervals + 1};
  const auto variance = [&](const optimal::OptimalLevels& levels) {
    return variance_by_definition(instance.points, instance.weights,
                                  levels.levels);
  };
  Ratios result;
  result.exact = optimal::solve("exact", points, options);
  const double optimum = variance(result.exact);
  // Below this the objective itself is rounding.
  if (!(optimum > 1e-14)) return result;
  result.of_program =
      optimal::solve("greedy_then_dynamic_program", points, options);
  result.program = variance(result.of_program) / optimum;
  result.greedy =
      variance(optimal::solve("greedy_merge", points, options)) / optimum;
  return result;
}

}  // namespace zipml::optimal_levels
